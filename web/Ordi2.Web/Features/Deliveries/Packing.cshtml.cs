using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Deliveries;

/// <summary>One machine of a pick list: in a box, or still on its shelf.</summary>
internal sealed record PackedUnit(MachineId Machine, MachineRow? Row, string? Box)
{
    public bool IsPacked => Box is not null;
}

/// <summary>The sender's side of a delivery: box by box, then the delivery note, and it leaves as a whole.</summary>
internal sealed class PackingPage(PaperDesk papers, MachineQueries machines, PageScans scans, WrongPlaces places, BoxLabels boxes, IGrainFactory grains) : RolePage(Role.Storekeeper, Role.Supervisor)
{
    private const int LongestBox = 64;

    private static readonly string[] Things = ["charger", "mouse", "leaflet"];

    [BindProperty(SupportsGet = true)]
    public string? Box { get; set; }

    /// <summary>What goes into the box beside the machine.</summary>
    [BindProperty(SupportsGet = true)]
    public string[] With { get; set; } = [];

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Machine { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Short { get; set; }

    public DeliveryTerms Delivery { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    public ImmutableArray<PackedUnit> Units { get; private set; } = [];

    public ImmutableArray<DocumentTerms> Papers { get; private set; } = [];

    public bool IsOpen => Delivery.Status is DeliveryStatus.Preparing or DeliveryStatus.Ready;

    public int Packed => Units.Count(unit => unit.IsPacked);

    public int Unpacked => Units.Length - Packed;

    /// <summary>The delivery note is the storekeeper's to make.</summary>
    public bool MayShip => IsOpen && Caller.Role is Role.Storekeeper && Packed > 0;

    public bool MayClose => Delivery.Status is DeliveryStatus.Delivered or DeliveryStatus.Partial or DeliveryStatus.Refused;

    public IReadOnlyList<Choice> Accessories => [.. Things.Select(thing => new Choice(thing, Say($"packing-with-{thing}")))];

    public IReadOnlyList<Choice> MachineChoices => [.. Units.Select(unit => new Choice(unit.Machine.Text, Label(unit.Machine)))];

    private string Address => $"/deliveries/{Delivery.Id}/packing";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<DeliveryTerms>(Caller, "delivery", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } delivery
            || delivery.From != Caller.Organisation)
        {
            context.Result = NotFound();
            return;
        }

        Delivery = delivery;
        await ReadAsync();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet()
    {
        Box ??= Delivery.Boxes.IsEmpty ? null : Delivery.Boxes[^1].Box;
        With = Request.Query.ContainsKey("box") ? With : ["charger"];
    }

    public async Task<IActionResult> OnPostScanAsync()
    {
        IsScan(Code);

        if (Typed(Code) is not { } code)
        {
            Refuse(Refusal.Invalid("nothing-scanned"), "code");
            Mistakes.Unless(Typed(Box) is not null, "box", Say("packing-say-box"));
            return Page();
        }

        // The label of a box says where the next machines go.
        if (await boxes.OfAsync(code, Typed(Box) is not null, Caller, HttpContext.RequestAborted) is { } box)
        {
            return Onward(Next(box.Text), Say("packing-box-now", box.InGroups()), Tone.Info);
        }

        Mistakes
            .Unless(Typed(Box) is not null, "box", Say("packing-say-box"))
            .Unless(Box is not { Length: > LongestBox }, "box", Say("packing-box-long"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new Pack(Box!.Trim(), Delivery.Id) { Accessories = [.. With.Intersect(Things, StringComparer.Ordinal)] };
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, code), code, command));

        if (answer.Stopped() is { } reason)
        {
            if (answer.Receipt is { Machine: var there } && Units.FirstOrDefault(unit => unit.Machine == there) is { IsPacked: true, Box: { } its })
            {
                return Onward(Next(Box), Say("packing-already", Label(there), its), Tone.Info);
            }

            if (await places.FindAsync(answer, Caller, HttpContext.RequestAborted) is { } elsewhere && !Units.Any(unit => unit.Machine.Text == elsewhere.Id))
            {
                Mistakes.Add("code", WrongPlaces.Say(this, "packing-not-on-list", elsewhere));
            }
            else
            {
                Refuse(reason, "code");
            }

            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward(Next(Box), Say("packing-packed", Label(answer.Receipt!.Machine), Box));
    }

    /// <summary>A machine stays behind: out of its box, and off the list.</summary>
    public async Task<IActionResult> OnPostRemoveAsync()
    {
        Mistakes
            .Unless(Typed(Machine) is not null, "machine", Say("choose-machine"))
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        if (Mistakes.Any || !await LeaveOutAsync(new(Machine!.Trim()), Reason!.Trim(), "machine"))
        {
            return await AgainAsync();
        }

        return Onward(Address, Say("packing-removed", Label(Machine!.Trim())));
    }

    /// <summary>What is packed leaves, as one process: all of it, or nothing.</summary>
    public async Task<IActionResult> OnPostShipAsync()
    {
        Mistakes.Unless(Unpacked == 0 || Typed(Short) is not null, "short", Count("packing-say-short", Unpacked));

        if (Mistakes.Any)
        {
            return Page();
        }

        foreach (var unit in Units.Where(unit => IsOpen && !unit.IsPacked))
        {
            await LeaveOutAsync(unit.Machine, Short!.Trim(), "short");
        }

        if (Mistakes.Any)
        {
            return await AgainAsync();
        }

        var command = new StartDelivery(Delivery.Id, StepNumbers.Of(DocumentKind.DeliveryNote, Delivery.Id.Text));
        var commandId = Once(command);
        var reply = await grains.GetGrain<IProcessGrain>($"process/{AggregateIds.Make("process", commandId)}").DoAsync(command, Caller, commandId);

        if (!IsDone(reply, FormMistakes.Form))
        {
            return await AgainAsync();
        }

        if (reply is Done<ProcessTerms> { Value: { Reason: { } why } process })
        {
            Mistakes.Add(FormMistakes.Form, $"{(process.StoppedBy?.Split('/') is ["machine", var stopped] ? $"{Label(stopped)} : " : null)}{Why(why)}");
            return await AgainAsync();
        }

        return Onward(Address, Say("packing-shipped"));
    }

    public async Task<IActionResult> OnPostCloseAsync() => await AskAsync(new CloseDelivery(), FormMistakes.Form) ? Onward(Address, Say("packing-closed")) : await AgainAsync();

    private string Next(string? box) => $"{Address}?box={Uri.EscapeDataString(box ?? string.Empty)}{string.Concat(With.Intersect(Things, StringComparer.Ordinal).Select(thing => $"&with={thing}"))}";

    private async Task<bool> LeaveOutAsync(MachineId machine, string reason, string field)
    {
        if (Units.FirstOrDefault(unit => unit.Machine == machine) is { IsPacked: true, Row.Status: MachineStatus.Packed })
        {
            var unpack = new Unpack(reason);

            if ((await scans.SendAsync(Caller, new PageScan(Once(unpack, machine.Text), machine.Text, unpack))).Stopped() is { } why)
            {
                Refuse(why, field);
                return false;
            }
        }

        return await AskAsync(new RemoveMachine(machine, reason), field);
    }

    private async Task<bool> AskAsync(DeliveryCommand command, string field) =>
        IsDone(await grains.GetGrain<IDeliveryGrain>($"delivery/{Delivery.Id}").DoAsync(command, Caller, Once(command, Delivery.Id.Text)), field);

    private async Task<IActionResult> AgainAsync()
    {
        FormMistakes.Renew(HttpContext);
        Delivery = await papers.OneAsync<DeliveryTerms>(Caller, "delivery", Delivery.Id.Text, HttpContext.RequestAborted) ?? Delivery;
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var rows = (await machines.ListAsync(
                new MachineFilter { Dossier = Delivery.Dossier.Text, Limit = MachineFilter.MostRows }, HttpContext.RequestAborted)).Rows
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        var packed = Delivery.Boxes.SelectMany(box => box.Machines.Select(machine => (machine, box.Box))).ToLookup(pair => pair.machine, pair => pair.Box);

        Units =
        [
            .. Delivery.Machines.Select(machine => new PackedUnit(machine, rows.GetValueOrDefault(machine.Text), packed[machine].LastOrDefault()))
                .OrderBy(unit => unit.IsPacked)
                .ThenBy(unit => unit.Box, StringComparer.Ordinal)
                .ThenBy(unit => unit.Row?.Site, StringComparer.Ordinal)
                .ThenBy(unit => unit.Row?.Grade)
                .ThenBy(unit => unit.Machine.Text, StringComparer.Ordinal),
        ];
        Papers = (await papers.ListAsync<DocumentTerms>(
            Caller, "document", filter => filter with { About = $"delivery/{Delivery.Id}", Limit = PaperDesk.PageLength }, HttpContext.RequestAborted)).Items;
        Names = await papers.NamesAsync([Delivery.Consignee, (OrganisationId?)Delivery.Carrier]);
    }
}
