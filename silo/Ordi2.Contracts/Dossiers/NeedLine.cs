using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Dossiers;

/// <summary>One line of what a dossier needs.</summary>
/// <param name="Type">Kind of machine.</param>
/// <param name="Profile">What it must be good enough for.</param>
/// <param name="LowestGrade">The worst cosmetic grade that is accepted; <see cref="Grade.None"/> means any.</param>
/// <param name="Requested">How many are asked for, 1 to 1,000.</param>
/// <param name="Accepted">How many the pole accepted, at most <paramref name="Requested"/>.</param>
/// <param name="Allocated">How many machines hold an allocation on this line, at most <paramref name="Accepted"/>.</param>
[GenerateSerializer, Immutable, Alias("ordi2.need-line")]
public sealed record NeedLine(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] Profile Profile,
    [property: Id(2)] Grade LowestGrade,
    [property: Id(3)] int Requested,
    [property: Id(4)] int Accepted = 0,
    [property: Id(5)] int Allocated = 0);
