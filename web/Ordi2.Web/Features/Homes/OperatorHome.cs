using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>Somebody at a bench: what waits at each station, in the order of the chain. No counts of what a person did.</summary>
internal sealed class OperatorHome(HeldMachines held) : IRoleHome
{
    private static readonly (MachineStatus Status, string Mode, Tone Tone)[] Stations =
    [
        (MachineStatus.Received, "triage", Tone.Info),
        (MachineStatus.Triaged, "next", Tone.Info),
        (MachineStatus.Audited, "wipe", Tone.Info),
        (MachineStatus.Wiping, "wipe", Tone.Info),
        (MachineStatus.Wiped, "install", Tone.Info),
        (MachineStatus.Installed, "check", Tone.Info),
        (MachineStatus.InRepair, "repair", Tone.Info),
        (MachineStatus.AwaitingPart, "repair", Tone.Info),
        (MachineStatus.QcFailed, "repair", Tone.Warn),
    ];

    public Role Role => Role.Operator;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var waiting = await Task.WhenAll(Stations.Select(station => held.CountAsync(page.Caller, station.Status, cancellationToken)));

        return new()
        {
            Tasks = [.. Stations.Zip(waiting).Where(one => one.Second > 0)
                .Select(one => new HomeTask($"/bench?mode={one.First.Mode}", page.Count($"todo-bench-{one.First.Status}", one.Second), one.Second, Tone: one.First.Tone))],
            Actions = [("/bench", page.Say("bench"))],
            Doors =
            [
                new("/bench", page.Say("bench"), page.Say("door-bench"), "scan"),
                new("/machines", page.Say("nav-machines"), page.Say("door-machines"), "search"),
                page.Board(),
            ],
        };
    }
}
