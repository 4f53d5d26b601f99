using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Machines;

internal static class MachineEndpoints
{
    public static IEndpointRouteBuilder MapMachines(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/machines").WithTags("Machines").RequireAuthorization(AccessFeature.Api);

        group.MapGet("/{code}", GetAsync)
            .Produces<MachineView>()
            .MayAnswer(401, 404, 409, 422, 429)
            .WithName("getMachine")
            .WithSummary("One machine, by anything that a scanner may read from it.");

        group.MapGet("/{code}/history", HistoryAsync)
            .Produces<HistoryShape>()
            .MayAnswer(401, 404, 409, 422, 429)
            .WithName("getMachineHistory")
            .WithSummary("Every event of a machine, with its hash, and every scan that was refused.");

        group.MapGet("", ListAsync)
            .Produces<MachineList>()
            .MayAnswer(400, 401, 429)
            .WithName("listMachines")
            .WithSummary("The machines of your pole, for a coordinator; else those that you hold, or those of a donation or dossier of yours.");

        return app;
    }

    private static async Task<IResult> GetAsync(string code, HttpContext context, CodeResolver codes, MachineQueries machines)
    {
        var (found, seen, refused) = await codes.FindSeenAsync(code, context.Caller(), context.RequestAborted);
        return refused is not null
            ? Problems.From(refused)
            : ResponseJson.Ok(CallerSight.Cut(
                MachineView.Of(found.Row) with { Labels = await machines.LabelsAsync(found.Row.Id, context.RequestAborted) }, seen));
    }

    private static async Task<IResult> HistoryAsync(string code, HttpContext context, CodeResolver codes, MachineQueries machines, RulesInForce rules)
    {
        var (found, seen, refused) = await codes.FindSeenAsync(code, context.Caller(), context.RequestAborted);

        // Who sees a summary knows that there is a history, and whose it is not: theirs.
        return refused is not null ? Problems.From(refused)
            : !seen.IsAll ? Problems.From(Refusal.Forbidden("not-allowed"))
            : new MachineHistory(found.Row.Id, await machines.HistoryAsync(found.Row.Id, context.RequestAborted), await rules.PeopleAsync(context.Caller()));
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        MachineQueries machines,
        AggregateQueries aggregates,
        string? status,
        string? site,
        string? holder,
        string? donation,
        string? dossier,
        string? owner,
        string? delivery,
        string? loan,
        string? batch,
        string? since,
        string? until,
        string? due,
        string? q,
        string? cursor,
        string? limit)
    {
        var query = context.Request.Query;
        var page = PageQuery.Read(query, out var error);
        var place = PageQuery.Filter(query, "status", ref error);
        var known = MachineStatus.None;

        if (place is not null && !Codes.TryParse(place, out known))
        {
            error ??= FieldError.Of("status", "field-wrong");
        }

        var filter = new MachineFilter
        {
            Status = place is null ? null : known,
            Site = PageQuery.Filter(query, "site", ref error),
            Holder = PageQuery.Filter(query, "holder", ref error),
            Donation = PageQuery.Filter(query, "donation", ref error),
            Dossier = PageQuery.Filter(query, "dossier", ref error),
            Owner = PageQuery.Filter(query, "owner", ref error),
            Delivery = PageQuery.Filter(query, "delivery", ref error),
            Loan = PageQuery.Filter(query, "loan", ref error),
            Batch = PageQuery.Filter(query, "batch", ref error),
            Since = PageQuery.Moment(query, "since", ref error),
            Until = PageQuery.Moment(query, "until", ref error),
            DueBefore = PageQuery.Moment(query, "due", ref error),
            StartsWith = PageQuery.Filter(query, "q", ref error)?.Replace(" ", string.Empty, StringComparison.Ordinal),
            Cursor = page?.Cursor,
            Limit = page?.Limit ?? 1,
        };

        if (error is not null)
        {
            return Problems.Field(error);
        }

        if (await MachineLists.NarrowAsync(filter, context.Caller(), aggregates, context.RequestAborted) is not ({ } narrowed, var seen))
        {
            return ResponseJson.Ok(new MachineList([], null));
        }

        try
        {
            var found = await machines.ListAsync(narrowed, context.RequestAborted);
            return ResponseJson.Ok(seen.IsAll ? MachineList.Of(found) : (object)MachineList.Of(found).CutTo(seen));
        }
        catch (InvalidCursorException)
        {
            return Problems.Field(FieldError.Of("cursor", "field-wrong"));
        }
    }
}
