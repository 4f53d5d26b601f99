using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>One storage medium of a machine. Sanitisation is a property of the medium, never of the computer (domain.md 2.8).</summary>
/// <param name="Serial">As the audit saw it.</param>
/// <param name="Failures">Wipes that failed since it was last dirtied; after two retries it must be removed or destroyed.</param>
/// <param name="SeenByAudit">Whether an audit listed it; only such a serial may stand on a certificate (invariant 11).</param>
public sealed record StorageMedium(
    string Serial,
    MediumKind Kind,
    long SizeBytes,
    bool Soldered,
    MediumState State,
    int Failures,
    bool SeenByAudit)
{
    public static StorageMedium From(AuditedMedium medium, MediumState state, bool seenByAudit) =>
        new(medium.Serial, medium.Kind, medium.SizeBytes, medium.Soldered, state, 0, seenByAudit);

    /// <summary>Whether it is still in the machine.</summary>
    public bool Present => State is not (MediumState.Destroyed or MediumState.Removed);

    /// <summary>Whether nothing can be read from it here any more.</summary>
    public bool Safe => State is MediumState.Cleared or MediumState.Purged or MediumState.Destroyed or MediumState.Removed;

    /// <summary>Whether the serial was made by us because the tool gave none: it cannot prove that a medium is the same one.</summary>
    public bool Nameless => Serial.StartsWith('?');
}

/// <summary>What is known of the data on a machine, from its media.</summary>
public static class SanitisationRule
{
    public static Sanitisation Of(ImmutableArray<StorageMedium> media, bool audited, bool holdsNoMedia)
    {
        if (media.IsEmpty)
        {
            return holdsNoMedia ? Sanitisation.NoMediaConfirmed : Sanitisation.Unknown;
        }

        var safe = media.Count(medium => medium.Safe);

        if (safe == media.Length)
        {
            // Media that were fitted or taken out say nothing of those that no audit has looked for.
            return audited ? Sanitisation.Clean : Sanitisation.Unknown;
        }

        return safe == 0 ? Sanitisation.Dirty : Sanitisation.Partial;
    }
}
