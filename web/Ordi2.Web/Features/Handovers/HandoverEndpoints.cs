using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Handovers;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Handovers;

internal static class HandoverEndpoints
{
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

    /// <summary>Makes a code: only what follows from it is kept, so that it is known here and nowhere else.</summary>
    public static async Task<(string Code, Reply<HandoverTerms> Reply)> MakeCodeAsync(IGrainFactory grains, HandoverId id, Caller caller)
    {
        var code = ShortCode.New();
        return (code, await grains.GetGrain<IHandoverGrain>($"handover/{id}").DoAsync(new MakeCode(SigningCode.Digest(id.Text, code)), caller, Guid.CreateVersion7()));
    }

    private static async Task<IResult> MakeAsync(HttpContext context)
    {
        var id = context.Request.RouteValues.Of("id");

        if (!AggregateIds.IsOne(id))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        var (code, reply) = await MakeCodeAsync(context.RequestServices.GetRequiredService<IGrainFactory>(), new HandoverId(id), context.Caller());

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
