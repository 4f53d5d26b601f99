using System.Globalization;
using System.Security.Cryptography;

namespace Ordi2.Web.Features.Shared;

/// <summary>Six digits that somebody reads out to the other side: they are made here, shown once, and kept nowhere.</summary>
internal static class ShortCode
{
    private const int Codes = 1_000_000;

    public static string New() => RandomNumberGenerator.GetInt32(Codes).ToString("000000", CultureInfo.InvariantCulture);

    /// <summary>Whether somebody typed one: whatever else it is costs no attempt.</summary>
    public static bool IsOne(string? typed) => typed is not null && Plain(typed) is { Length: 6 } plain && plain.All(char.IsAsciiDigit);

    /// <summary>As people type it: with a space in the middle.</summary>
    public static string Plain(string typed) => typed.Replace(" ", string.Empty, StringComparison.Ordinal);
}
