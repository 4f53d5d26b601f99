namespace Ordi2.Contracts.Recycling;

/// <summary>How the media of a batch were destroyed (domain.md 8.2, PV de destruction: method, who, date).</summary>
[Alias("ordi2.destruction-method")]
public enum DestructionMethod
{
    /// <summary>Shredded to particles.</summary>
    Shredded = 0,

    /// <summary>Bent, pierced or crushed, so that no reader takes it.</summary>
    Crushed,

    /// <summary>Molten down.</summary>
    Melted,
}

/// <summary>What the recycler states of the data that it destroyed. Degaussing is no method (NIST SP 800-88 Rev. 2).</summary>
/// <param name="Method">How.</param>
/// <param name="DoneOn">On which day, not in the future. A shredder that drives up has destroyed before anybody notes that the batch left.</param>
/// <param name="By">Who did it, as a function or the name of a machine or house, 1 to 200 signs; no name of a person is needed.</param>
/// <param name="Reference">Number of the certificate of destruction, 1 to 64 signs.</param>
[GenerateSerializer, Immutable, Alias("ordi2.data-destruction")]
public sealed record DataDestruction(
    [property: Id(0)] DestructionMethod Method,
    [property: Id(1)] DateOnly DoneOn,
    [property: Id(2)] string By,
    [property: Id(3)] string Reference)
{
    /// <summary>Class of particles after DIN 66399-1 / ISO/IEC 21964-1, for example <c>H-4</c> or <c>E-3</c>; nothing where the certificate names none.</summary>
    [Id(4)]
    public string? SecurityClass { get; init; }

    /// <summary>SHA-256 of the certificate as a file, 64 lower-case hexadecimal digits; nothing where it is on paper only.</summary>
    [Id(5)]
    public string? Sha256 { get; init; }
}
