using System.Globalization;

namespace Ordi2.Web.Http;

/// <summary>How much one request may hold.</summary>
internal static class Limits
{
    /// <summary>500 scans, some of them with a whole hardware audit.</summary>
    public const int BodyBytes = 32 * 1024 * 1024;

    public const int ScansInABatch = 500;

    public static readonly string BodyBytesText = BodyBytes.ToString(CultureInfo.InvariantCulture);
}
