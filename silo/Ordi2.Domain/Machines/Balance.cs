using System.Diagnostics;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>
/// What became of the machines of a donation, a pole or a year: received = ready + in process + placed + recycled + refused
/// + missing, always (invariant 12; which status counts where is domain.md 12.4, point 6).
/// </summary>
/// <param name="Awaited">Announced by the donor, with a record of their own, and not yet come: no part of the sum.</param>
/// <param name="Received">All that came, counted without looking at what became of them.</param>
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

    /// <summary>What the workshops counted at the dock, as the discrepancy sheets have it; nothing where no gift was counted yet.</summary>
    public int? Counted { get; init; }

    /// <summary>
    /// How many machines the sheets of the gifts counted and no record tells of, gift by gift: what is more in one does not make up for
    /// what is lost in another. More than were counted is no loss: it came after the count. Nothing where no gift was counted yet.
    /// </summary>
    public int? Differs { get; init; }

    /// <summary>Whether the sum is right, and there are records of all that was counted at the dock.</summary>
    public bool Closes => Received == Ready + InProcess + Placed + Recycled + Refused + Missing && Differs is null or 0;

    public static Balance Of(IEnumerable<MachineStatus> statuses)
    {
        var all = statuses.ToArray();

        // Each bucket is counted for itself: one that forgets a status leaves a sum that is not what was received.
        return new(
            Awaited: all.Count(status => status is MachineStatus.Declared),
            Received: all.Count(status => status is not (MachineStatus.None or MachineStatus.Declared)),
            Ready: In(Bucket.Ready),
            InProcess: In(Bucket.InProcess),
            Placed: In(Bucket.Placed),
            Recycled: In(Bucket.Recycled),
            Refused: In(Bucket.Refused),
            Missing: In(Bucket.Missing));

        int In(Bucket bucket) => all.Count(status => BucketOf(status) == bucket);
    }

    /// <summary>The same, beside what the dock counted.</summary>
    /// <param name="gifts">Of each gift: what its sheet says was received, and how many of its machines have come by their records; gifts that nobody counted yet are left out.</param>
    public Balance Beside(IEnumerable<(int Counted, int Recorded)> gifts)
    {
        var counted = gifts.ToArray();
        return counted.Length == 0
            ? this
            : this with { Counted = counted.Sum(gift => gift.Counted), Differs = counted.Sum(gift => Math.Max(0, gift.Counted - gift.Recorded)) };
    }

    private enum Bucket
    {
        None,
        Ready,
        InProcess,
        Placed,
        Recycled,
        Refused,
        Missing,
    }

    private static Bucket BucketOf(MachineStatus status) => status switch
    {
        // A label that nothing is known of is no machine yet; what is announced has not come.
        MachineStatus.None or MachineStatus.Declared => Bucket.None,
        MachineStatus.Ready => Bucket.Ready,
        MachineStatus.Placed => Bucket.Placed,
        MachineStatus.Recycled => Bucket.Recycled,
        MachineStatus.Refused or MachineStatus.HandedBack => Bucket.Refused,
        MachineStatus.Missing or MachineStatus.Stolen => Bucket.Missing,
        MachineStatus.Collected or MachineStatus.Received or MachineStatus.Triaged or MachineStatus.Audited or MachineStatus.Wiping or MachineStatus.Wiped
            or MachineStatus.WipeFailed or MachineStatus.InRepair or MachineStatus.AwaitingPart or MachineStatus.Installed or MachineStatus.QcFailed
            or MachineStatus.Reserved or MachineStatus.Packed or MachineStatus.InTransit or MachineStatus.AtEpn or MachineStatus.Returning
            or MachineStatus.Dismantled or MachineStatus.ToRecycle => Bucket.InProcess,
        _ => throw new UnreachableException($"Nobody said where {status} counts."),
    };
}
