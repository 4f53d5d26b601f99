using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Offices;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Offices;

/// <summary>A report is asked for: of whom, of when, and what only the asker knows. It becomes a document, with a number and a content that stays.</summary>
internal sealed class NewReportPage(Houses houses, PaperDesk papers, PoleMembers members, IGrainFactory grains) : RolePage([.. ReportKinds.Roles])
{
    private const int YearsBack = 6;

    private OrganisationProfile _office = null!;

    [BindProperty]
    public string? Donor { get; set; }

    [BindProperty]
    public string? Donation { get; set; }

    [BindProperty]
    public string? Year { get; set; }

    [BindProperty]
    public string? Hours { get; set; }

    [BindProperty]
    public string? TrainingHours { get; set; }

    [BindProperty]
    public string? Exits { get; set; }

    [BindProperty]
    public string? Since { get; set; }

    [BindProperty]
    public string? Site { get; set; }

    public DocumentKind Kind { get; private set; }

    public bool AsksForDonor => Kind is DocumentKind.DonorReport or DocumentKind.ReuseAttestation && Caller.Role is Role.Coordinator;

    public bool AsksForDonation => Kind is DocumentKind.TakeoverCertificate;

    public bool AsksForYear => Kind is not (DocumentKind.TakeoverCertificate or DocumentKind.InventoryReport);

    public IReadOnlyList<Choice> Donors { get; private set; } = [];

    public IReadOnlyList<Choice> Donations { get; private set; } = [];

    public IReadOnlyList<Choice> Years =>
    [
        .. Kind is DocumentKind.DonorReport ? [new(string.Empty, Say("report-all-years"))] : Array.Empty<Choice>(),
        .. Enumerable.Range(0, YearsBack).Select(back => Text(Today.Year - back)).Select(year => new Choice(year, year)),
    ];

    public IReadOnlyList<Choice> Sites => [new(string.Empty, Say("report-all-sites")), .. _office.Sites.Select(site => new Choice(site.Id.Text, site.Name))];

    public string Address => $"/reports/{ReportKinds.NameOf(Kind)}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (ReportKinds.Of((string?)RouteData.Values["kind"]) is not { } kind
            || await houses.ProfileAsync(Caller.Organisation.Text) is not { } office
            || !ReportRules.IsFor(kind, Caller.Role, office))
        {
            context.Result = NotFound();
            return;
        }

        (Kind, _office) = (kind, office);

        if (AsksForDonor)
        {
            await FindDonorsAsync();
        }

        if (AsksForDonation)
        {
            await FindDonationsAsync();
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet()
    {
        Year = Text(ReportKinds.YearOfPapers(Today));
        Since = Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var request = Read();

        if (Mistakes.Any)
        {
            return Page();
        }

        var reply = await grains.GetGrain<IOfficeGrain>($"office/{Caller.Organisation}").ReportAsync(request, Caller, Once(request));

        if (IsDone(reply) && reply is Done<DocumentTerms> { Value.Id: var number })
        {
            return Onward($"/documents/{Uri.EscapeDataString(number.Text)}", Say("report-made"));
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }

    private ReportRequest Read()
    {
        var (year, since) = (NumberOf(Year), DayOf(Since));
        var (hours, training, exits) = (NumberOf(Hours), NumberOf(TrainingHours), NumberOf(Exits));
        var tellsHours = Kind is DocumentKind.InsertionHours;
        var counts = Kind is DocumentKind.InventoryReport;
        Mistakes
            .Unless(!AsksForDonor || Donors.Any(one => one.Value == Donor), "donor", Say("choose-organisation"))
            .Unless(!AsksForDonation || Donations.Any(one => one.Value == Donation), "donation", Say("report-say-gift"))
            .Unless(!AsksForYear || Years.Any(one => one.Value == (Year ?? string.Empty)), "year", Say("choose-one"))
            .Unless(!tellsHours || hours is not null, "hours", Say("report-say-number"))
            .Unless(!tellsHours || training is not null, "trainingHours", Say("report-say-number"))
            .Unless(!tellsHours || exits is not null, "exits", Say("report-say-number"))
            .Unless(!counts || since <= Today, "since", Say("choose-past-day"))
            .Unless(!counts || Sites.Any(one => one.Value == (Site ?? string.Empty)), "site", Say("choose-one"));

        return new ReportRequest(Kind)
        {
            Donor = AsksForDonor && Typed(Donor) is { } donor ? new(donor) : null,
            Donation = AsksForDonation && Typed(Donation) is { } donation ? new(donation) : null,
            Year = AsksForYear ? year : null,
            Hours = tellsHours && hours is { } worked && training is { } trained && exits is { } left ? new(worked, trained, left) : null,
            Site = counts && Typed(Site) is { } site ? new(site) : null,
            Since = counts && since is { } day ? FrenchCalendar.StartOf(day) : null,
        };
    }

    /// <summary>The donors of the pole, and those who gave to it.</summary>
    private async Task FindDonorsAsync()
    {
        var known = await members.AllAsync(Caller, HttpContext.RequestAborted);
        var gifts = (await papers.ListAsync<DonationTerms>(Caller, "donation", filter => filter with { Limit = PaperDesk.Most }, HttpContext.RequestAborted)).Items;
        ImmutableArray<OrganisationId> all = [.. known.Where(one => one.Activities.Contains(Activity.Donor)).Select(one => one.Id).Concat(gifts.Select(gift => gift.Donor)).Distinct()];
        var names = await papers.NamesAsync(all.Select(one => (OrganisationId?)one));
        Donors = [.. all.Select(one => new Choice(one.Text, names[one])).OrderBy(choice => choice.Label, StringComparer.Ordinal)];
    }

    /// <summary>Gifts whose differences are settled: nothing is certified before.</summary>
    private async Task FindDonationsAsync()
    {
        var gifts = await papers.InAsync<DonationTerms, DonationStatus>(Caller, "donation", HttpContext.RequestAborted, DonationStatus.Reconciled, DonationStatus.Closed);
        var names = await papers.NamesAsync(gifts.Select(gift => (OrganisationId?)gift.Donor));
        Donations = [.. gifts.Select(gift => new Choice(gift.Id.Text, $"{names[gift.Donor]} · {Called.Gift(this, gift)} · {Called.Day(this, gift)}"))];
    }

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
