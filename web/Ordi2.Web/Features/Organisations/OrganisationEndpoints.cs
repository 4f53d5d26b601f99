using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Organisations;

internal static class OrganisationEndpoints
{
    public static void MapOrganisations(this IEndpointRouteBuilder app)
    {
        app.MapNoun(new Noun<OrganisationCommand, OrganisationProfile>
        {
            Plural = "organisations",
            Kind = "organisation",
            OfTheSystem = OrganisationLife.Table.OfTheSystem,
            Creation = "register",
            Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IOrganisationGrain>(key).DoAsync(command, caller, commandId),
        });

        app.MapGroup("/api/organisations").WithTags("Organisations").RequireAuthorization(AccessFeature.Api)
            .MapGet("/{id}/attached", AttachedAsync)
            .Produces<Attached>()
            .MayAnswer(401, 404, 429)
            .WithName("organisation-attached")
            .WithSummary("What hangs on an organisation and keeps it from being closed: every machine, loan, delivery, dossier and session, and how many. For itself and its pole.");
    }

    private static async Task<IResult> AttachedAsync(string id, HttpContext context, AggregateQueries aggregates, AttachmentQueries attachments) =>
        AggregateIds.IsOne(id)
        && context.Caller() is var caller
        && await aggregates.GetAsync("organisation", id, caller.Organisation.Text, context.RequestAborted) is { } related
        && caller.SeenOf("attached", new(related.Relations)).IsAll
            ? ResponseJson.Ok(await attachments.OfAsync(new(id), context.RequestAborted))
            : Problems.From(Refusal.NotFound("not-found"));
}
