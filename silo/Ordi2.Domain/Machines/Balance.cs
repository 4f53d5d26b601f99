using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>
/// What became of the machines of a donation, a pole or a year: received = ready + in process + placed + recycled + refused
/// + missing, always (invariant 12; which status counts where is domain.md 12.4, point 6).
/// </summary>
/// <param name="Awaited">Announced by the donor, with a record of their own, and not yet come: no part of the sum.</param>
public sealed record Balance(int Awaited, int Received, int Ready, int InProcess, int Placed, int Recycled, int Refused, int Missing)
{
    /// <summary>All that the donors announced, whatever came of it: no part of the sum. Said in the papers of donors alone.</summary>
    public int? Announced { get; init; }

    /// <summary>All that was counted at the donors' doors; nothing where a kind was not counted, which is not 0. Said in the papers of donors alone.</summary>
    public int? PickedUp { get; init; }

    /// <summary>
    /// Counted at the door and never arrived, so that no record tells of them: announced = picked up + not handed over, picked up =
    /// received + lost on the way. Said in the papers of donors alone.
    /// </summary>
    public int? LostOnTheWay { get; init; }

    /// <summary>Announced and not handed over at the door; negative where more was.</summary>
    public int? NotHandedOver => Announced is { } announced && PickedUp is { } picked ? announced - picked : null;

    /// <summary>Whether the sum is right.</summary>
    public bool Closes => Received == Ready + InProcess + Placed + Recycled + Refused + Missing;

    public static Balance Of(IEnumerable<MachineStatus> statuses)
    {
        var balance = new Balance(0, 0, 0, 0, 0, 0, 0, 0);

        foreach (var status in statuses)
        {
            balance = status switch
            {
                // A label that nothing is known of is no machine yet.
                MachineStatus.None => balance,
                MachineStatus.Declared => balance with { Awaited = balance.Awaited + 1 },
                _ => Add(balance with { Received = balance.Received + 1 }, status),
            };
        }

        return balance;
    }

    private static Balance Add(Balance balance, MachineStatus status) => status switch
    {
        MachineStatus.Ready => balance with { Ready = balance.Ready + 1 },
        MachineStatus.Placed => balance with { Placed = balance.Placed + 1 },
        MachineStatus.Recycled => balance with { Recycled = balance.Recycled + 1 },
        MachineStatus.Refused or MachineStatus.HandedBack => balance with { Refused = balance.Refused + 1 },
        MachineStatus.Missing or MachineStatus.Stolen => balance with { Missing = balance.Missing + 1 },
        _ => balance with { InProcess = balance.InProcess + 1 },
    };
}
