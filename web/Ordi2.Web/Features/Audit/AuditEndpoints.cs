using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Audit;

/// <summary>What was refused and what was administered, for coordinators.</summary>
internal static class AuditEndpoints
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditTrail>()
        .AddHostedService(provider => provider.GetRequiredService<AuditTrail>());

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/audit", GetAsync)
            .RequireAuthorization(AccessFeature.Api)
            .Produces<AuditList>()
            .MayAnswer(400, 401, 403, 429)
            .WithName("getAudit")
            .WithTags("Audit")
            .WithSummary("What was refused and what was administered among the organisations of your pole, the latest first. For coordinators.");

        return app;
    }

    private static async Task<IResult> GetAsync(
        HttpContext context, IAuditLog log, string? what, string? code, string? organisation, string? since, string? until, string? cursor, string? limit)
    {
        var caller = context.Caller();

        if (caller.SeenOf("audit", RelationSet.Of(Relation.ItsPole)).IsNothing)
        {
            return Problems.From(Refusal.Forbidden("not-allowed"));
        }

        var query = context.Request.Query;
        var page = PageQuery.Read(query, out var error);
        var filter = new AuditFilter
        {
            Pole = caller.Role is Role.System ? null : caller.Organisation.Text,
            PoleRelation = RelationSet.Of(Relation.ItsPole).Bits,
            What = PageQuery.Filter(query, "what", ref error),
            Code = PageQuery.Filter(query, "code", ref error),
            Organisation = PageQuery.Filter(query, "organisation", ref error),
            Since = PageQuery.Moment(query, "since", ref error),
            Until = PageQuery.Moment(query, "until", ref error),
            Cursor = page?.Cursor,
            Limit = page?.Limit ?? 1,
        };

        if (error is not null)
        {
            return Problems.Field(error);
        }

        try
        {
            var found = await log.ListAsync(filter, context.RequestAborted);
            return ResponseJson.Ok(new AuditList([.. found.Entries.Select(AuditView.Of)], found.Cursor));
        }
        catch (InvalidCursorException)
        {
            return Problems.Field(FieldError.Of("cursor", "field-wrong"));
        }
    }
}

/// <summary>One entry as the API shows it.</summary>
internal sealed record AuditView(
    DateTimeOffset At, string What, string? Code, string? Person, string? Organisation, string? Role, string? Device, string? About, int Times)
{
    public static AuditView Of(AuditEntry entry) => new(
        entry.At, entry.What, entry.Code, entry.Actor, entry.Organisation, entry.Role, entry.Device, entry.About, entry.Times);
}

/// <summary>A page of entries.</summary>
internal sealed record AuditList(ImmutableArray<AuditView> Items, string? Cursor);
