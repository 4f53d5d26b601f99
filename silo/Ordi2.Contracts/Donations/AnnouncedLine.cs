using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Donations;

/// <summary>One announced line of a donation.</summary>
/// <param name="Type">Kind of machine.</param>
/// <param name="Quantity">How many, 1 to 100,000.</param>
/// <param name="AcquiredOn">When the donor acquired them: over 10 years they do not count for the REEN ratio (décret 2023-266).</param>
/// <param name="UnitValueCents">Estimated value of one, in euro cents; at most 30,000 for a public body (D. 3212-3 CGPPP).</param>
/// <param name="WithMedia">Whether the donor says that the disks are in them; an absent one is then an incident. Never kept of a kind of which none is expected.</param>
/// <param name="ReformedOn">When the donor took them out of use (réforme); a public body's ratio is counted by it.</param>
/// <param name="Protected">Classified or specially protected media: outside of the REEN ratio (décret 2023-266).</param>
[GenerateSerializer, Immutable, Alias("ordi2.announced-line")]
public sealed record AnnouncedLine(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int Quantity,
    [property: Id(2)] DateOnly? AcquiredOn = null,
    [property: Id(3)] int? UnitValueCents = null,
    [property: Id(4)] bool WithMedia = false,
    [property: Id(5)] DateOnly? ReformedOn = null,
    [property: Id(6)] bool Protected = false)
{
    /// <summary>The same line as its kind allows: whatever was ticked, no disk is announced of a screen or a mouse.</summary>
    public AnnouncedLine AsOfItsKind() => WithMedia && !Type.IsExpectedToHoldMedia() ? this with { WithMedia = false } : this;
}
