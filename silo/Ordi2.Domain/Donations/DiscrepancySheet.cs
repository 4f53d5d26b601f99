using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Domain.Donations;

/// <summary>How many machines of a donation arrived, of one kind.</summary>
/// <param name="Type">Which kind.</param>
/// <param name="Received">All that were received, those refused afterwards among them.</param>
/// <param name="Refused">Of those: refused or handed back.</param>
public sealed record ArrivedCount(DeviceType Type, int Received, int Refused)
{
    /// <summary>Whether a machine came to the workshop, whatever became of it since.</summary>
    public static bool HasCome(MachineStatus status) => status is not (MachineStatus.None or MachineStatus.Declared or MachineStatus.Collected);

    /// <summary>What came, refused or not; what is only announced or still on the road has not come.</summary>
    public static ImmutableArray<ArrivedCount> Of(IEnumerable<(DeviceType Type, MachineStatus Status, int Count)> machines) =>
    [
        .. machines.Where(one => HasCome(one.Status))
            .GroupBy(one => one.Type)
            .Select(kind => new ArrivedCount(
                kind.Key,
                kind.Sum(one => one.Count),
                kind.Where(one => one.Status is MachineStatus.Refused or MachineStatus.HandedBack).Sum(one => one.Count))),
    ];
}

/// <summary>The discrepancy sheet: announced, picked up, received. A count that nobody made stays empty.</summary>
public static class DiscrepancySheet
{
    public static ImmutableArray<SheetLine> Of(ImmutableArray<AnnouncedLine> announced, ImmutableArray<TypeCount> pickedUp, ImmutableArray<ArrivedCount> arrived)
    {
        var types = announced.Select(line => line.Type)
            .Concat(pickedUp.Where(count => count.Count > 0).Select(count => count.Type))
            .Concat(arrived.Select(count => count.Type))
            .Distinct()
            .Order();

        return
        [
            .. types.Select(type => new SheetLine(
                type,
                announced.Where(line => line.Type == type).Sum(line => line.Quantity),
                pickedUp.Where(count => count.Type == type).Select(count => count.Count).FirstOrDefault(),
                arrived.Where(count => count.Type == type).Sum(count => count.Received),
                arrived.Where(count => count.Type == type).Sum(count => count.Refused))),
        ];
    }

    /// <summary>Nobody gives what was never asked for: what came beyond the list is accepted by the donor, or goes back.</summary>
    public static Refusal? Unanswered(DonationTerms donation) =>
        donation.Sheet.FirstOrDefault(line => line is { IsOffList: true, AcceptedOffList: false }) is { } open
            ? Refusal.Conflict(open.RefusedOffList ? "off-list-to-hand-back" : "off-list-unanswered", donation.Id.Text, open.Type.Code())
            : null;

    /// <summary>Whether the donor gives machines of this kind: it announced them, or accepted that they came.</summary>
    public static bool Gives(DonationTerms donation, DeviceType type) => type is DeviceType.Unknown
        || donation.Announced.IsEmpty
        || donation.Announced.Any(line => line.Type == type)
        || donation.Sheet.Any(line => line.Type == type && line.AcceptedOffList);
}
