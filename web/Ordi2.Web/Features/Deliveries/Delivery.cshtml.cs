using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Deliveries;

/// <summary>One machine of a delivery: what is known of it, and what became of it.</summary>
internal sealed record DeliveryUnit(MachineId Machine, MachineRow? Row, string? Box, UnitFate Fate, string? Damage);

/// <summary>What became of a machine of a delivery.</summary>
internal enum UnitFate
{
    /// <summary>Not scanned yet.</summary>
    Awaited,

    Arrived,

    /// <summary>Nothing more came.</summary>
    Missing,

    /// <summary>Not announced.</summary>
    Extra,

    Damaged,

    /// <summary>Sent with another delivery.</summary>
    Stray,
}

/// <summary>One delivery, unit by unit: the EPN compares what was sent with what it scans in.</summary>
internal sealed partial class DeliveryPage(PaperDesk papers, MachineQueries machines, MachineDoors doors, PageScans scans, WrongPlaces places, IGrainFactory grains, PhotoDesk photos)
    : RolePage(Role.Animator, Role.Storekeeper, Role.Supervisor, Role.Driver, Role.Coordinator)
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Machine { get; set; }

    [BindProperty]
    public string? Damage { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What came with the report of damage before it was sent back.</summary>
    public string? Photo { get; private set; }

    public DeliveryTerms Delivery { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    public ImmutableArray<DeliveryUnit> Units { get; private set; } = [];

    /// <summary>Whose page the reader may open: a driver sees what they carried, and not what became of it.</summary>
    public FrozenSet<MachineId> Open { get; private set; } = FrozenSet<MachineId>.Empty;

    public bool Receives => Caller.Role is Role.Animator;

    public bool Packs => Delivery.From == Caller.Organisation && Caller.Role is Role.Storekeeper or Role.Supervisor;

    /// <summary>The carrier's driver at the door of the EPN: nobody there, or something broken on the way.</summary>
    public bool Drives => Caller.Role is Role.Driver;

    public bool MayRefuse => (IsArriving || (Drives && Delivery.Status is DeliveryStatus.Dispatched)) && Delivery.Arrived.IsEmpty;

    public bool IsArriving => Receives && Delivery.Status is DeliveryStatus.Dispatched;

    public bool TakesScans => Receives && Delivery.Status is DeliveryStatus.Dispatched or DeliveryStatus.Partial;

    public int Missing => Delivery.Difference?.Missing.Length ?? 0;

    public int Awaited => Units.Count(unit => unit.Fate is UnitFate.Awaited or UnitFate.Missing);

    /// <summary>Of what was sent, how many are here.</summary>
    public int Here => Delivery.Machines.Count(Delivery.Arrived.Contains);

    /// <summary>Who opens the boxes, or carries them, while there is something to tell of what is in them.</summary>
    public bool ReportsDamage => (Receives || Drives) && Delivery.Status is DeliveryStatus.Dispatched or DeliveryStatus.Delivered or DeliveryStatus.Partial;

    public IReadOnlyList<Choice> Damageable => [.. Units.Where(unit => unit.Damage is null).Select(unit => new Choice(unit.Machine.Text, Label(unit.Machine)))];

    private string Address => $"/deliveries/{Delivery.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<DeliveryTerms>(Caller, "delivery", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } delivery)
        {
            context.Result = NotFound();
            return;
        }

        Delivery = delivery;
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public Task OnGetAsync()
    {
        ShowSlot();
        return ReadAsync();
    }

    public async Task<IActionResult> OnPostScanAsync()
    {
        IsScan(Code);

        if (Typed(Code) is not { } code)
        {
            Refuse(Refusal.Invalid("nothing-scanned"), "code");
            return await AgainAsync();
        }

        var command = new ReceiveAtEpn();
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, code), code, command));

        if (answer.Stopped() is { } reason)
        {
            if (answer.Receipt is { Machine: var there } && Delivery.Arrived.Contains(there))
            {
                return Onward(Address, Say("delivery-already-in", Label(there)), Tone.Info);
            }

            if (await places.FindAsync(answer, Caller, HttpContext.RequestAborted) is { } elsewhere && !Delivery.Machines.Contains(new MachineId(elsewhere.Id)))
            {
                Mistakes.Add("code", WrongPlaces.Say(this, "delivery-not-of-this", elsewhere));
            }
            else
            {
                Refuse(reason, "code");
            }

            FormMistakes.Renew(HttpContext);
            return await AgainAsync();
        }

        var machine = answer.Receipt!.Machine;
        return !Delivery.Machines.Contains(machine) ? Onward(Address, Say("delivery-in-unexpected", Label(machine)), Tone.Warn)
            : answer.Receipt.Finding is { } finding ? Onward(Address, $"{Say("delivery-in", Label(machine))} {Why(finding)}", Tone.Warn)
            : Onward(Address, Say("delivery-in", Label(machine)));
    }

    public async Task<IActionResult> OnPostDamageAsync()
    {
        var machine = Delivery.Machines.Concat(Delivery.Arrived).FirstOrDefault(one => one.Text == Machine);

        if (machine.Text is null)
        {
            Mistakes.Add("machine", Say("choose-machine"));
        }

        var damage = Typed(Damage);
        Mistakes.Unless(damage is not null, "damage", Say("say-damage"));

        // A photo stays with the form that is sent back; whoever may report nothing here leaves none.
        if (machine.Text is not null && ReportsDamage)
        {
            (Photo, var why) = await photos.OfFormAsync(Request, machine.Text, Caller);

            if (why is not null)
            {
                Refuse(why, PhotoDesk.FileField);
            }
        }

        return Mistakes.Any ? await AgainAsync() : await DoAsync(new ReportDamage(machine, damage!, Photo), Say("delivery-damage-noted", Label(machine)), ReportsDamage ? "damage" : FormMistakes.Form);
    }

    public Task<IActionResult> OnPostEndAsync() => DoAsync(new EndArrival(), Missing == 0 ? Say("delivery-ended") : Count("delivery-ended-short", Missing));

    public async Task<IActionResult> OnPostRefuseAsync()
    {
        if (Typed(Reason) is not { } reason)
        {
            Mistakes.Add("reason", Say("say-reason"));
            return await AgainAsync();
        }

        return await DoAsync(new RefuseDelivery(reason), Say("delivery-refused"), "reason");
    }

    public static (Tone Tone, string Icon) LookOf(UnitFate fate) => fate switch
    {
        UnitFate.Arrived => (Tone.Good, "good"),
        UnitFate.Missing => (Tone.Bad, "question"),
        UnitFate.Damaged => (Tone.Bad, "warn"),
        UnitFate.Extra or UnitFate.Stray => (Tone.Warn, "warn"),
        _ => (Tone.Neutral, "clock"),
    };

    private async Task<IActionResult> DoAsync(DeliveryCommand command, string sentence, string field = FormMistakes.Form) =>
        IsDone(await grains.GetGrain<IDeliveryGrain>($"delivery/{Delivery.Id}").DoAsync(command, Caller, Once(command, Delivery.Id.Text)), field)
            ? Onward(Address, sentence)
            : await AgainAsync();

    private async Task<IActionResult> AgainAsync()
    {
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var rows = (await machines.ListAsync(
                new MachineFilter { Dossier = Delivery.Dossier.Text, Limit = MachineFilter.MostRows }, HttpContext.RequestAborted)).Rows
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        var boxes = Delivery.Boxes.SelectMany(box => box.Machines.Select(machine => (machine, box.Box))).ToLookup(pair => pair.machine, pair => pair.Box);
        var damaged = (Delivery.Difference?.Damaged ?? []).ToDictionary(one => one.Machine, one => one.Damage);
        var strays = (Delivery.Difference?.MeantForAnother ?? []).Select(one => one.Machine).ToHashSet();

        Units =
        [
            .. Delivery.Machines.Union(Delivery.Arrived).Union(strays).Select(machine => new DeliveryUnit(
                machine, rows.GetValueOrDefault(machine.Text), boxes[machine].LastOrDefault(), FateOf(machine), damaged.GetValueOrDefault(machine)))
                .OrderBy(unit => unit.Fate is UnitFate.Arrived)
                .ThenBy(unit => unit.Box, StringComparer.Ordinal)
                .ThenBy(unit => unit.Machine.Text, StringComparer.Ordinal),
        ];
        Open = await doors.OpenAsync(Caller, Units.Select(unit => unit.Machine), HttpContext.RequestAborted);
        Names = await papers.NamesAsync([Delivery.From, Delivery.Consignee, (OrganisationId?)Delivery.Carrier]);
        await FindDeedAsync();

        UnitFate FateOf(MachineId machine) =>
            strays.Contains(machine) ? UnitFate.Stray
            : damaged.ContainsKey(machine) ? UnitFate.Damaged
            : !Delivery.Machines.Contains(machine) ? UnitFate.Extra
            : Delivery.Arrived.Contains(machine) ? UnitFate.Arrived
            : Delivery.Status is DeliveryStatus.Preparing or DeliveryStatus.Ready or DeliveryStatus.Dispatched ? UnitFate.Awaited
            : UnitFate.Missing;
    }
}
