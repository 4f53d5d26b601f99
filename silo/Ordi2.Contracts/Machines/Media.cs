using System.Collections.Immutable;

namespace Ordi2.Contracts.Machines;

/// <summary>What a storage medium is made of; it decides which wipe methods reach it (NIST SP 800-88 Rev. 2, IEEE 2883).</summary>
[Alias("ordi2.medium-kind")]
public enum MediumKind
{
    /// <summary>Anything else: only destruction is trusted.</summary>
    Other = 0,

    /// <summary>Magnetic disk.</summary>
    Hdd,

    /// <summary>Flash disk on SATA.</summary>
    SataSsd,

    /// <summary>Flash disk on NVMe.</summary>
    Nvme,

    /// <summary>Flash soldered or eMMC.</summary>
    Emmc,

    /// <summary>Memory card or stick.</summary>
    Sd,
}

/// <summary>State of the data on one medium.</summary>
[Alias("ordi2.medium-state")]
public enum MediumState
{
    /// <summary>Nothing was done: the data is there.</summary>
    Dirty = 0,

    /// <summary>A wipe is running.</summary>
    Running,

    /// <summary>Cleared: overwritten and verified.</summary>
    Cleared,

    /// <summary>Purged: sanitize command or crypto-erase.</summary>
    Purged,

    /// <summary>A wipe failed, or was not verified.</summary>
    Failed,

    /// <summary>Physically destroyed before a witness.</summary>
    Destroyed,

    /// <summary>Taken out of the machine, with a label of its own.</summary>
    Removed,
}

/// <summary>The file that proves a statement: kept as it came, named by its hash.</summary>
/// <param name="Format">Which tool wrote it: <c>lshw</c>, <c>ereuse-snapshot</c>, <c>nwipe</c>, <c>sanitize</c>, <c>manual</c>.</param>
/// <param name="Sha256">SHA-256 of the raw bytes, 64 lower-case hexadecimal digits; empty for a manual statement.</param>
[GenerateSerializer, Immutable, Alias("ordi2.evidence")]
public sealed record Evidence([property: Id(0)] string Format, [property: Id(1)] string Sha256);

/// <summary>One storage medium as an audit saw it.</summary>
/// <param name="Serial">The maker's serial, trimmed; a medium without a readable one gets <c>?1</c>, <c>?2</c>… by position.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="SizeBytes">Size in bytes; 0 where the tool did not say.</param>
/// <param name="Soldered">Whether it cannot be taken out.</param>
/// <param name="Model">Maker and model as the tool wrote them.</param>
[GenerateSerializer, Immutable, Alias("ordi2.audited-medium")]
public sealed record AuditedMedium(
    [property: Id(0)] string Serial,
    [property: Id(1)] MediumKind Kind,
    [property: Id(2)] long SizeBytes,
    [property: Id(3)] bool Soldered = false,
    [property: Id(4)] string? Model = null);

/// <summary>What a hardware audit found (fiche technique).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.hardware-audit")]
public sealed record HardwareAudit
{
    /// <summary>The file that it was read from.</summary>
    [Id(0)]
    public required Evidence Evidence { get; init; }

    /// <summary>Maker, or <see langword="null"/> where the tool had only a placeholder.</summary>
    [Id(1)]
    public string? Maker { get; init; }

    /// <summary>Model, or <see langword="null"/> where the tool had only a placeholder.</summary>
    [Id(2)]
    public string? Model { get; init; }

    /// <summary>Serial of the machine, or <see langword="null"/>: never a key, makers repeat them.</summary>
    [Id(3)]
    public string? Serial { get; init; }

    /// <summary>Kind of machine.</summary>
    [Id(4)]
    public DeviceType Type { get; init; }

    /// <summary>Name of the processor.</summary>
    [Id(5)]
    public string? Processor { get; init; }

    /// <summary>Number of processor cores; 0 where unknown.</summary>
    [Id(6)]
    public int Cores { get; init; }

    /// <summary>Memory in bytes; 0 where unknown.</summary>
    [Id(7)]
    public long MemoryBytes { get; init; }

    /// <summary>The storage media that were seen.</summary>
    [Id(8)]
    public ImmutableArray<AuditedMedium> Media { get; init; } = [];

    /// <summary>Part numbers or serials of the batteries; a recall filters on them.</summary>
    [Id(9)]
    public ImmutableArray<string> Batteries { get; init; } = [];

    /// <summary>Health of the battery in per cent of its design capacity, 0 to 100; <see langword="null"/> where unknown.</summary>
    [Id(10)]
    public int? BatteryHealthPercent { get; init; }

    /// <summary>Whether the processor and TPM 2.0 allow Windows 11.</summary>
    [Id(11)]
    public bool Win11Eligible { get; init; }
}

/// <summary>How a medium was wiped.</summary>
[Alias("ordi2.wipe-method")]
public enum WipeMethod
{
    /// <summary>Not known: never trusted.</summary>
    Unknown = 0,

    /// <summary>Written over.</summary>
    Overwrite,

    /// <summary>ATA or NVMe sanitize, secure erase, eMMC sanitize.</summary>
    DeviceSanitize,

    /// <summary>The key of an encrypting disk was destroyed.</summary>
    CryptoErase,
}

/// <summary>What a wipe tool says of one medium. Whether it is enough is decided by the domain, not by the tool.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.wipe-report")]
public sealed record WipeReport
{
    /// <summary>The file that it was read from.</summary>
    [Id(0)]
    public required Evidence Evidence { get; init; }

    /// <summary>Serial of the medium as the tool wrote it.</summary>
    [Id(1)]
    public required string Serial { get; init; }

    /// <summary>How it was wiped.</summary>
    [Id(2)]
    public WipeMethod Method { get; init; }

    /// <summary>Tool and version, for example <c>nwipe 0.33</c>.</summary>
    [Id(3)]
    public string? Tool { get; init; }

    /// <summary>Whether the tool itself says that it succeeded.</summary>
    [Id(4)]
    public bool Succeeded { get; init; }

    /// <summary>Whether a verify pass was read back and agreed.</summary>
    [Id(5)]
    public bool Verified { get; init; }

    /// <summary>Sum of write, sync and verify errors.</summary>
    [Id(6)]
    public long Errors { get; init; }

    /// <summary>Rounds asked for; 0 where unknown.</summary>
    [Id(7)]
    public int RoundsRequested { get; init; }

    /// <summary>Rounds completed; 0 where unknown.</summary>
    [Id(8)]
    public int RoundsCompleted { get; init; }

    /// <summary>Bytes erased; 0 where unknown.</summary>
    [Id(9)]
    public long BytesErased { get; init; }

    /// <summary>When it began, by the tool's clock.</summary>
    [Id(10)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, by the tool's clock.</summary>
    [Id(11)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Size of the medium in bytes as the tool saw it; 0 where unknown.</summary>
    [Id(12)]
    public long SizeBytes { get; init; }

    /// <summary>Maker and model of the medium as the tool wrote them.</summary>
    [Id(13)]
    public string? Model { get; init; }

    /// <summary>How it was attached, as the tool wrote it: <c>ATA</c>, <c>USB</c>, <c>NVME</c>.</summary>
    [Id(14)]
    public string? Bus { get; init; }

    /// <summary>The generator of random data that the tool had, for example <c>Isaac64</c>.</summary>
    [Id(15)]
    public string? Prng { get; init; }

    /// <summary>What it says of hidden areas.</summary>
    [Id(16)]
    public HiddenAreas Hidden { get; init; }

    /// <summary>What it was asked to read back.</summary>
    [Id(17)]
    public VerifyPass VerifyPass { get; init; }

    /// <summary>Its errors by where they happened; <see langword="null"/> where it does not tell them apart.</summary>
    [Id(18)]
    public WipeErrors? ErrorsBy { get; init; }

    /// <summary>What it did, step by step, at most 100; the category of the wipe follows from them.</summary>
    [Id(19)]
    public ImmutableArray<WipeStep> Steps { get; init; } = [];
}
