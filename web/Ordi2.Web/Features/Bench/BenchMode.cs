using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Shared.Ui;
using Route = Ordi2.Contracts.Machines.Route;

namespace Ordi2.Web.Features.Bench;

/// <summary>What a station is used for now: which targets it shows after a scan.</summary>
/// <param name="Key">In the address.</param>
/// <param name="Icon">Beside its word.</param>
/// <param name="Steps">The steps that belong to it; none where everything that comes next is shown.</param>
internal sealed record BenchMode(string Key, string Icon, params string[] Steps)
{
    /// <summary>Whatever may be done next with the machine.</summary>
    public static readonly BenchMode Next = new("next", "scan");

    /// <summary>The label of a box, then machine after machine into it.</summary>
    public static readonly BenchMode Pack = new("pack", "box", "pack");

    public static readonly ImmutableArray<BenchMode> All =
    [
        Next,
        new("triage", "search", "triage", "scrap"),
        new("identify", "document", "record-audit"),
        new("wipe", "eraser", "start-wipe", "wipe-succeeded"),
        new("repair", "wrench", "open-repair", "request-part", "part-arrived", "close-repair"),
        new("clean", "good", "inventory-check"),
        new("install", "install", "install-os"),
        new("check", "good", "pass-qc", "fail-qc"),
        Pack,
    ];

    public static BenchMode Of(string? key) => All.FirstOrDefault(mode => mode.Key == key) ?? Next;

    public bool Has(string step) => Steps.Length == 0 || Steps.Contains(step, StringComparer.Ordinal);
}

/// <summary>One large target: a tap carries the step out, or opens the form that it needs.</summary>
/// <param name="Key">What the button sends; also names its words, two at most.</param>
/// <param name="Step">The step.</param>
/// <param name="Icon">Never alone, never left out.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Command">What a tap asks of the machine, given whether it powers on; nothing where a form comes first.</param>
internal sealed record BenchTarget(string Key, string Step, string Icon, Tone Tone, Func<bool, MachineCommand>? Command = null)
{
    public static readonly ImmutableArray<BenchTarget> All =
    [
        new("triage-reuse", "triage", "good", Tone.Good, static on => new Triage(Route.Reuse, on)),
        new("triage-parts", "triage", "wrench", Tone.Info, static on => new Triage(Route.Parts, on)),
        new("triage-recycle", "triage", "recycle", Tone.Bad, static on => new Triage(Route.Recycle, on)),
        new("triage-ask", "triage", "question", Tone.Warn, static on => new Triage(Route.Ask, on)),
        new("identify", "record-audit", "document", Tone.Good),
        new("wipe-result", "wipe-succeeded", "document", Tone.Good),
        Wipe("wipe-overwrite", WipeMethod.Overwrite),
        Wipe("wipe-sanitize", WipeMethod.DeviceSanitize),
        Wipe("wipe-crypto", WipeMethod.CryptoErase),
        new("repair-open", "open-repair", "wrench", Tone.Warn, static _ => new OpenRepair()),
        new("repair-part", "request-part", "clock", Tone.Warn),
        new("repair-arrived", "part-arrived", "box", Tone.Good, static _ => new PartArrived()),
        new("repair-done", "close-repair", "good", Tone.Good, static _ => new CloseRepair()),
        new("clean", "inventory-check", "good", Tone.Good, static _ => new InventoryCheck(CleaningTable)) { OnlyInItsMode = true },
        Install("install-linux", Tone.Good, OsPlan.Linux, static _ => new InstallOs(OsPlan.Linux)),
        Install("install-chrome", Tone.Info, OsPlan.ChromeosFlex, static _ => new InstallOs(OsPlan.ChromeosFlex)),
        Install("install-windows", Tone.Info, OsPlan.Win11),
        Install("install-none", Tone.Good, OsPlan.None, static _ => new InstallOs(OsPlan.None)),
        new("check-pass", "pass-qc", "good", Tone.Good),
        new("check-fail", "fail-qc", "bad", Tone.Bad),
    ];

    /// <summary>Why it goes: as it is kept with the machine, for whoever reads its story.</summary>
    private const string SortedForRecycling = "triée pour le recyclage";

    /// <summary>Where it was seen: nothing else of a machine changes by being cleaned (domain.md 3.1, station 7).</summary>
    private const string CleaningTable = "nettoyage";

    private const string CageKey = "cage-";

    /// <summary>Which cage it is, in its own words; nothing where the words follow from the key.</summary>
    public string? Cage { get; private init; }

    /// <summary>It is offered to whoever came for it, and is no way onward for all the others.</summary>
    private bool OnlyInItsMode { get; init; }

    /// <summary>Whether what is not right with the machine may be told with it.</summary>
    public bool TellsDefects => Step is "triage" or "open-repair" && Command is not null;

    /// <summary>What must be so of the machine beside that it would take the step.</summary>
    private Func<BenchScene, bool> Suits { get; init; } = static _ => true;

    /// <summary>Whether each further scan may do the same: what goes into a cage is looked at one by one.</summary>
    public bool Repeats => Command is not null && Cage is null;

    /// <summary>The number of the batch that a cage target stands for.</summary>
    public static string? BatchOf(string? key) => key?.StartsWith(CageKey, StringComparison.Ordinal) is true ? key[CageKey.Length..] : null;

    /// <summary>The key of the target that a cage stands for.</summary>
    public static string KeyOf(BatchTerms cage) => CageKey + cage.Id;

    public static BenchTarget? Of(string? key) => All.FirstOrDefault(target => target.Key == key);

    /// <summary>The targets of a mode, of which the machine would take the step now.</summary>
    public static IEnumerable<BenchTarget> For(BenchMode mode, BenchScene scene, Role role) => All.Where(target =>
        mode.Has(target.Step)
        && scene.MayDo(target.Step)
        && target.Suits(scene)
        && !(target.OnlyInItsMode && mode == BenchMode.Next)

        // What is identified already is identified again in the mode for it; next is what brings it on.
        && !(target.Key is "identify" && mode == BenchMode.Next && (scene.MayDo("start-wipe") || scene.MayDo("install-os")))

        // Whoever decides has nobody to ask.
        && !(role is Role.Supervisor && target.Key is "triage-ask")).Concat(mode.Has("scrap") ? scene.CagesForIt.Select(cage => IntoCage(cage, scene.HasData)) : []);

    private static BenchTarget IntoCage(BatchTerms cage, bool withData) =>
        new(KeyOf(cage), "scrap", "recycle", Tone.Bad, _ => new Scrap(SortedForRecycling, cage.Id, withData)) { Cage = cage.Container };

    private static BenchTarget Wipe(string key, WipeMethod method) => new(key, "start-wipe", "eraser", Tone.Good, _ => new StartWipe(method))
    {
        Suits = scene => WipeMethods.For(WipeMethods.Left(scene.Look), scene.Rules).Contains(method),
    };

    private static BenchTarget Install(string key, Tone tone, OsPlan plan, Func<bool, MachineCommand>? command = null) => new(key, "install-os", "install", tone, command)
    {
        Suits = scene => SystemPlans.For(scene.Row.Type, scene.Look).Contains(plan),
    };
}
