using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Deliveries;

namespace Ordi2.Web.Features.Deliveries;

/// <summary>When somebody is there to load or unload: whoever sends, drives or receives says it, and all of them read it.</summary>
internal sealed partial class DeliveryPage
{
    private static readonly string[] SlotFields = ["day", "from", "to"];

    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    /// <summary>The agreed hours in words; nothing where none were agreed.</summary>
    public string? Slot => Delivery is { SlotFrom: { } from, SlotTo: { } to }
        ? $"{Date(FrenchCalendar.DayOf(from))}, {Say("stop-slot-between", Texts.Reader.Time(from, ReadersLanguage), Texts.Reader.Time(to, ReadersLanguage))}"
        : null;

    public bool AgreesSlot => DeliveryLife.Table.Stops(Delivery.Id.Text, "agree-slot", Delivery.Status, Caller, repeated: false, SlotRelations) is null;

    public bool SlotIsWrong => SlotFields.Any(one => Mistakes.For(one) is not null);

    // A coordinator reads only deliveries of the dossiers of its pole.
    private Relation[] SlotRelations =>
    [
        .. Delivery.From == Caller.Organisation ? [Relation.ItsSender] : Array.Empty<Relation>(),
        .. Delivery.Consignee == Caller.Organisation ? [Relation.ItsConsignee] : Array.Empty<Relation>(),
        .. Delivery.Carrier == Caller.Organisation ? [Relation.ItsCarrier] : Array.Empty<Relation>(),
        .. IsThePole ? [Relation.ItsPole] : Array.Empty<Relation>(),
    ];

    public async Task<IActionResult> OnPostSlotAsync()
    {
        var (day, from, to) = (DayOf(Day), TimeOf(From), TimeOf(To));
        Mistakes
            .Unless(day is not null, "day", Say("choose-day"))
            .Unless(day is null || day >= Today, "day", Say("round-day-over"))
            .Unless(from is not null, "from", Say("round-hour-wrong"))
            .Unless(to is not null, "to", Say("round-hour-wrong"))
            .Unless(from is null || to is null || to > from, "to", Say("round-hours-reversed"));

        return Mistakes.Any
            ? await AgainAsync()
            : await DoAsync(new AgreeSlot(FrenchCalendar.At(day!.Value, from!.Value), FrenchCalendar.At(day.Value, to!.Value)), Say("delivery-slot-agreed"), "to");
    }

    /// <summary>The form shows what was agreed already.</summary>
    private void ShowSlot()
    {
        if (Delivery is { SlotFrom: { } from, SlotTo: { } to })
        {
            Day = FrenchCalendar.Iso(from);
            (From, To) = (Written(FrenchCalendar.TimeOf(from)), Written(FrenchCalendar.TimeOf(to)));
        }
    }
}
