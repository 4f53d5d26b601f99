using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Ordi2.Contracts;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Errors;
using Ordi2.Web.Features.SignIn;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Access;

internal static class AccessFeature
{
    /// <summary>Policy: somebody with a role, by token.</summary>
    public const string Api = "api";

    /// <summary>Scheme: a person who signed in to the pages.</summary>
    public const string Pages = "Pages";

    /// <summary>Scheme: a token where one is shown, else the session of a person.</summary>
    private const string Either = "Either";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<OrganisationDoor>();
        services.AddSingleton<TokenDirectory>();
        services.AddSingleton<TokenDesk>();
        services.AddAccounts();

        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = static context =>
                TokenHandler.Shown(context.Request) || context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                    ? TokenHandler.SchemeName
                    : Pages)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.SchemeName, null)
            .AddCookie(Pages, cookie =>
            {
                cookie.Cookie.Name = "ordi2";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.LoginPath = "/sign-in";
                cookie.ReturnUrlParameter = "returnTo";
                cookie.ExpireTimeSpan = SessionDirectory.Life;
                cookie.SlidingExpiration = false;
                cookie.Events.OnValidatePrincipal = LookUpAsync;
                cookie.Events.OnRedirectToLogin = AskAgain;
            })
            .AddHalfWay();

        services.AddAuthorizationBuilder()
            .AddPolicy(Api, policy => policy
                .AddAuthenticationSchemes(TokenHandler.SchemeName)
                .RequireAuthenticatedUser()
                .RequireAssertion(static context => CallerClaims.CallerOf(context.User) is { Role: not Role.None }));

        return services;
    }

    /// <summary>The cookie names a session; who that is, and for which organisation, is looked up each time.</summary>
    private static async Task LookUpAsync(CookieValidatePrincipalContext cookie)
    {
        var sessions = cookie.HttpContext.RequestServices.GetRequiredService<SessionDirectory>();

        if (cookie.Principal is { } named && CallerClaims.SessionOf(named) is { } id
            && await sessions.FindAsync(id, IsSomebody(cookie.Request), cookie.HttpContext.RequestAborted) is { } signedIn)
        {
            cookie.HttpContext.Items[typeof(SignedIn)] = signedIn;
            cookie.ReplacePrincipal(CallerClaims.Principal(signedIn.Caller, signedIn.Key, Pages));

            if (signedIn.Session.Station is not null)
            {
                LeavingStation.Prepare(cookie.HttpContext);
            }

            return;
        }

        cookie.RejectPrincipal();
        await cookie.HttpContext.SignOutAsync(Pages);
    }

    /// <summary>
    /// Whether a person does something, and not a script that reads again what a page shows: browsers say so themselves, but only over a line that nobody
    /// can listen to; our own scripts always do.
    /// </summary>
    private static bool IsSomebody(HttpRequest request) =>
        request.Headers["Sec-Fetch-Dest"].ToString() is "" or "document" && !request.Headers.ContainsKey("X-Read-Again")
        && !request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal);

    /// <summary>A browser that is a station asks for a badge, any other for an address and a password. A form that was sent is kept meanwhile.</summary>
    private static async Task AskAgain(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        var atStation = StationCookie.Of(redirect.Request) is not null;

        if (await KeptForm.KeepAsync(redirect.HttpContext, $"{(atStation ? "/station" : "/sign-in")}?returnTo={Uri.EscapeDataString(BackPage.Address)}"))
        {
            redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        redirect.Response.Redirect(atStation
            ? $"/station?returnTo={Uri.EscapeDataString(redirect.Request.PathBase + redirect.Request.Path + redirect.Request.QueryString)}"
            : redirect.RedirectUri);
    }
}
