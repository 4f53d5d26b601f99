using System.Runtime.InteropServices;
using Ordi2.Contracts.Photos;

namespace Ordi2.Ledger.Photos;

/// <summary>A photo of a machine, without its content.</summary>
/// <param name="Id">The SHA-256 of its content, in small hexadecimal digits.</param>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Size of its content.</param>
/// <param name="At">When it came.</param>
/// <param name="Organisation">Whose member gave it; nobody's where it came through the public page.</param>
/// <param name="Person">Opaque id of who gave it.</param>
public sealed record MachinePhoto(string Id, string MediaType, int Width, int Height, int Bytes, DateTimeOffset At, string? Organisation, string? Person);

/// <summary>That a photo of a machine was taken away.</summary>
/// <param name="Id">The SHA-256 of the content that is gone.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Organisation">Whose member took it away.</param>
/// <param name="Person">Opaque id of who did.</param>
public sealed record WithdrawnPhoto(string Id, DateTimeOffset At, PhotoWithdrawalReason Reason, string Organisation, string Person);

/// <summary>How many photos of a machine there is room for: of one organisation, or of all whom nobody knows.</summary>
/// <param name="Most">So many…</param>
/// <param name="Since">…that came after this moment.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PhotoRoom(int Most, DateTimeOffset Since);

/// <summary>What became of a photo that was to be added.</summary>
public enum PhotoAdded
{
    /// <summary>The machine has it now, or had it before.</summary>
    Kept = 0,

    /// <summary>There is no room for it now.</summary>
    TooMany,

    /// <summary>It was taken away: from this machine, or from any because it shows a person.</summary>
    Withdrawn,
}
