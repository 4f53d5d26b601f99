using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Audit;

namespace Ordi2.Silo.Streams;

/// <summary>
/// What is kept of refusals, so that whoever asks for nonsense a thousand times a second fills nothing, and nothing that somebody
/// typed stays for ever.
/// </summary>
/// <remarks>
/// A refused scan is kept as a row, and sent again gets the same answer, for as long as the ledger is: of each person the first
/// <see cref="MostScans"/> in <see cref="Day"/> of one process. One beyond these is decided anew when it is sent again, and where
/// its machine has changed since, so may its answer. What a kept refusal names that makes no
/// sense or does not exist, somebody typed: it is known to the awake machine alone. A refused command to anything else leaves only
/// its line in the audit log: asked again with the same id it is decided again. Of one person in <see cref="Window"/> there are at
/// most <see cref="MostLines"/> such lines, and then one that says how many more there were.
/// </remarks>
internal sealed partial class RefusalBook(ILedger ledger, IAuditLog audit, TimeProvider clock, ILogger<RefusalBook> logger) : BackgroundService
{
    public const int MostScans = 500;
    public const int MostLines = 30;

    public static readonly TimeSpan Day = TimeSpan.FromDays(1);
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Under the name that the audit log gives to the refused scans of the ledger.</summary>
    private const string What = "command-refused";

    /// <summary>Stands for what somebody typed.</summary>
    private const string LeftOut = "…";

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Person, string Organisation), (DateTimeOffset Since, int Times)> _scans = [];
    private readonly Dictionary<(string Person, string Organisation), Lines> _lines = [];
    private DateTimeOffset _swept;

    /// <summary>Keeps a refused scan, once for a device and scan id.</summary>
    /// <param name="key">Of which machine.</param>
    /// <param name="scan">Which scan.</param>
    /// <param name="step">What it asked.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="caller">To whom.</param>
    /// <returns>Whether it is kept: otherwise the scan is decided anew when it is sent again.</returns>
    public async Task<bool> KeepAsync(string key, Scan scan, string step, Refusal reason, Caller caller)
    {
        if (caller.Role is not Role.System && !HasRoom(caller))
        {
            await NoteAsync("scan", null, step, reason, caller);
            return false;
        }

        var kept = reason.Kind is RefusalKind.Invalid or RefusalKind.NotFound ? reason with { Arguments = [.. reason.Arguments.Select(_ => LeftOut)] } : reason;
        await ledger.RecordRefusalAsync(new(
            key,
            caller.Device.Text,
            scan.ScanId,
            step,
            reason.Code,
            JsonSerializer.Serialize(kept, WireJson.Options),
            scan.OccurredAt,
            clock.Now(),
            caller.Person.Text,
            caller.Organisation.Text));
        return true;
    }

    /// <summary>Notes a refused command.</summary>
    /// <param name="kind">Of which kind of aggregate.</param>
    /// <param name="key">Which one; nothing where there is none of this name.</param>
    /// <param name="step">What was asked.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="caller">To whom.</param>
    public async Task NoteAsync(string kind, string? key, string step, Refusal reason, Caller caller)
    {
        if (Take(kind, key, step, reason, caller) is { Count: > 0 } entries)
        {
            await audit.AddAsync(entries);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Window, clock);

            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(Over(clock.Now()));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // How often it came again is still written before the silo ends.
            await WriteAsync(Over(DateTimeOffset.MaxValue));
        }
    }

    private async Task WriteAsync(List<AuditEntry> entries)
    {
        try
        {
            if (entries.Count > 0)
            {
                await audit.AddAsync(entries);
            }
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, entries.Count);
        }
    }

    private bool HasRoom(Caller caller)
    {
        var now = clock.Now();
        var who = (caller.Person.Text, caller.Organisation.Text);

        lock (_gate)
        {
            var (since, times) = _scans.GetValueOrDefault(who);

            if (times == 0 || now - since >= Day)
            {
                foreach (var old in _scans.Where(one => now - one.Value.Since >= Day).Select(one => one.Key).ToArray())
                {
                    _scans.Remove(old);
                }

                (since, times) = (now, 0);
            }

            _scans[who] = (since, Math.Min(times, MostScans) + 1);
            return times < MostScans;
        }
    }

    /// <returns>What has to be written now: this one as long as there are few, and how many more there were of whom it is over.</returns>
    private List<AuditEntry> Take(string kind, string? key, string step, Refusal reason, Caller caller)
    {
        var now = clock.Now();
        var who = (caller.Person.Text, caller.Organisation.Text);

        lock (_gate)
        {
            var entries = now - _swept < TimeSpan.FromSeconds(1) ? [] : Over(now);
            var entry = new AuditEntry(now, What)
            {
                Actor = caller.Person.Text,
                Organisation = caller.Organisation.Text,
                Role = caller.Role.Code(),
                Device = caller.Device.Text,
            };
            var lines = _lines.GetValueOrDefault(who, new(now, 0, entry));

            if (lines.Count < MostLines)
            {
                _lines[who] = lines with { Count = lines.Count + 1 };
                entries.Add(entry with { Code = reason.Code, About = $"{key ?? kind} {step}" });
            }
            else
            {
                _lines[who] = lines with { Count = lines.Count + 1, Latest = entry };
            }

            return entries;
        }
    }

    /// <summary>How many more there were of whoever began so long ago that it is over.</summary>
    private List<AuditEntry> Over(DateTimeOffset now)
    {
        lock (_gate)
        {
            _swept = now == DateTimeOffset.MaxValue ? _swept : now;
            var over = _lines.Where(one => now - one.Value.Since >= Window).ToArray();

            foreach (var (who, _) in over)
            {
                _lines.Remove(who);
            }

            return [.. over.Where(one => one.Value.Count > MostLines).Select(one => one.Value.Latest with { Times = one.Value.Count - MostLines })];
        }
    }

    /// <param name="Since">When the first of them came.</param>
    /// <param name="Count">How many came since.</param>
    /// <param name="Latest">The last one, without what it was about.</param>
    private readonly record struct Lines(DateTimeOffset Since, int Count, AuditEntry Latest);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} entries about refusals could not be written.")]
        public static partial void Failed(ILogger logger, Exception exception, int count);
    }
}
