using System.Globalization;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;

namespace Ordi2.Benchmarks.Servers;

/// <summary>
/// What years leave in the rows that lists read: most machines are placed or recycled, few are anywhere else; a third is of the pole and
/// the workshop that ask. The same number makes the same row. Only rows are so: the events are those of what was copied.
/// </summary>
internal static class Years
{
    private const int Weeks = 260;

    /// <summary>Of ten poles, the one that asks has as many as three others.</summary>
    private const int Poles = 10;

    private static readonly (int Of1000, MachineStatus Status)[] Shares =
    [
        (700, MachineStatus.Placed), (180, MachineStatus.Recycled), (8, MachineStatus.HandedBack), (20, MachineStatus.Ready), (8, MachineStatus.Reserved),
        (12, MachineStatus.AtEpn), (10, MachineStatus.InTransit), (20, MachineStatus.Received), (20, MachineStatus.Triaged), (12, MachineStatus.InRepair),
        (6, MachineStatus.Missing), (3, MachineStatus.ToRecycle),
    ];

    public static MachineRow Of(MachineRow row, int number)
    {
        var mixed = Mixed(number);
        var status = StatusOf(mixed, number);
        var atWork = status is MachineStatus.Ready or MachineStatus.Reserved or MachineStatus.Received or MachineStatus.Triaged or MachineStatus.InRepair or MachineStatus.AwaitingPart;
        var age = TimeSpan.FromMinutes(mixed % (60 * 24 * 7 * (atWork ? 9 : Weeks)));
        return row with
        {
            Status = status,
            StatusSince = row.StatusSince - age,
            DueAt = status is MachineStatus.AtEpn ? row.StatusSince.AddDays(30) - (age / Weeks) : null,
            WakeAt = null,
            Pole = Named(row.Pole, "pole", mixed, Poles),
            Holder = atWork ? Named(row.Holder, "workshop", mixed, 40) : Text("partner", mixed % 5000),
            Site = atWork ? Text("site", mixed % 60) : null,
            Owner = mixed % 2 == 0 ? Named(row.Pole, "pole", mixed, Poles) : Text("donor", mixed % 4000),
            Donation = Text("donation", number / 70),
            Dossier = status is MachineStatus.Placed or MachineStatus.AtEpn ? Text("dossier", number / 40) : null,
            Batch = status is MachineStatus.Recycled ? Text("batch", number / 300) : null,
            Holds = mixed % 1500 == 0 ? 1 << (int)Hold.Recall : 0,
        };
    }

    /// <summary>A donation of one of 4,000 donors to one of the poles; a few are still open and have a deadline.</summary>
    public static AggregateRow Of(AggregateRow row, string pole, int number)
    {
        var mixed = Mixed(number);
        var isOpen = mixed % 25 == 0;
        return row with
        {
            Id = IdOf(number),
            Status = mixed % 20_000 == 1 ? "CANCELLED" : isOpen ? row.Status : "CLOSED",
            Parties = [.. row.Parties.Select(party => party with
            {
                Organisation = party.Organisation == pole ? Named(pole, "pole", mixed, Poles)! : Text("donor", mixed % 4000),
            }).DistinctBy(party => party.Organisation)],
            DueAt = isOpen ? new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddHours(mixed % 3000) : null,
        };
    }

    /// <summary>The same of anything else: a third of them are of the pole that asks, those who have a part in one are one of 400, and a few are at another place of their life.</summary>
    public static AggregateRow Of(Seed seed, AggregateRow row, string pole, int number)
    {
        var mixed = Mixed(number);
        return row with
        {
            Id = IdOf(number),
            Status = mixed % 2_000 == 1 ? Rare : row.Status,
            Parties = [.. row.Parties.Select(party => party with
            {
                // What it is about is one of many of its kind, as the parties are.
                Organisation = party.Organisation == pole ? Named(pole, "pole", mixed, Poles)!
                    : party.Organisation == $"{seed.Kind}/{seed.Id}" ? $"{seed.Kind}/{IdOf(number)}"
                    : party.Organisation is "*" || mixed % 400 == 0 ? party.Organisation
                    : Text(party.Organisation, mixed % 400),
            }).DistinctBy(party => party.Organisation)],
            DueAt = row.DueAt is { } due ? due.AddHours(mixed % 3000) : null,
        };
    }

    /// <summary>Where few of a kind are.</summary>
    public const string Rare = "RARE";

    /// <summary>A donor to whom one in 4,000 donations belongs.</summary>
    public static string Donor => Text("donor", 17);

    public static string IdOf(int number) => Text("years", number);

    private static MachineStatus StatusOf(uint mixed, int number)
    {
        // Among hundreds of thousands, a few wait for a part or were stolen.
        if (number % 20_000 == 7)
        {
            return number % 40_000 == 7 ? MachineStatus.AwaitingPart : MachineStatus.Stolen;
        }

        var place = (int)(mixed / 7 % 1000);

        foreach (var (share, status) in Shares)
        {
            if ((place -= share) < 0)
            {
                return status;
            }
        }

        return MachineStatus.Placed;
    }

    private static string? Named(string? own, string others, uint mixed, uint of) => mixed / 3 % of is var which && which < 3 ? own : Text(others, which);

    private static string Text(string what, long number) => string.Create(CultureInfo.InvariantCulture, $"{what}-{number:D6}");

    private static uint Mixed(int number)
    {
        var mixed = (uint)number * 2_654_435_761u;
        return (mixed ^ (mixed >> 15)) * 2_246_822_519u >> 4;
    }
}
