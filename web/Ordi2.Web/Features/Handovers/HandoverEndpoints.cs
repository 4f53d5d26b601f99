using System.Security.Cryptography;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Domain.Handovers;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Handovers;

internal static class HandoverEndpoints
{
    private const int Codes = 1_000_000;

    public static void MapHandovers(this IEndpointRouteBuilder app)
    {
        app.MapNoun(new Noun<HandoverCommand, HandoverTerms>
        {
            Plural = "handovers",
            Kind = "handover",
            OfTheSystem = HandoverLife.Table.OfTheSystem,
            Creation = "offer",
            Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IHandoverGrain>(key).DoAsync(command, caller, commandId),
        });

        app.MapPlain("POST", "/api/handover-codes/{id}", One, MakeAsync)
            .RequireAuthorization(AccessFeature.Api)
            .Gives(StatusCodes.Status200OK, typeof(HandoverCode))
            .MayAnswer(401, 403, 404, 409, 429)
            .WithName("makeHandoverCode")
            .WithTags("Handovers")
            .WithSummary("A short code with which you sign on the other side's device. It is shown once, lives 15 minutes, and may be tried 5 times.");

        static void One(string id) => _ = id;
    }

    private static async Task<IResult> MakeAsync(HttpContext context)
    {
        var id = context.Request.RouteValues.Of("id");

        if (!AggregateIds.IsOne(id))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        var code = RandomNumberGenerator.GetInt32(Codes).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
        var reply = await context.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IHandoverGrain>($"handover/{id}")
            .DoAsync(new MakeCode(HandoverDecisions.Digest(new HandoverId(id), code)), context.Caller(), Guid.CreateVersion7());

        return reply switch
        {
            Refused<HandoverTerms> refused => Problems.From(refused.Reason),
            Done<HandoverTerms> done => ResponseJson.Ok(new HandoverCode(code, done.Value.CodeExpiresAt!.Value)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>A code that is shown once.</summary>
internal sealed record HandoverCode(string Code, DateTimeOffset ExpiresAt);
