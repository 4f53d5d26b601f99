using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Organisations;

/// <summary>The organisations of a pole: found by name, by what they do, by where they stand, by what their charters need.</summary>
internal sealed class OrganisationsPage(PoleMembers members) : RolePage(Role.Coordinator)
{
    public const string Ending = "ending";
    public const string Asking = "asking";

    public ImmutableArray<OrganisationProfile> Items { get; private set; } = [];

    public string? Asked { get; private set; }

    public string? Activity { get; private set; }

    public string? Status { get; private set; }

    /// <summary><c>ending</c>, <c>asking</c>, or all of them.</summary>
    public string Show { get; private set; } = string.Empty;

    public int All { get; private set; }

    public int EndingCount { get; private set; }

    public int AskingCount { get; private set; }

    public bool IsFiltered => Asked is not null || Activity is not null || Status is not null;

    public IReadOnlyList<Choice> Activities => [new(string.Empty, Say("all-of-them")), .. Enum.GetValues<Activity>().Select(one => new Choice(one.Code(), Capital(Word(one.Code()))))];

    public IReadOnlyList<Choice> Statuses => [new(string.Empty, Say("all-of-them")), .. Enum.GetValues<OrganisationStatus>().Select(one => new Choice(one.Code(), Word(one)))];

    public async Task OnGetAsync(string? q, string? activity, string? status, string? show, CancellationToken cancellationToken)
    {
        Asked = Typed(q);
        Activity = Codes.TryParse<Activity>(activity, out var does) ? does.Code() : null;
        Status = Codes.TryParse<OrganisationStatus>(status, out var stands) ? stands.Code() : null;
        Show = show is Ending or Asking ? show : string.Empty;

        var all = await members.AllAsync(Caller, cancellationToken);
        var word = SearchWords.Of(Asked ?? string.Empty);
        (All, EndingCount, AskingCount) = (all.Length, all.Count(IsEnding), all.Count(IsAsking));
        Items =
        [
            .. all.Where(one => Show switch
                {
                    Ending => IsEnding(one),
                    Asking => IsAsking(one),
                    _ => true,
                })
                .Where(one => Activity is null || one.Activities.Contains(does))
                .Where(one => Status is null || one.Status == stands)
                .Where(one => word.Length == 0 || SearchWords.Of(one.Name).Contains(word, StringComparison.Ordinal) || one.Siren.StartsWith(word, StringComparison.Ordinal) || one.Rna.StartsWith(word, StringComparison.Ordinal)),
        ];
    }

    /// <summary>What is known of the charters of an organisation, one for each activity that needs one.</summary>
    public IEnumerable<CharterState> ChartersOf(OrganisationProfile organisation) => CharterState.Of(organisation, Time.GetUtcNow());

    public static Tone ToneOf(OrganisationStatus status) => status switch
    {
        OrganisationStatus.Active => Tone.Good,
        OrganisationStatus.Prospect => Tone.Info,
        OrganisationStatus.Suspended or OrganisationStatus.Closing => Tone.Warn,
        _ => Tone.Neutral,
    };

    private bool IsEnding(OrganisationProfile one) => PoleMembers.Ending(one, Time.GetUtcNow()).Any();

    private bool IsAsking(OrganisationProfile one) => one.Id != Caller.Organisation && one.Requests.Length > 0;
}
