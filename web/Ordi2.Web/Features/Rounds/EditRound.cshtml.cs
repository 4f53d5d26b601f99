using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Rounds;

/// <summary>A round that has not begun gets another day, another driver, other stops or another order.</summary>
internal sealed class EditRoundPage(PaperDesk papers, PoleMembers members, HouseSearch search, DriverDesk drivers, IGrainFactory grains) : RoundPlanPage(papers, members, search, drivers)
{
    public RoundTerms Round { get; private set; } = null!;

    public override string Submit => Say("round-replan-do");

    public override string Back => $"/rounds/{Round.Id}";

    public string Donor => Round.Donor is { } donor ? Names[donor] : Say("round-of-donation", Round.Donation.Text);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Planners.Contains(Caller.Role)
            || await Papers.OneAsync<RoundTerms>(Caller, "round", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } round)
        {
            context.Result = NotFound();
            return;
        }

        Round = round;
        await ReadCarriersAsync(round.Carrier, round.Donor);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>Why it is not planned anew: it is on the road, done or called off.</summary>
    public string? Why(RoundTerms round) => round.Status is RoundStatus.Planned ? null : Why(Refusal.Conflict("step-not-now", $"round/{round.Id}", round.Status.Code(), "replan"));

    public void OnGet()
    {
        (Carrier, Driver, Day, Vehicle) = (Round.Carrier.Text, Round.Driver?.Text, Written(Round.Day), Round.Vehicle);
        Capacity = Round.Capacity?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Show(Round.Stops.Select(stop => stop.Plan));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        ShowTyped();
        var carrier = await CarrierAsync();
        var driver = DriverOf(carrier);
        var (day, capacity) = DayAndCapacity(Round.Day);
        var stops = StopsOn(day);

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new ReplanRound(carrier!.Value, day!.Value) { Driver = driver, Vehicle = Typed(Vehicle), Capacity = capacity, Stops = stops, BasedOn = FilledFrom };

        if (!IsDone(await grains.GetGrain<IRoundGrain>($"round/{Round.Id}").DoAsync(command, Caller, Once(command, Round.Id.Text))))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward($"/rounds/{Round.Id}", Say("round-replanned", Date(day.Value)));
    }
}
