using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Web.Features.Recycling;

/// <summary>Batteries are no machines: they are counted, weighed and photographed into the cage of their own flow.</summary>
internal sealed partial class BatchPage
{
    [BindProperty]
    public string? Batteries { get; set; }

    [BindProperty]
    public string? BatteryWeight { get; set; }

    [BindProperty]
    public string? Photo { get; set; }

    [BindProperty]
    public bool Dangerous { get; set; }

    public bool TakesBatteries => Holds && Batch is { Status: BatchStatus.Open, Flow: WasteFlow.Batteries };

    public async Task<IActionResult> OnPostBatteriesAsync()
    {
        Mistakes
            .Unless(NumberOf(Batteries) is > 0, "batteries", Say("not-a-count"))
            .Unless(KilogramsOf(BatteryWeight) is not null, "batteryWeight", Say("batch-weight-wrong"))
            .Unless(Typed(Photo) is not null, "photo", Say("batch-say-photo"));
        return Mistakes.Any
            ? Page()
            : await DoAsync(
                new AddBatteries(NumberOf(Batteries)!.Value, (long)(KilogramsOf(BatteryWeight)!.Value * 1000), Photo!.Trim(), Dangerous),
                Count("batch-batteries-added", NumberOf(Batteries)!.Value),
                "batteries");
    }
}
