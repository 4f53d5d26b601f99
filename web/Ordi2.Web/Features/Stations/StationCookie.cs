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

    /// <summary>Browsers forget a cookie that is not set again within 400 days.</summary>
    public static void Renew(HttpRequest request, HttpResponse response)
    {
        if (Of(request) is { } token)
        {
            Set(response, token);
        }
    }
}
