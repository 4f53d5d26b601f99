using Ordi2.Contracts;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Inbox;

/// <summary>What waits for a person: machines with held scans or findings that nobody has settled.</summary>
internal static class InboxEndpoints
{
    public static IEndpointRouteBuilder MapInbox(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/inbox", GetAsync)
            .RequireAuthorization(AccessFeature.Api)
            .Produces<MachineList>()
            .MayAnswer(400, 401, 403, 429)
            .WithName("getInbox")
            .WithTags("Inbox")
            .WithSummary("Machines with held scans or open findings, and these scans, those first whose operator is in doubt: of the pole for its coordinator, of the workshop for its supervisor.");

        return app;
    }

    private static async Task<IResult> GetAsync(HttpContext context, Exceptions exceptions, MachineQueries machines, string? cursor, string? limit)
    {
        if (PageQuery.Read(context.Request.Query, out var error) is not { } page)
        {
            return Problems.Field(error!);
        }

        var caller = context.Caller();

        if (!Exceptions.MayOpen(caller))
        {
            return Problems.From(Refusal.Forbidden("not-allowed"));
        }

        try
        {
            var (rows, next) = await exceptions.WaitingRowsAsync(caller, page.Cursor, page.Limit, context.RequestAborted);

            // Asked together, the histories are one question to the database.
            var language = Language.Of(context.Request);
            var items = await Task.WhenAll(rows.Select(async row => MachineView.Of(row) with
            {
                Waiting = row.HeldScans == 0 ? [] : WaitingScans.Of(await machines.HistoryAsync(row.Id, context.RequestAborted), caller, language),
            }));
            return ResponseJson.Ok(new MachineList([.. items], next));
        }
        catch (InvalidCursorException)
        {
            return Problems.Field(FieldError.Of("cursor", "field-wrong"));
        }
    }
}
