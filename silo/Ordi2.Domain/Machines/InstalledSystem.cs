using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>The system that the workshop put on a machine, until its media are wiped again.</summary>
/// <param name="Plan">Which system.</param>
/// <param name="Image">Name and version of the image, as <see cref="NameOf"/> writes it; nothing where nobody said it.</param>
/// <param name="At">When it was installed, by the event's own clock.</param>
public sealed record InstalledSystem(OsPlan Plan, string? Image, DateTimeOffset At)
{
    /// <summary>An image as it is looked for: in upper case, with one space between its words.</summary>
    public static string NameOf(string image) => string.Join(' ', image.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    internal static InstalledSystem? Of(OsInstalled e, DateTimeOffset at) => e.Plan is OsPlan.None
        ? null
        : new(e.Plan, string.IsNullOrWhiteSpace(e.Image) ? null : NameOf(e.Image), at);
}
