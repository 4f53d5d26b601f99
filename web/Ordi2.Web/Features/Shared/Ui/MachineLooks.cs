using System.Diagnostics;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>How a status of a machine looks: colour and icon, by the stretch of the chain. Its word comes from Contracts.</summary>
internal static class MachineLooks
{
    /// <returns>The stretch (a class of the style sheet, <c>look-…</c>) and the icon.</returns>
    public static (string Look, string Icon) Of(MachineStatus status) => status switch
    {
        MachineStatus.None => ("arrive", "question"),
        MachineStatus.Declared => ("arrive", "inbox"),
        MachineStatus.Collected => ("arrive", "truck"),
        MachineStatus.Received => ("arrive", "inbox"),
        MachineStatus.Triaged or MachineStatus.Audited => ("work", "search"),
        MachineStatus.Wiping => ("work", "eraser"),
        MachineStatus.Wiped => ("work", "good"),
        MachineStatus.InRepair => ("work", "wrench"),
        MachineStatus.AwaitingPart => ("work", "clock"),
        MachineStatus.Installed => ("work", "install"),
        MachineStatus.Ready => ("ready", "shelf"),
        MachineStatus.Reserved => ("ready", "good"),
        MachineStatus.Packed => ("ready", "box"),
        MachineStatus.InTransit => ("use", "truck"),
        MachineStatus.AtEpn => ("use", "home"),
        MachineStatus.Placed => ("use", "people"),
        MachineStatus.Returning => ("use", "return"),
        MachineStatus.Dismantled => ("end", "wrench"),
        MachineStatus.ToRecycle or MachineStatus.Recycled => ("end", "recycle"),
        MachineStatus.HandedBack => ("end", "return"),
        MachineStatus.Refused => ("trouble", "bad"),
        MachineStatus.WipeFailed or MachineStatus.QcFailed => ("trouble", "warn"),
        MachineStatus.Missing => ("trouble", "question"),
        MachineStatus.Stolen => ("trouble", "bad"),
        _ => throw new UnreachableException(),
    };
}
