using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Directory;

/// <summary>The public directory: who is where, on a map and as a list.</summary>
internal sealed class DirectoryPage(DirectoryReader directory, DepartmentMap map, Houses houses) : WebPage
{
    private const int LongestWords = 100;

    public string? Department { get; private set; }

    public Activity? Activity { get; private set; }

    public string? Words { get; private set; }

    public ImmutableArray<DirectoryEntry> Entries { get; private set; } = [];

    public FrozenDictionary<string, int> Counts { get; private set; } = FrozenDictionary<string, int>.Empty;

    /// <summary>The address of the next page, where there is one.</summary>
    public string? Next { get; private set; }

    /// <summary>The address of the first page, on any other.</summary>
    public string? First { get; private set; }

    /// <summary>Whether to lead on to the card of one's own organisation: whoever has not signed in is asked to.</summary>
    public bool MayJoin { get; private set; }

    public Outlines Map => map.Outlines;

    /// <summary>Departments with somebody in them that the map does not draw: overseas.</summary>
    public IEnumerable<string> Elsewhere => Counts.Keys.Except(Map.Departments.Select(one => one.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public IReadOnlyList<Choice> DepartmentChoices =>
    [
        new(string.Empty, Say("directory-everywhere")),
        .. Departments.Names.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new Choice(one.Key, $"{one.Key} {one.Value}")),
    ];

    public IReadOnlyList<Choice> ActivityChoices =>
        [new(string.Empty, Say("directory-anything")), .. DirectoryCards.Shown.Select(activity => new Choice(activity.Code(), Say($"offers-{activity.Code()}")))];

    public bool IsFiltered => Department is not null || Activity is not null || Words is not null;

    /// <summary>So little was typed that it finds nothing, and everybody would look like an answer.</summary>
    public bool IsTooShort => Words is not null && SearchWords.Of(Words).Length < SearchWords.Shortest;

    public static string NameOf(string department) => Departments.Names[department];

    public string AddressOf(string? department, string? after = null) => QueryHelpers.AddQueryString(
        "/directory",
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Words,
            ["department"] = department,
            ["activity"] = Activity?.Code(),
            ["after"] = after,
        }.Where(one => one.Value is not null));

    /// <summary>How a department is drawn: the one that is looked at, else the darker the more there are.</summary>
    public string ShadeOf(string department, int count) => department == Department ? "chosen" : count switch { 0 => "shade-none", < 5 => "shade-some", _ => "shade-many" };

    public async Task<IActionResult> OnGetAsync(string? q, string? department, string? activity, string? after, CancellationToken cancellationToken)
    {
        if (Wrong(q, department, activity))
        {
            return NotFound();
        }

        MayJoin = CallerClaims.CallerOf(User) is not { } caller || (await houses.ProfileAsync(caller.Organisation.Text) is { } house && CardPage.MayShow(caller, house));
        Words = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        Department = string.IsNullOrEmpty(department) ? null : department;
        Activity = string.IsNullOrEmpty(activity) ? null : DirectoryCards.Shown.First(one => one.Code() == activity);
        Counts = await directory.CountAsync(Activity, cancellationToken);

        if (IsTooShort)
        {
            return Page();
        }

        (Entries, var next) = await directory.ListAsync(new(Department, Activity, Words, after), cancellationToken);
        First = after is null ? null : AddressOf(Department);
        Next = next is null ? null : AddressOf(Department, next);
        return Page();
    }

    private static bool Wrong(string? q, string? department, string? activity) =>
        q is { Length: > LongestWords }
        || (!string.IsNullOrEmpty(department) && !Departments.Names.ContainsKey(department))
        || (!string.IsNullOrEmpty(activity) && !DirectoryCards.Shown.Any(one => one.Code() == activity));
}
