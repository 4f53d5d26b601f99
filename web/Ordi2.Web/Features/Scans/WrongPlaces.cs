using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Scans;

/// <summary>A machine that was scanned where it is not awaited: scanned twice, or of another gift or delivery. Whoever holds it is told where it stands.</summary>
internal sealed class WrongPlaces(MachineQueries machines)
{
    /// <summary>The machine, where the scan stopped because it stands elsewhere in the chain and the caller may see it.</summary>
    public async Task<MachineRow?> FindAsync(Answer answer, Caller caller, CancellationToken cancellationToken) =>
        answer.Stopped() is { Code: "wrong-status" } && answer.Receipt is { Machine: var machine }
        && await machines.FindAsync(machine.Text, caller.Organisation.Text, cancellationToken) is { } found && !caller.SeenOf(found).IsNothing
            ? found.Row
            : null;

    /// <summary>A sentence about it, where it stands, and what is done with it next.</summary>
    public static string Say(WebPage page, string key, MachineRow machine)
    {
        var said = $"{page.Say(key, Called.Machine(machine.Id))} {page.Say("scan-stands", page.Word(machine.Status))}";
        return NextOf(machine.Status) is { } next ? $"{said} {page.Say("scan-next", page.Word(next))}" : said;
    }

    // The chain as it goes well (domain.md 4.3).
    private static string? NextOf(MachineStatus status) => status switch
    {
        MachineStatus.Declared or MachineStatus.Collected => "receive-device",
        MachineStatus.Received => "triage",
        MachineStatus.Triaged => "record-audit",
        MachineStatus.Audited => "start-wipe",
        MachineStatus.WipeFailed => "retry-wipe",
        MachineStatus.Wiped => "install-os",
        MachineStatus.InRepair => "close-repair",
        MachineStatus.AwaitingPart => "part-arrived",
        MachineStatus.Installed => "pass-qc",
        MachineStatus.QcFailed => "open-repair",
        MachineStatus.Ready => "allocate",
        MachineStatus.Reserved => "pack",
        MachineStatus.Packed => "dispatch",
        MachineStatus.InTransit => "receive-at-epn",
        MachineStatus.AtEpn => "place-with-partner",
        _ => null,
    };
}
