using Ordi2.Contracts;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Audit;

/// <summary>
/// Notes what the web refuses. Nobody waits for it, and somebody who knocks a thousand times a second makes one line a second
/// that says so: what is the same within a moment is counted, not repeated.
/// </summary>
internal sealed partial class AuditTrail(IAuditLog log, TimeProvider time, ILogger<AuditTrail> logger) : Trail<AuditEntry>(MostWaiting, time)
{
    /// <summary>Put in <see cref="HttpContext.Items"/> by whoever knows that the ledger has noted the refusal already.</summary>
    public static readonly object NotedByLedger = new();

    private const int MostWaiting = 10_000;

    // What found no place is counted.
    private int _dropped;

    /// <summary>Notes a refusal that HTTP tells with this status, where it is one of rights, of sign-in or of limits.</summary>
    public static void Note(HttpContext context, int status, Refusal refusal)
    {
        var what = status switch
        {
            StatusCodes.Status401Unauthorized when context.Request.Headers.Authorization.Count > 0 => "token-refused",
            StatusCodes.Status403Forbidden when !context.Items.ContainsKey(NotedByLedger) => "right-refused",
            StatusCodes.Status429TooManyRequests => "rate-limited",
            _ => null,
        };

        if (what is not null && context.RequestServices.GetService<AuditTrail>() is { } trail)
        {
            // The pattern of the route and not the path: what somebody typed does not belong in a log that is never changed.
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            trail.Note(what, CallerClaims.CallerOf(context.User), refusal.Code, $"{context.Request.Method} {route}".TrimEnd());
        }
    }

    public void Note(string what, Caller? caller, string? code, string? about)
    {
        if (!TryAdd(Entry(Time.GetUtcNow(), what, caller) with { Code = code, About = about }))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>An entry in the name of a caller.</summary>
    public static AuditEntry Entry(DateTimeOffset at, string what, Caller? caller) => new(at, what)
    {
        Actor = caller?.Person.Text,
        Organisation = caller?.Organisation.Text,
        Role = caller?.Role.Code(),
        Device = caller?.Device.Text,
    };

    protected override async Task WriteAsync(IReadOnlyList<AuditEntry> noted)
    {
        var together = new Dictionary<AuditEntry, (DateTimeOffset At, int Times)>();

        foreach (var entry in noted)
        {
            var same = entry with { At = default };
            together[same] = (entry.At, together.GetValueOrDefault(same).Times + 1);
        }

        var dropped = Interlocked.Exchange(ref _dropped, 0);
        AuditEntry[] entries =
        [
            .. together.Select(pair => pair.Key with { At = pair.Value.At, Times = pair.Value.Times }),
            .. dropped == 0 ? Array.Empty<AuditEntry>() : [new AuditEntry(Time.GetUtcNow(), "entries-dropped") { Times = dropped }],
        ];

        try
        {
            await log.AddAsync(entries);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, entries.Length);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} entries of the audit log could not be written.")]
        public static partial void Failed(ILogger logger, Exception exception, int count);
    }
}
