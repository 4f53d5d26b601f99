using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Organisations;

/// <summary>Its places, and what the rules need to know of it.</summary>
internal sealed partial class OrganisationPage
{
    [BindProperty]
    public string? Site { get; set; }

    [BindProperty]
    public string? SiteName { get; set; }

    /// <summary>Number, street, postal code and commune of the place.</summary>
    [BindProperty]
    public string? SiteAddress { get; set; }

    [BindProperty]
    public string? SiteSiret { get; set; }

    [BindProperty]
    public string? SiteQpv { get; set; }

    /// <summary>One zone a line.</summary>
    [BindProperty]
    public string? SiteZones { get; set; }

    [BindProperty]
    public bool Prepares { get; set; }

    /// <summary>Codes of the kinds of machines that a new place takes; none means all.</summary>
    [BindProperty]
    public string[] Accepts { get; set; } = [];

    [BindProperty]
    public string[] Does { get; set; } = [];

    [BindProperty]
    public string? Siret { get; set; }

    [BindProperty]
    public string? Rna { get; set; }

    [BindProperty]
    public string? Category { get; set; }

    [BindProperty]
    public string? Operators { get; set; }

    [BindProperty]
    public string? Receipts { get; set; }

    [BindProperty]
    public string? Proof { get; set; }

    [BindProperty]
    public bool Certified { get; set; }

    [BindProperty]
    public string? Certificate { get; set; }

    /// <summary>A pole stays a pole, and nobody becomes one here.</summary>
    public IReadOnlyList<Choice> DoesChoices => [.. Enum.GetValues<Activity>().Where(one => one is not Contracts.Organisations.Activity.Pole).Select(one => new Choice(one.Code(), Capital(Word(one.Code()))))];

    public static ImmutableArray<DeviceType> Types { get; } = [.. Enum.GetValues<DeviceType>().Where(one => one is not DeviceType.Unknown)];

    public IReadOnlyList<Choice> AcceptsChoices => [.. Types.Select(one => new Choice(one.Code(), Capital(Word(one.Code()))))];

    public IReadOnlyList<Choice> Categories => [.. Enum.GetValues<RecipientCategory>().Select(one => new Choice(one.Code(), Capital(Word(one.Code()))))];

    public IReadOnlyList<Choice> ReceiptChoices => [.. Enum.GetValues<TaxReceiptStatus>().Select(one => new Choice(one.Code(), Capital(Word(one))))];

    public Task<IActionResult> OnPostSiteAsync() => Typed(SiteName) is { } name
        ? DoAsync(new PutSite(new Site(new SiteId(NewSite()), name, Prepares, [.. Types.Where(one => Accepts.Contains(one.Code(), StringComparer.Ordinal))])), Say("site-added", name), "siteName")
        : Task.FromResult<IActionResult>(Wrong("siteName", Say("say-name")));

    /// <summary>The field of one of the places: <c>siteAddress-quai</c>.</summary>
    public static string FieldOf(string name, Site site) => $"{name}-{site.Id}";

    /// <summary>What was typed for this place, else what is known of it.</summary>
    public string? AddressOf(Site site) => site.Id.Text == Site ? SiteAddress : site.Address;

    public string? SiretOf(Site site) => site.Id.Text == Site ? SiteSiret : site.Siret;

    public string? QpvOf(Site site) => site.Id.Text == Site ? SiteQpv : site.Qpv;

    public string ZonesOf(Site site) => site.Id.Text == Site ? SiteZones ?? string.Empty : string.Join('\n', site.Zones.IsDefault ? [] : site.Zones);

    public bool IsWrong(Site site) => SiteFields.Any(one => Mistakes.For(FieldOf(one, site)) is not null);

    private static readonly string[] SiteFields = ["siteAddress", "siteSiret", "siteQpv", "siteZones"];

    /// <summary>The form shows what is known of the place: a field that is emptied takes it away.</summary>
    public async Task<IActionResult> OnPostAddressAsync()
    {
        if (House.Sites.FirstOrDefault(one => one.Id.Text == Site) is not { } site)
        {
            return Wrong(FormMistakes.Form, Why(Refusal.NotFound("site-not-known", Site ?? string.Empty, House.Id.Text)));
        }

        var command = new PutSite(site with
        {
            Siret = Typed(SiteSiret),
            Address = Typed(SiteAddress),
            Qpv = Typed(SiteQpv)?.ToUpperInvariant(),
            Zones = [.. (SiteZones ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        });

        if (await grains.GetGrain<IOrganisationGrain>($"organisation/{House.Id}").DoAsync(command, Caller, Once(command, House.Id.Text)) is Refused<OrganisationProfile> { Reason: var reason })
        {
            Refuse(reason, FieldOf(FieldOf(reason), site));
            return Again();
        }

        return Onward(Address, Say("site-located", site.Name));
    }

    /// <summary>Beside which field a refusal of a place is said.</summary>
    private static string FieldOf(Refusal reason) =>
        reason.Code.Contains("siret", StringComparison.Ordinal) ? "siteSiret"
        : reason.Code is "qpv-wrong" ? "siteQpv"
        : reason.Code is "zone-twice" || reason.Arguments.Contains("site.zones", StringComparer.Ordinal) ? "siteZones"
        : "siteAddress";

    public Task<IActionResult> OnPostRemoveSiteAsync() => House.Sites.FirstOrDefault(one => one.Id.Text == Site) is { } site
        ? DoAsync(new RemoveSite(site.Id), Say("site-removed", site.Name))
        : Task.FromResult<IActionResult>(Onward(Address, Say("done"), Tone.Info));

    public Task<IActionResult> OnPostActivitiesAsync()
    {
        ImmutableArray<Activity> chosen =
        [
            .. House.Activities.Where(one => one is Contracts.Organisations.Activity.Pole),
            .. Does.Select(code => Codes.TryParse<Activity>(code, out var one) && one is not Contracts.Organisations.Activity.Pole ? one : (Activity?)null).OfType<Activity>().Distinct(),
        ];
        return chosen.IsEmpty
            ? Task.FromResult<IActionResult>(Wrong("does", Say("choose-activities")))
            : DoAsync(new ChangeActivities { Activities = chosen, BasedOn = FilledFrom }, Say("organisation-changed"), "does");
    }

    /// <summary>An association has two numbers, and whoever is no association one; a private person has none.</summary>
    public bool LacksNumber => House.Form is not OrganisationForm.PrivateIndividual && (House.Siren.Length == 0 || (TakesRna && House.Rna.Length == 0));

    public bool TakesRna => House.Form is OrganisationForm.Association;

    public Task<IActionResult> OnPostNumbersAsync() => Typed(Siret) is null && Typed(Rna) is null
        ? Task.FromResult<IActionResult>(Wrong("siret", Say("organisation-say-number")))
        : DoAsync(new SetNumbers { Siret = Typed(Siret), Rna = Typed(Rna) }, Say("organisation-changed"), Typed(Siret) is null ? "rna" : "siret");

    public Task<IActionResult> OnPostCategoryAsync() => Codes.TryParse<RecipientCategory>(Category, out var category)
        ? DoAsync(new SetCategory(category), Say("organisation-changed"), "category")
        : Task.FromResult<IActionResult>(Wrong("category", Say("choose-one")));

    public Task<IActionResult> OnPostOperatorsAsync() => NumberOf(Operators) is { } operators
        ? DoAsync(new SetOperators(operators), Say("organisation-changed"), "operators")
        : Task.FromResult<IActionResult>(Wrong("operators", Say("not-a-number")));

    public Task<IActionResult> OnPostReceiptsAsync()
    {
        if (!Codes.TryParse<TaxReceiptStatus>(Receipts, out var status))
        {
            return Task.FromResult<IActionResult>(Wrong("receipts", Say("choose-one")));
        }

        return status is not TaxReceiptStatus.None && Typed(Proof) is null
            ? Task.FromResult<IActionResult>(Wrong("proof", Say("say-number")))
            : DoAsync(new SetTaxReceiptStatus(status, Typed(Proof)), Say("organisation-changed"), "proof");
    }

    public Task<IActionResult> OnPostDestructionAsync() => Certified && Typed(Certificate) is null
        ? Task.FromResult<IActionResult>(Wrong("certificate", Say("say-number")))
        : DoAsync(new SetDataDestruction(Certified, Certified ? Typed(Certificate) : null), Say("organisation-changed"), "certificate");

    /// <summary>The number of a new place follows from the form: sent twice, it is one place.</summary>
    private string NewSite()
    {
        RequestId = RequestId == Guid.Empty ? Guid.CreateVersion7() : RequestId;
        return $"site-{RequestId.ToString("N", CultureInfo.InvariantCulture)[24..]}";
    }
}
