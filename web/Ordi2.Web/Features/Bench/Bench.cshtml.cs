using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Deliveries;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Bench;

/// <summary>The one screen of a station: a field that takes a scan, then two to four large targets, and what came of the last ones.</summary>
internal sealed partial class BenchPage(CodeResolver codes, PageScans scans, IGrainFactory grains, RulesInForce rules, OpenCages cages, OpenLists lists, BoxLabels boxes) : RolePage(Role.Operator, Role.Supervisor)
{
    [BindProperty(SupportsGet = true)]
    public string? Mode { get; set; }

    /// <summary>The machine that was scanned and waits for a tap.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Machine { get; set; }

    /// <summary>The target that each scan takes by itself, until somebody stops it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Again { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Target { get; set; }

    [BindProperty]
    public bool PowersOn { get; set; }

    /// <summary>What was marked as not right: it goes with the sorting, or to the repair.</summary>
    [BindProperty]
    public string[] Defects { get; set; } = [];

    [BindProperty]
    public bool Repeat { get; set; }

    [BindProperty]
    public Guid Scan { get; set; }

    /// <summary>What is taken back went into a box: it comes out again.</summary>
    [BindProperty]
    public bool ByUnpacking { get; set; }

    public BenchMode Now { get; private set; } = BenchMode.Next;

    public MachineRow? Row { get; private set; }

    public MachineLook Look { get; private set; } = new();

    public ImmutableArray<BenchTarget> Targets { get; private set; } = [];

    /// <summary>The label of a cage may be scanned for it now.</summary>
    public bool TakesACage => Row is not null && Targets.Any(target => target.Cage is not null);

    /// <summary>It goes into a cage, and none that stands open takes it.</summary>
    public bool LacksACage { get; private set; }

    /// <summary>It was sorted for recycling, and somebody else puts it into the cage.</summary>
    public bool WaitsForTheCage => Row is { Status: MachineStatus.Triaged } && Look.Route is Ordi2.Contracts.Machines.Route.Recycle && Caller.Role is not Role.Supervisor;

    public ImmutableArray<BenchResult> Results { get; private set; } = [];

    /// <summary>What each scan does by itself.</summary>
    public BenchTarget? Repeated => BenchTarget.Of(Again) is { Command: not null } target ? target : null;

    /// <summary>Why none of the steps of this station may be taken, where one of them gives a reason.</summary>
    public Refusal? Stopped => Look.Steps.FirstOrDefault(step => Now.Steps.Contains(step.Step, StringComparer.Ordinal) && step.Why is not null)?.Why;

    public bool AsksForPower => Targets.Any(target => target.Step is "triage");

    /// <summary>What may be wrong with the machine on the bench, where somebody sorts it or sends it to be repaired.</summary>
    public IReadOnlyList<Choice> DefectChoices => Row is { } row && Targets.Any(target => target.TellsDefects)
        ? [.. VisibleDefects.Of(row.Type).Select(code => new Choice(code, Capital(Word(code))))]
        : [];

    public bool IsAtAStation => Caller.Device.Text.StartsWith(StationDesk.Prefix, StringComparison.Ordinal);

    public DateTimeOffset At => Time.GetUtcNow();

    public Task<IActionResult> OnGetAsync()
    {
        PowersOn = true;
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostScanAsync()
    {
        IsScan(Code);

        if (Typed(Code) is not { } code)
        {
            Refuse(Refusal.Invalid("nothing-scanned"), "code");
            return await ShowAsync();
        }

        if (BenchMode.Of(Mode) == BenchMode.Pack)
        {
            return await PackAsync(code);
        }

        if (Typed(Machine) is { } waiting && await CageOfAsync(code) is { } cage)
        {
            Target = BenchTarget.KeyOf(cage);
            return await PutIntoCageAsync(waiting);
        }

        if (Repeated is { } target)
        {
            return await ActAsync(code, target, on: true);
        }

        var (found, _, refused) = await codes.FindSeenAsync(code, Caller, HttpContext.RequestAborted);

        if (refused is not null)
        {
            Machine = null;

            // Of a label nobody asks for an address.
            Refuse(refused.Code is "not-found" ? Refusal.NotFound("label-not-here", code) : refused, "code");
            return await ShowAsync();
        }

        return Redirect(AddressOf(Mode, found.Row.Id));
    }

    public async Task<IActionResult> OnPostDoAsync()
    {
        if (Typed(Machine) is { } caged && BenchTarget.BatchOf(Target) is not null)
        {
            return await PutIntoCageAsync(caged);
        }

        if (BenchTarget.Of(Target) is not { Command: not null } target || Typed(Machine) is not { } machine)
        {
            Mistakes.Add("target", Say("choose-one"));
            return await ShowAsync();
        }

        Again = Repeat ? target.Key : null;
        return await ActAsync(machine, target, PowersOn);
    }

    /// <summary>« Je me suis trompé » within the ten seconds; after them the supervisor does it.</summary>
    public async Task<IActionResult> OnPostUndoAsync()
    {
        MachineCommand command = ByUnpacking ? new Unpack(WrongScan) : new CorrectEvent(0, "did-not-occur", Scan);
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, Machine ?? string.Empty), Machine ?? string.Empty, command));
        Keep(answer.Stopped() is { } reason
            ? new(Shown(answer, Machine ?? string.Empty), Tone.Warn, Why(reason), At)
            : new(Shown(answer, Machine ?? string.Empty), Tone.Good, Say("bench-undone", Word(answer.Receipt!.Status)), At));
        return Redirect(AddressOf(Mode, null));
    }

    public string AddressOf(string? mode, string? machine) => AddressOf(mode, machine, Box, Bare);

    private string AddressOf(string? mode, string? machine, string? box, bool bare) => QueryHelpers.AddQueryString(
        "/bench",
        new (string Key, string? Value)[] { ("mode", mode), ("machine", machine), ("again", Again), ("box", box), ("bare", bare ? "true" : null) }
            .Where(part => !string.IsNullOrEmpty(part.Value)).ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal));

    /// <summary>Where a form posts to: it comes back to the same mode.</summary>
    public string Action(string handler) => QueryHelpers.AddQueryString(AddressOf(Mode, null), "handler", handler);

    public string FormOf(BenchTarget target) => $"/machines/{Row!.Id}/{target.Step}?from=bench&mode={Now.Key}";

    public string WordsOf(BenchTarget target) => target.Cage is { } cage ? Say("bench-cage", cage) : Say($"bench-{target.Key}");

    /// <summary>What two words cannot say of a target.</summary>
    public string? HintOf(BenchTarget target) => target.Step is "start-wipe" ? Say($"hint-option-{((StartWipe)target.Command!(true)).Method.Code()}") : null;

    /// <summary>The cage of which the label was scanned, for a machine that waits for one: the same as a tap. Anything else is looked at as any other scan.</summary>
    private async Task<BatchTerms?> CageOfAsync(string code) =>
        Caller.Role is Role.Supervisor && OpenCages.Meant(await cages.OfAsync(Caller, HttpContext.RequestAborted), code) is [var cage] ? cage : null;

    /// <summary>The cages are offered as they stand now; one that was sealed meanwhile is none any more.</summary>
    private async Task<IActionResult> PutIntoCageAsync(string machine)
    {
        var shown = await ShowAsync();

        if (Targets.FirstOrDefault(one => one.Key == Target) is not { } target)
        {
            Mistakes.Add("target", Say("bench-cage-gone"));
            return shown;
        }

        Again = null;
        return await ActAsync(machine, target, on: true);
    }

    private async Task<IActionResult> ActAsync(string code, BenchTarget target, bool on)
    {
        var command = With(target.Command!(on));
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, code), code, command));
        Keep(await ResultAsync(answer, command, WordsOf(target), code));

        // What was sorted for recycling goes into a cage at once, where there is somebody who may put it there.
        return Redirect(AddressOf(Mode, target.Key is "triage-recycle" && answer.Stopped() is null && Again is null && Caller.Role is Role.Supervisor ? answer.Receipt!.Machine.Text : null));
    }

    /// <summary>What was marked as not right goes along; a code that nobody offers does not.</summary>
    private MachineCommand With(MachineCommand command)
    {
        ImmutableArray<string> marked = [.. VisibleDefects.All.Intersect(Defects, StringComparer.Ordinal)];
        return command switch
        {
            Triage triage => triage with { Defects = marked },
            OpenRepair repair => repair with { Defects = marked },
            _ => command,
        };
    }

    private async Task<BenchResult> ResultAsync(Answer answer, MachineCommand command, string words, string code)
    {
        var label = Shown(answer, code);

        if (answer.Stopped() is { } reason)
        {
            return new(label, answer.Waits() ? Tone.Warn : Tone.Bad, Why(reason), At);
        }

        var receipt = answer.Receipt!;

        if (receipt.Finding is { } finding)
        {
            return new(label, Tone.Warn, $"{words}. {Why(finding)}", At);
        }

        var look = await grains.GetGrain<IMachineGrain>($"machine/{receipt.Machine}").LookAsync(Caller);
        bool May(string step) => look.Steps.Any(known => known.Step == step && known.Why is null);
        var unpacks = command is Pack && receipt.Status is MachineStatus.Packed && May("unpack");

        // Who only looked at it, or said that it is clean, took no step: the one before was perhaps somebody else's, and stays.
        var takenBack = unpacks || (look.LastScan == receipt.ScanId && May("correct-event"));
        return new(label, Tone.Good, Say("bench-done", words, Word(receipt.Status)), At, takenBack ? receipt.ScanId : null, unpacks);
    }

    private void Keep(BenchResult result) => BenchResults.Add(TempData, Caller, result);

    private static string Shown(Answer answer, string code) => answer.Receipt?.Machine.Text ?? code;

    private async Task<IActionResult> ShowAsync()
    {
        Now = BenchMode.Of(Mode);
        Results = BenchResults.Of(TempData, Caller);

        if (Typed(Machine) is { } code)
        {
            var (found, _, refused) = await codes.FindSeenAsync(code, Caller, HttpContext.RequestAborted);

            if (refused is null)
            {
                Row = found.Row;
                Look = await grains.GetGrain<IMachineGrain>($"machine/{Row.Id}").LookAsync(Caller);
                var scene = new BenchScene(Row, Look, await rules.ForAsync(Caller), Caller.Role is Role.Supervisor ? await cages.OfAsync(Caller, HttpContext.RequestAborted) : []);
                Targets = [.. BenchTarget.For(Now, scene, Caller.Role)];
                LacksACage = Now.Has("scrap") && scene.IsForACage && !scene.CagesForIt.Any();
            }
        }

        return Page();
    }
}
