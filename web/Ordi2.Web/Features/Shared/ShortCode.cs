using System.Globalization;
using System.Security.Cryptography;

namespace Ordi2.Web.Features.Shared;

/// <summary>Six digits that somebody reads out to the other side: they are made here, shown once, and kept nowhere.</summary>
internal static class ShortCode
{
    private const int Codes = 1_000_000;

    public static string New() => RandomNumberGenerator.GetInt32(Codes).ToString("000000", CultureInfo.InvariantCulture);

    /// <summary>As people type it: with a space in the middle.</summary>
    public static string Plain(string typed) => typed.Replace(" ", string.Empty, StringComparison.Ordinal);
}
