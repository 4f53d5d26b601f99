using System.Collections.Immutable;
using Microsoft.AspNetCore.Authentication;
using Ordi2.Contracts;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Accounts;

/// <summary>One membership of whoever asks.</summary>
internal sealed record MyMembership(string Id, string Organisation, string Name, Role Role, bool Manages, bool InUse);

/// <summary>Whoever asks: the person, opaque, what they are at this moment, and what else they may be.</summary>
/// <param name="Person">Opaque.</param>
/// <param name="Organisation">For whom they speak.</param>
/// <param name="Role">In which role.</param>
/// <param name="Device">On which device.</param>
/// <param name="InTraining">Whether a supervisor confirms what they sort out.</param>
/// <param name="Called">How they are addressed; only for a person in a browser.</param>
/// <param name="Memberships">Everything that they may be; only for a person in a browser.</param>
internal sealed record Me(
    string Person, string Organisation, Role Role, string Device, bool InTraining, string? Called, ImmutableArray<MyMembership> Memberships);

internal static class MeEndpoint
{
    public static IEndpointRouteBuilder MapMe(this IEndpointRouteBuilder app)
    {
        app.MapPlain("GET", "/api/me", static () => Results.Empty, GetAsync)
            .Gives(200, typeof(Me))
            .MayAnswer(401, 429)
            .WithName("getMe")
            .WithTags("Accounts")
            .WithSummary("Who asks, by token or in a signed-in browser: person, organisation and role in use, and the other memberships of the person.");

        return app;
    }

    private static async Task<IResult> GetAsync(HttpContext context)
    {
        if (CallerClaims.CallerOf(context.User) is { } byToken)
        {
            return ResponseJson.Ok(Of(byToken, null, []));
        }

        // Only this question is also answered to a browser: what changes something through the API asks for a token.
        if (TokenHandler.Shown(context.Request) || !(await context.AuthenticateAsync(AccessFeature.Pages)).Succeeded || context.SignedIn() is not { } signedIn)
        {
            return Problems.Status(StatusCodes.Status401Unauthorized, Refusal.Forbidden("not-signed-in"));
        }

        var accounts = context.RequestServices.GetRequiredService<AccountDesk>();
        var houses = context.RequestServices.GetRequiredService<Houses>();
        var person = await accounts.OfIdAsync(signedIn.Session.Person);
        var memberships = ImmutableArray.CreateBuilder<MyMembership>();

        foreach (var membership in await accounts.MembershipsAsync(signedIn.Session.Person))
        {
            memberships.Add(new(
                membership.Id,
                membership.Organisation,
                await houses.NameAsync(membership.Organisation),
                membership.Role,
                membership.Manages,
                membership.Id == signedIn.Membership.Id));
        }

        return ResponseJson.Ok(Of(signedIn.Caller, person?.Called, memberships.ToImmutable()));
    }

    private static Me Of(Caller caller, string? called, ImmutableArray<MyMembership> memberships) => new(
        caller.Person.Text, caller.Organisation.Text, caller.Role, caller.Device.Text, caller.InTraining, called, memberships);
}
