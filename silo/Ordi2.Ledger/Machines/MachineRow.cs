using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Machines;

namespace Ordi2.Ledger.Machines;

/// <summary>What lists and boards need of a machine. It follows from the machine's events and can be rebuilt from them.</summary>
public sealed record MachineRow
{
    public required string Id { get; init; }

    public required MachineStatus Status { get; init; }

    public DeviceType Type { get; init; }

    public Sanitisation Sanitisation { get; init; }

    public LegalNature LegalNature { get; init; }

    /// <summary>The holds, one bit each: <c>1 &lt;&lt; (int)hold</c>.</summary>
    public int Holds { get; init; }

    /// <summary>Organisation that holds it; the last known for a missing one.</summary>
    public string? Holder { get; init; }

    public string? Site { get; init; }

    /// <summary>Legal owner, once known.</summary>
    public string? Owner { get; init; }

    /// <summary>Pole whose board shows it.</summary>
    public string? Pole { get; init; }

    public string? Donation { get; init; }

    public string? Dossier { get; init; }

    public string? Delivery { get; init; }

    public string? Loan { get; init; }

    public string? Batch { get; init; }

    public Grade Grade { get; init; }

    public Profile Profile { get; init; }

    public string? Maker { get; init; }

    public string? Model { get; init; }

    public string? Serial { get; init; }

    /// <summary>The system that was installed on it and not wiped since.</summary>
    public OsPlan? Plan { get; init; }

    /// <summary>Name and version of that system's image, in upper case, where they are known.</summary>
    public string? Image { get; init; }

    /// <summary>When that system was installed, by the event's own clock.</summary>
    public DateTimeOffset? InstalledAt { get; init; }

    /// <summary>When it entered its status, by the event's own clock.</summary>
    public DateTimeOffset StatusSince { get; init; }

    /// <summary>When it passed its last check, by the event's own clock: stock is as old as that.</summary>
    public DateTimeOffset? ReadySince { get; init; }

    /// <summary>Since when a machine of the stock waits: since its check, whoever had it reserved in between.</summary>
    public DateTimeOffset InStockSince => ReadySince ?? StatusSince;

    /// <summary>By when somebody must act (placement, pending handover), if anybody must.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Somebody else says to have it: until when its holder may answer. Nothing once it has, or where nobody does.</summary>
    public DateTimeOffset? ClaimUntil { get; init; }

    /// <summary>When the system looks at it again: at the latest when it is due.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>What its placement avoided, where it counts.</summary>
    public CountedImpact? Impact { get; init; }

    /// <summary>Scans that wait for a person.</summary>
    public int HeldScans { get; init; }

    /// <summary>Codes of findings that nobody has settled.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>The gifts that it came with before this one, and what had become of it there: their balances count it as that.</summary>
    public ImmutableArray<PastGiftRow> PastGifts { get; init; } = [];

    /// <summary>Number of events.</summary>
    public long Version { get; init; }

    /// <summary>What a machine of the stock is to who chooses among them.</summary>
    public StockMachine AsStock() => new(new(Id), Grade, Profile, InStockSince);
}

/// <summary>A gift that a machine came with before it was given again in another one.</summary>
/// <param name="Donation">Which gift.</param>
/// <param name="Status">What had become of the machine there.</param>
/// <param name="Type">What kind it was.</param>
public sealed record PastGiftRow(string Donation, MachineStatus Status, DeviceType Type);

/// <summary>A machine's row before and after its events; counters move by the difference.</summary>
/// <param name="Before">The row as it stood; <see langword="null"/> for a new machine.</param>
/// <param name="After">The row as it stands now.</param>
public sealed record MachineRowChange(MachineRow? Before, MachineRow After);

/// <summary>A number that somebody else gave the machine.</summary>
/// <param name="Kind"><c>serial</c>, <c>medium</c> or <c>donor</c>.</param>
/// <param name="Value">As read, trimmed, upper case.</param>
public sealed record ExternalId(string Kind, string Value);
