using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Machines;

/// <summary>A machine as the books have it at the end of a counting.</summary>
public sealed record BookedMachine(string Label, DeviceType Type, MachineStatus Status, DateTimeOffset StatusSince, string? Holder, string? Site);

/// <summary>A machine that was scanned while somebody counted.</summary>
/// <param name="Label">The machine.</param>
/// <param name="Fact">What was noted of it.</param>
/// <param name="At">When, by the device's clock.</param>
public sealed record SeenMachine(string Label, Inventoried Fact, DateTimeOffset At);

/// <summary>A machine that was seen where the books do not have it.</summary>
/// <param name="Seen">Where and when it was seen.</param>
/// <param name="Booked">Where the books have it; nothing of a label that no machine bears.</param>
/// <param name="Why"><c>held-by-another</c>, <c>at-another-site</c>, <c>left-since</c>, or <c>not-in-stock</c> for what was given up, is lost or is over.</param>
public sealed record ExtraMachine(SeenMachine Seen, BookedMachine? Booked, string Why);

/// <summary>
/// A stock-take (transition 40): what an organisation should have at a place against what was scanned there. It has no life of its
/// own: it begins when somebody begins to scan, each check is a fact of its machine, and it ends with the report.
/// </summary>
public sealed record StockTake
{
    private StockTake()
    {
    }

    public required OrganisationId Holder { get; init; }

    /// <summary>The place; every site of the holder where it is not said.</summary>
    public required SiteId? Site { get; init; }

    /// <summary>When the counting began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Where the books have it and where it was seen, by label.</summary>
    public required ImmutableArray<SeenMachine> Found { get; init; }

    /// <summary>On the books, and seen by nobody.</summary>
    public required ImmutableArray<BookedMachine> Missing { get; init; }

    /// <summary>Seen, and not on the books of that place.</summary>
    public required ImmutableArray<ExtraMachine> Extra { get; init; }

    /// <summary>How many the books have at that place.</summary>
    public int Expected => Found.Length + Missing.Length;

    /// <summary>Nobody scanned anything.</summary>
    public bool IsEmpty => Found.IsEmpty && Extra.IsEmpty;

    /// <summary>Whether a holder that looks for its machines should find this one.</summary>
    public static bool Expects(OrganisationId organisation, OrganisationId? holder, MachineStatus status) => holder == organisation
        && status is not (MachineStatus.Missing or MachineStatus.Stolen or MachineStatus.Recycled or MachineStatus.HandedBack);

    /// <param name="holder">Who counted.</param>
    /// <param name="site">Where; everywhere where it is not said.</param>
    /// <param name="since">From when on.</param>
    /// <param name="books">What the holder has by the books, and every machine that was seen.</param>
    /// <param name="seen">What was scanned since then, a machine once or more: the last time counts.</param>
    public static StockTake Of(OrganisationId holder, SiteId? site, DateTimeOffset since, IEnumerable<BookedMachine> books, IEnumerable<SeenMachine> seen)
    {
        var booked = books.DistinctBy(machine => machine.Label, StringComparer.Ordinal).ToDictionary(machine => machine.Label, StringComparer.Ordinal);
        var expected = booked.Values.Where(IsExpected).OrderBy(machine => machine.Label, StringComparer.Ordinal).ToArray();
        var labels = expected.Select(machine => machine.Label).ToHashSet(StringComparer.Ordinal);

        // The last time says where it is, whatever place is counted. A scan that does not say its site says nothing against the place
        // that the books have.
        var here = seen.Where(one => site is null || one.Fact.Site is not null || labels.Contains(one.Label))
            .GroupBy(one => one.Label, StringComparer.Ordinal)
            .Select(times => times.MaxBy(one => one.At)!)
            .Where(one => site is null || one.Fact.Site is null || one.Fact.Site == site)
            .OrderBy(one => one.Label, StringComparer.Ordinal)
            .ToArray();
        var found = here.Select(one => one.Label).ToHashSet(StringComparer.Ordinal);

        return new()
        {
            Holder = holder,
            Site = site,
            Since = since,
            Found = [.. here.Where(one => labels.Contains(one.Label))],
            Missing = [.. expected.Where(machine => !found.Contains(machine.Label))],
            Extra = [.. here.Where(one => !labels.Contains(one.Label)).Select(one => Unexpected(one, booked.GetValueOrDefault(one.Label)))],
        };

        bool IsExpected(BookedMachine machine) =>
            Expects(holder, HolderOf(machine), machine.Status) && (site is null || machine.Site == site.Value.Text);

        ExtraMachine Unexpected(SeenMachine one, BookedMachine? machine) => new(one, machine, (machine is null ? null : HolderOf(machine)) switch
        {
            _ when machine is null || !Expects(holder, holder, machine.Status) => "not-in-stock",
            { } other when other == holder => "at-another-site",
            _ when one.Fact.Expected => "left-since",
            _ => "held-by-another",
        });
    }

    private static OrganisationId? HolderOf(BookedMachine machine) => machine.Holder is { } holder ? new(holder) : null;
}
