namespace Ordi2.Web.Features.Stations;

/// <summary>A browser that is a station keeps the token of the station where no script can read it.</summary>
internal static class StationCookie
{
    private const string Name = "ordi2-station";

    private static readonly TimeSpan Life = TimeSpan.FromDays(400);

    public static string? Of(HttpRequest request) => request.Cookies[Name];

    public static void Set(HttpResponse response, string token) => response.Cookies.Append(Name, token, new CookieOptions
    {
        HttpOnly = true,
        Secure = response.HttpContext.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        IsEssential = true,
        MaxAge = Life,
    });

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name);
}
