namespace Ordi2.Web.Http;

/// <summary>
/// What a reader chose for the pages: the language with <c>?lang=en</c>, light or dark with <c>?theme=dark</c>, no keys of ours with <c>?keys=off</c>.
/// A plain link does it, a cookie remembers it, no script is needed. Nothing else is remembered by it.
/// </summary>
internal static class Choices
{
    public const string LanguageName = "lang";
    public const string ThemeName = "theme";
    public const string KeysName = "keys";

    /// <summary>As the device says.</summary>
    public const string Auto = "auto";

    public const string KeysOn = "on";
    public const string KeysOff = "off";

    private const string LanguageCookie = "ordi2-lang";
    private const string ThemeCookie = "ordi2-theme";
    private const string KeysCookie = "ordi2-keys";

    private static readonly string[] Languages = [Http.Language.French, Http.Language.English];

    private static readonly string[] Keys = [KeysOn, KeysOff];

    /// <summary>The themes, in the order of the switch.</summary>
    public static readonly string[] Themes = [Auto, "light", "dark"];

    /// <summary>The chosen language, or <see langword="null"/> when nobody chose.</summary>
    public static string? Language(HttpRequest request) =>
        Known(request.Query[LanguageName], Languages) ?? Known(request.Cookies[LanguageCookie], Languages);

    /// <summary><c>auto</c>, <c>light</c> or <c>dark</c>.</summary>
    public static string Theme(HttpRequest request) =>
        Known(request.Query[ThemeName], Themes) ?? Known(request.Cookies[ThemeCookie], Themes) ?? Auto;

    /// <summary>Whether single keys do something: whoever speaks to the device, or presses keys by accident, turns them off (WCAG 2.1.4).</summary>
    public static bool HasKeys(HttpRequest request) => (Known(request.Query[KeysName], Keys) ?? Known(request.Cookies[KeysCookie], Keys)) is not KeysOff;

    /// <summary>The same page with another choice.</summary>
    public static string LinkTo(HttpRequest request, string name, string value)
    {
        var kept = request.Query.Where(pair => pair.Key is not (LanguageName or ThemeName or KeysName)).Append(new(name, value));
        return request.PathBase + request.Path + QueryString.Create(kept);
    }

    public static IApplicationBuilder UseChoices(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        Keep(context, LanguageCookie, Known(context.Request.Query[LanguageName], Languages));
        Keep(context, ThemeCookie, Known(context.Request.Query[ThemeName], Themes));
        Keep(context, KeysCookie, Known(context.Request.Query[KeysName], Keys));
        return next(context);
    });

    /// <summary>Remembers in this browser, for a year, what somebody chose for the pages.</summary>
    public static void Remember(HttpContext context, string cookie, string value) => context.Response.Cookies.Append(cookie, value, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    });

    private static void Keep(HttpContext context, string cookie, string? value)
    {
        if (value is not null && HttpMethods.IsGet(context.Request.Method))
        {
            Remember(context, cookie, value);
        }
    }

    private static string? Known(string? value, string[] known) => Array.Find(known, candidate => candidate == value);
}
