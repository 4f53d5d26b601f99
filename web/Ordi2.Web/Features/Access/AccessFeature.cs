using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Ordi2.Contracts;
using Ordi2.Ledger;
using Ordi2.Web.Features.SignIn;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Features.Access;

internal static class AccessFeature
{
    /// <summary>Policy: somebody with a role, by token.</summary>
    public const string Api = "api";

    /// <summary>Scheme: a person who signed in to the pages.</summary>
    public const string Pages = "Pages";

    /// <summary>Scheme: a token where one is shown, else the session of a person.</summary>
    private const string Either = "Either";

    public static IServiceCollection AddAccess(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton<OrganisationDoor>();
        services.AddSingleton<TokenDirectory>();
        services.AddSingleton<AccountStore>();

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
                cookie.ExpireTimeSpan = TimeSpan.FromHours(10);
                cookie.SlidingExpiration = false;
                cookie.Events.OnValidatePrincipal = TurnAwayFromClosedAsync;
            });

        // The keys that sign sessions live with the data: a restart does not sign everybody out.
        var keys = Path.Combine(settings.Data, "keys");
        OwnerOnly.MakeFolder(keys);
        services.AddDataProtection()
            .SetApplicationName("ordi2")
            .PersistKeysToFileSystem(new DirectoryInfo(keys));

        services.AddAuthorizationBuilder()
            .AddPolicy(Api, policy => policy
                .AddAuthenticationSchemes(TokenHandler.SchemeName)
                .RequireAuthenticatedUser()
                .RequireAssertion(static context => CallerClaims.CallerOf(context.User) is { Role: not Role.None }));

        return services;
    }

    /// <summary>Who signed in before the organisation was closed is out as well.</summary>
    private static async Task TurnAwayFromClosedAsync(CookieValidatePrincipalContext session)
    {
        var door = session.HttpContext.RequestServices.GetRequiredService<OrganisationDoor>();

        if (session.Principal is { } person && CallerClaims.CallerOf(person) is { } caller && !await door.IsOpenAsync(caller.Organisation))
        {
            session.RejectPrincipal();
            await session.HttpContext.SignOutAsync(Pages);
        }
    }
}
