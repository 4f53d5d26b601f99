using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
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

    private static async Task<IResult> GetAsync(HttpContext context, SessionQueries sessions, string? dossier, string? epn, string? from, string? to)
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
        var filter = new SessionFilter { Dossier = dossier, Epn = epn, From = from is null ? null : first, To = to is null ? null : last };
        return ResponseJson.Ok(await ReadAsync(sessions, caller, filter, context.RequestAborted));
    }

    /// <summary>The sums of the sessions that somebody sees, for the API and for the page.</summary>
    public static async Task<SessionSums> ReadAsync(SessionQueries sessions, Caller caller, SessionFilter filter, CancellationToken cancellationToken)
    {
        var sums = await sessions.SumAsync(
            filter with
            {
                Party = caller.Role is Role.System ? null : caller.Organisation.Text,
                Relations = Sights.Wanted("session", caller.Role).Bits,
            },
            cancellationToken);
        return new(Together(sums), By(sums, sum => sum.Dossier), By(sums, sum => sum.Epn));
    }

    private static SessionReport Together(IEnumerable<SessionSum> sums) => SessionReport.Of(sums.Select(sum => (sum.Sessions, sum.Minutes, sum.Counts)));

    private static ImmutableSortedDictionary<string, SessionReport> By(IEnumerable<SessionSum> sums, Func<SessionSum, string> key) => sums
        .GroupBy(key, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(group => group.Key, Together, StringComparer.Ordinal);

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
