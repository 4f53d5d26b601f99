using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Machines;

/// <summary>
/// That a thing holds no storage medium is said by two persons (domain.md 2.8, transition 6). Of a screen its kind says it, where two stand behind the kind:
/// whoever announced or received it, and whoever does the step with it in hand.
/// </summary>
internal static class KindRule
{
    public static bool HoldsNone(Case about) => !about.Machine.Type.HoldsMedia() && (IsAnnounced(about) || IsSaidByAnother(about));

    private static bool IsAnnounced(Case about) =>
        about.Circumstances.Donation is { } gift && gift.Id == about.Machine.Donation && gift.Announced.Any(line => line.Type == about.Machine.Type);

    private static bool IsSaidByAnother(Case about) =>
        about.Machine.KindSaidBy is { } first && first != about.Caller.Person && IsSomebody(first) && IsSomebody(about.Caller.Person) && about.Caller.Role is not Role.System;

    // A program is nobody.
    private static bool IsSomebody(PersonId person) => !person.IsProgram;
}
