using System.Security.Claims;
using Ordi2.Contracts;

namespace Ordi2.Web.Features.Access;

/// <summary>Who speaks, as claims and back: the same for a token and for a signed-in person.</summary>
internal static class CallerClaims
{
    private const string Person = ClaimTypes.NameIdentifier;
    private const string Organisation = "ordi2:organisation";
    private const string Role = ClaimTypes.Role;
    private const string Device = "ordi2:device";
    private const string Session = "ordi2:session";
    private const string InTraining = "ordi2:in-training";

    /// <summary>Public name of the token or session: what is limited and logged, never the secret.</summary>
    private const string Key = "ordi2:key";

    public static ClaimsPrincipal Principal(Caller caller, string key, string scheme)
    {
        List<Claim> claims =
        [
            new(Person, caller.Person.Text),
            new(Organisation, caller.Organisation.Text),
            new(Role, caller.Role.Code()),
            new(Device, caller.Device.Text),
            new(Key, key),
        ];

        if (caller.InTraining)
        {
            claims.Add(new(InTraining, "true"));
        }

        return new(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>Who speaks, or <see langword="null"/> for somebody that nobody vouches for.</summary>
    public static Caller? CallerOf(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true }
        && user.FindFirstValue(Person) is { } person
        && user.FindFirstValue(Organisation) is { } organisation
        && Codes.TryParse<Role>(user.FindFirstValue(Role), out var role)
            ? new(new(person), new(organisation), role, new(user.FindFirstValue(Device) ?? "web"), user.HasClaim(InTraining, "true"))
            : null;

    /// <summary>What a cookie holds: the name of a session, and nothing that could grow old.</summary>
    public static ClaimsPrincipal OfSession(string id, string scheme) => new(new ClaimsIdentity([new(Session, id)], scheme));

    public static string? SessionOf(ClaimsPrincipal user) => user.FindFirstValue(Session);

    public static string? KeyOf(ClaimsPrincipal user) => user.FindFirstValue(Key);

    /// <summary>Who speaks, on an endpoint that demands it.</summary>
    public static Caller Caller(this HttpContext context) =>
        CallerOf(context.User) ?? throw new InvalidOperationException("This endpoint needs RequireAuthorization.");
}
