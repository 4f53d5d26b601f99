using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Machines;

internal static class MachineEndpoints
{
    public static IServiceCollection AddMachines(this IServiceCollection services) => services.AddSingleton<MachineSight>();

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

    private static async Task<IResult> GetAsync(string code, HttpContext context, CodeResolver codes, MachineQueries machines, MachineSight sight)
    {
        var (machine, problem) = await FindAsync(code, context, codes, machines, sight);
        return problem ?? ResponseJson.Ok(MachineView.Of(machine!) with { Labels = await machines.LabelsAsync(machine!.Id, context.RequestAborted) });
    }

    private static async Task<IResult> HistoryAsync(string code, HttpContext context, CodeResolver codes, MachineQueries machines, MachineSight sight)
    {
        var (machine, problem) = await FindAsync(code, context, codes, machines, sight);
        return problem ?? new MachineHistory(machine!.Id, await machines.HistoryAsync(machine.Id, context.RequestAborted));
    }

    private static async Task<(MachineRow? Machine, IResult? Problem)> FindAsync(
        string code, HttpContext context, CodeResolver codes, MachineQueries machines, MachineSight sight)
    {
        var resolved = await codes.ResolveAsync(code);

        if (resolved.Refused is { } refused)
        {
            return (null, Problems.From(refused));
        }

        return await machines.FindAsync(resolved.Machine!, context.RequestAborted) is { } machine
            && await sight.MaySeeAsync(context.Caller(), machine, context.RequestAborted)
                ? (machine, null)
                : (null, Problems.From(Refusal.NotFound("not-found")));
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        MachineQueries machines,
        MachineSight sight,
        string? status,
        string? site,
        string? holder,
        string? donation,
        string? dossier,
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
            StartsWith = PageQuery.Filter(query, "q", ref error)?.Replace(" ", string.Empty, StringComparison.Ordinal),
            Cursor = page?.Cursor,
            Limit = page?.Limit ?? 1,
        };

        if (error is not null)
        {
            return Problems.Field(error);
        }

        if (await NarrowAsync(filter, context.Caller(), sight, context.RequestAborted) is not { } narrowed)
        {
            return ResponseJson.Ok(new MachineList([], null));
        }

        try
        {
            return ResponseJson.Ok(MachineList.Of(await machines.ListAsync(narrowed, context.RequestAborted)));
        }
        catch (InvalidCursorException)
        {
            return Problems.Field(FieldError.Of("cursor", "field-wrong"));
        }
    }

    /// <summary>No more than the caller may see; nothing at all for somebody else's machines.</summary>
    private static async ValueTask<MachineFilter?> NarrowAsync(
        MachineFilter filter, Caller caller, MachineSight sight, CancellationToken cancellationToken)
    {
        var organisation = caller.Organisation.Text;

        if (caller.Role is Role.System)
        {
            return filter;
        }

        if (caller.Role is Role.Coordinator)
        {
            return filter with { Pole = organisation };
        }

        if ((filter.Donation is { } donation && await sight.IsPartyAsync("donation", donation, organisation, cancellationToken))
            || (filter.Dossier is { } dossier && await sight.IsPartyAsync("dossier", dossier, organisation, cancellationToken)))
        {
            return filter;
        }

        return filter.Holder is null || filter.Holder == organisation ? filter with { Holder = organisation } : null;
    }
}
