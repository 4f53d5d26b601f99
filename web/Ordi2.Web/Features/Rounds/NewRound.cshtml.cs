using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Rounds;

/// <summary>A gift that was accepted is fetched: who drives, on which day, with which stops.</summary>
internal sealed class NewRoundPage(PaperDesk papers, PoleMembers members, HouseSearch search, DriverDesk drivers, IGrainFactory grains) : RoundPlanPage(papers, members, search, drivers)
{
    private ImmutableArray<DonationTerms> _donations = [];

    [BindProperty(SupportsGet = true)]
    public string? Donation { get; set; }

    public IReadOnlyList<Choice> Donations { get; private set; } = [];

    public override string Submit => Say("round-new-do");

    public override string Back => "/rounds";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Planners.Contains(Caller.Role))
        {
            _donations =
            [
                .. (await Papers.InAsync<DonationTerms, DonationStatus>(Caller, "donation", HttpContext.RequestAborted, DonationStatus.Accepted, DonationStatus.Signed, DonationStatus.InCollection))
                    .OrderBy(donation => donation.Status is DonationStatus.InCollection)
                    .ThenBy(donation => donation.Clauses.FetchBefore ?? DateOnly.MaxValue),
            ];
            var names = await Papers.NamesAsync(_donations.Select(donation => (OrganisationId?)donation.Donor));
            Donations = [.. _donations.Select(donation => new Choice(donation.Id.Text, $"{names[donation.Donor]} – {Count("round-of-machines", donation.Announced.Sum(line => line.Quantity))} – {Word(donation.Status)}"))];
            await ReadCarriersAsync();
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet()
    {
        var chosen = _donations.FirstOrDefault(one => one.Id.Text == Donation) ?? (_donations is [var only] ? only : null);
        (Donation, Day) = (chosen?.Id.Text, Written(Today.AddDays(1)));
        Show(chosen?.Clauses.PlaceOfDeposit is { } place ? [new PlannedStop("1") { Place = place }] : []);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        ShowTyped();
        Mistakes.Unless(_donations.Any(one => one.Id.Text == Donation), "donation", Say("round-choose-donation"));
        var carrier = await CarrierAsync();
        var driver = DriverOf(carrier);
        var (day, capacity) = DayAndCapacity();
        var stops = StopsOn(day);

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new CreateRound(new(Donation!), carrier!.Value, day!.Value) { Driver = driver, Vehicle = Typed(Vehicle), Capacity = capacity, Stops = stops };
        var commandId = Once(command);
        var id = AggregateIds.Make("round", commandId);

        if (!IsDone(await grains.GetGrain<IRoundGrain>($"round/{id}").DoAsync(command, Caller, commandId)))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward($"/rounds/{id}", Say("round-made", Date(day.Value)));
    }
}
