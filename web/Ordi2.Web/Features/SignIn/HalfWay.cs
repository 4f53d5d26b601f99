using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Ordi2.Web.Features.SignIn;

/// <summary>What is still missing of somebody whose password was right.</summary>
internal enum Missing
{
    /// <summary>A code of the authenticator app.</summary>
    Code,

    /// <summary>The passkey that guards the account: whoever only has the password does not come in.</summary>
    Passkey,

    /// <summary>A second factor: it must be set up first.</summary>
    SecondFactor,
}

/// <summary>Somebody whose password was right and who is not in yet: a cookie of ten minutes that opens nothing but the next step.</summary>
internal static class HalfWay
{
    public const string Scheme = "HalfWay";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const string What = "ordi2:missing";

    public static AuthenticationBuilder AddHalfWay(this AuthenticationBuilder authentication) => authentication.AddCookie(Scheme, cookie =>
    {
        cookie.Cookie.Name = "ordi2-halfway";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.Path = "/sign-in";
        cookie.ExpireTimeSpan = Life;
        cookie.SlidingExpiration = false;
    });

    public static Task GoHalfWayAsync(this HttpContext context, string person, Missing missing) => context.SignInAsync(
        Scheme, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person), new(What, missing.ToString())], Scheme)));

    /// <summary>The person who is half way in and lacks this.</summary>
    public static async Task<string?> WhoLacksAsync(this HttpContext context, Missing missing)
    {
        var result = await context.AuthenticateAsync(Scheme);
        return result.Principal is { } half && half.HasClaim(What, missing.ToString()) ? half.FindFirstValue(ClaimTypes.NameIdentifier) : null;
    }

    public static Task LeaveHalfWayAsync(this HttpContext context) => context.SignOutAsync(Scheme);
}
