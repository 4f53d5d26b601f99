using System.Security.Cryptography;
using System.Text;
using Ordi2.Contracts;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Guides;

/// <summary>
/// Whose first steps are hidden in this browser. A cookie remembers it, as it remembers the language and the theme; on a station that several people use,
/// each hides their own. It holds no name and no identifier, only the beginnings of their hashes.
/// </summary>
internal static class HiddenGuides
{
    public const string Cookie = "ordi2-guide";

    private const int MostPeople = 16;
    private const int KeyLength = 12;
    private const char Between = '.';

    public static bool Has(HttpRequest request, Caller caller) => Read(request).Contains(KeyOf(caller), StringComparer.Ordinal);

    public static void Hide(HttpContext context, Caller caller) => Write(context, [KeyOf(caller), .. Others(context.Request, caller)]);

    public static void Show(HttpContext context, Caller caller) => Write(context, Others(context.Request, caller));

    private static IEnumerable<string> Others(HttpRequest request, Caller caller) => Read(request).Where(key => key != KeyOf(caller));

    private static IEnumerable<string> Read(HttpRequest request) =>
        (request.Cookies[Cookie] ?? string.Empty).Split(Between).Where(key => key.Length == KeyLength && key.All(char.IsAsciiHexDigit));

    // Whoever hid theirs longest ago sees it again where too many people share a browser.
    private static void Write(HttpContext context, IEnumerable<string> keys) => Choices.Remember(context, Cookie, string.Join(Between, keys.Take(MostPeople)));

    private static string KeyOf(Caller caller) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Person}/{caller.Organisation}/{caller.Role.Code()}")))[..KeyLength];
}
