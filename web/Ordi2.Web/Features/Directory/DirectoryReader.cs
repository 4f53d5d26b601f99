using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Search;

namespace Ordi2.Web.Features.Directory;

/// <summary>What the public looks for in the directory. What is not given does not filter.</summary>
/// <param name="Department">Code of a department.</param>
/// <param name="Activity">One of <see cref="DirectoryCards.Shown"/>.</param>
/// <param name="Words">A commune, a postal code or a name, or how it begins.</param>
/// <param name="After">The last one of the page before.</param>
internal sealed record DirectoryQuestion(string? Department, Activity? Activity, string? Words, string? After);

/// <summary>Reads the public directory: what each organisation shows of itself, and nothing else of it.</summary>
internal sealed class DirectoryReader(AggregateQueries organisations, ShelfQueries shelves, TimeProvider time)
{
    public const int PageSize = 20;

    private const string Kind = "organisation";

    public async Task<(ImmutableArray<DirectoryEntry> Entries, string? Next)> ListAsync(DirectoryQuestion question, CancellationToken cancellationToken)
    {
        var word = SearchWords.Of(question.Words ?? string.Empty);
        var rows = await organisations.ListAsync(
            new()
            {
                Kind = Kind,
                About = DirectoryCards.Shelf(question.Department, question.Activity),
                Word = word.Length == 0 ? null : word,
                After = question.After,
                Limit = PageSize + 1,
            },
            cancellationToken);
        var entries = rows.Take(PageSize).Select(row => EntryOf(row.Row)).OfType<DirectoryEntry>().ToImmutableArray();
        return (entries, rows.Length > PageSize ? rows[PageSize - 1].Row.Id : null);
    }

    /// <summary>Everybody of an activity that shows itself, as many as may be chosen from.</summary>
    public async Task<ImmutableArray<DirectoryEntry>> AllAsync(Activity activity, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<DirectoryEntry>();
        string? after = null;

        do
        {
            var (entries, next) = await ListAsync(new(Department: null, activity, Words: null, after), cancellationToken);
            found.AddRange(entries);
            after = next;
        }
        while (after is not null && found.Count < AggregateFilter.MostRows);

        return found.ToImmutable();
    }

    /// <summary>One of the directory; nothing for one that does not show itself, as for one that does not exist.</summary>
    public async Task<DirectoryEntry?> FindAsync(string id, CancellationToken cancellationToken) =>
        await organisations.GetAsync(Kind, id, cancellationToken) is { } row ? EntryOf(row) : null;

    /// <summary>How many show themselves in each department, for all activities or for one.</summary>
    public async Task<FrozenDictionary<string, int>> CountAsync(Activity? activity, CancellationToken cancellationToken)
    {
        var counts = await shelves.CountAsync(Kind, DirectoryCards.Row, cancellationToken);
        return Departments.Names.Keys
            .Select(code => (Code: code, Count: counts.GetValueOrDefault(DirectoryCards.Shelf(code, activity))))
            .Where(one => one.Count > 0)
            .ToFrozenDictionary(one => one.Code, one => one.Count, StringComparer.Ordinal);
    }

    private DirectoryEntry? EntryOf(AggregateRow row)
    {
        var profile = JsonSerializer.Deserialize<OrganisationProfile>(row.Body, WireJson.Options);
        return profile is { Status: OrganisationStatus.Active, Card: { } card }
            ? new(row.Id, profile.Name, card, [.. DirectoryCards.ActivitiesOf(profile).Select(activity => (activity, LabelOf(profile, activity)))])
            : null;
    }

    /// <summary>First moment at which the label no longer holds; nothing where none holds now.</summary>
    private DateTimeOffset? LabelOf(OrganisationProfile profile, Activity activity) => Accreditations.ValidUntil(profile, activity, time.GetUtcNow());
}

/// <summary>An organisation as the directory shows it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name.</param>
/// <param name="Card">What it chose to show.</param>
/// <param name="Activities">What it does, each with the end of its label where it has one.</param>
internal sealed record DirectoryEntry(string Id, string Name, PublicCard Card, ImmutableArray<(Activity Activity, DateTimeOffset? LabelUntil)> Activities);
