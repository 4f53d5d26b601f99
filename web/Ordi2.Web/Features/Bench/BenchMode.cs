using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
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

    public static readonly ImmutableArray<BenchMode> All =
    [
        Next,
        new("triage", "search", "triage"),
        new("identify", "document", "record-audit"),
        new("wipe", "eraser", "start-wipe", "wipe-succeeded"),
        new("repair", "wrench", "open-repair", "request-part", "part-arrived", "close-repair"),
        new("install", "install", "install-os"),
        new("check", "good", "pass-qc", "fail-qc"),
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
        new("wipe-overwrite", "start-wipe", "eraser", Tone.Good, static _ => new StartWipe(WipeMethod.Overwrite)),
        new("wipe-sanitize", "start-wipe", "eraser", Tone.Info, static _ => new StartWipe(WipeMethod.DeviceSanitize)),
        new("wipe-crypto", "start-wipe", "eraser", Tone.Info, static _ => new StartWipe(WipeMethod.CryptoErase)),
        new("repair-open", "open-repair", "wrench", Tone.Warn, static _ => new OpenRepair()),
        new("repair-part", "request-part", "clock", Tone.Warn),
        new("repair-arrived", "part-arrived", "box", Tone.Good, static _ => new PartArrived()),
        new("repair-done", "close-repair", "good", Tone.Good, static _ => new CloseRepair()),
        new("install-linux", "install-os", "install", Tone.Good, static _ => new InstallOs(OsPlan.Linux)),
        new("install-chrome", "install-os", "install", Tone.Info, static _ => new InstallOs(OsPlan.ChromeosFlex)),
        new("install-windows", "install-os", "install", Tone.Info),
        new("check-pass", "pass-qc", "good", Tone.Good),
        new("check-fail", "fail-qc", "bad", Tone.Bad),
    ];

    public static BenchTarget? Of(string? key) => All.FirstOrDefault(target => target.Key == key);

    /// <summary>The targets of a mode, of which the machine would take the step now.</summary>
    public static IEnumerable<BenchTarget> For(BenchMode mode, MachineLook look, Role role) => All.Where(target =>
        mode.Has(target.Step)
        && look.Steps.Any(step => step.Step == target.Step && step.Why is null)

        // What is identified already is identified again in the mode for it; next is what brings it on.
        && !(target.Key is "identify" && mode == BenchMode.Next && look.Steps.Any(step => step is { Step: "start-wipe" or "install-os", Why: null }))

        // Whoever decides has nobody to ask.
        && !(role is Role.Supervisor && target.Key is "triage-ask"));
}
