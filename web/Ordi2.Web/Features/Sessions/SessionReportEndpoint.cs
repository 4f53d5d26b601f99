using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Access;
using Ordi2.Domain.Sessions;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Sessions;

/// <summary>The hours and counts of the sessions that took place, summed: for a dossier, for an EPN, for a whole pole. No names.</summary>
internal static class SessionReportEndpoint
{
    public static void MapSessionReport(this IEndpointRouteBuilder app) => app.MapGet("/api/session-report", GetAsync)
        .RequireAuthorization(AccessFeature.Api)
        .Produces<SessionSums>()
        .MayAnswer(400, 401, 429)
        .WithName("getSessionReport")
        .WithTags("Sessions")
        .WithSummary("Hours, participants, QPV share, women, men and ages of the sessions that took place and that you may see. Days are first and last, both counted.");

    private static async Task<IResult> GetAsync(HttpContext context, AggregateQueries aggregates, string? dossier, string? epn, string? from, string? to)
    {
        if (!TryDay(from, DateOnly.MinValue, out var first))
        {
            return Problems.Field(FieldError.Of("from", "field-wrong"));
        }

        if (!TryDay(to, DateOnly.MaxValue, out var last))
        {
            return Problems.Field(FieldError.Of("to", "field-wrong"));
        }

        var caller = context.Caller();
        var sessions = new List<SessionTerms>();
        var filter = new AggregateFilter
        {
            Kind = "session",
            Party = caller.Role is Role.System ? null : caller.Organisation.Text,
            Relations = Sights.Wanted("session", caller.Role).Bits,
            Limit = AggregateFilter.MostRows,
        };

        for (string? after = null; ;)
        {
            var rows = await aggregates.ListAsync(filter with { After = after }, context.RequestAborted);

            sessions.AddRange(rows
                .Select(row => JsonSerializer.Deserialize<SessionTerms>(row.Row.Body, WireJson.Options)!)
                .Where(session => session.Date >= first && session.Date <= last
                    && (dossier is null || session.Dossier.Text == dossier)
                    && (epn is null || session.Epn.Text == epn)));

            if (rows.Length < filter.Limit)
            {
                break;
            }

            after = rows[^1].Row.Id;
        }

        return ResponseJson.Ok(new SessionSums(
            SessionReport.Of(sessions),
            SessionReport.By(sessions, session => session.Dossier.Text),
            SessionReport.By(sessions, session => session.Epn.Text)));
    }

    private static bool TryDay(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}

/// <summary>The sums of sessions: all together, for each dossier, for each EPN that held them.</summary>
internal sealed record SessionSums(
    SessionReport All,
    IReadOnlyDictionary<string, SessionReport> ByDossier,
    IReadOnlyDictionary<string, SessionReport> ByEpn);
