using System.Collections.Concurrent;
using System.Globalization;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Scanner.Simulation.Planning;

namespace Ordi2.Scanner.Simulation.Playing;

/// <summary>How the plan is played.</summary>
/// <param name="DevicePrefix">First part of the names of the devices.</param>
/// <param name="DevicesOfAnAccount">How many devices one person scans with.</param>
/// <param name="BatchSize">Most scans in one request, 1 to 500.</param>
/// <param name="Parallel">Requests at the same time.</param>
/// <param name="Start">When the first scan happened.</param>
/// <param name="Length">How long the way of one gift took.</param>
/// <param name="Spread">Over which time the gifts began.</param>
internal sealed record PlaySettings(
    string DevicePrefix, int DevicesOfAnAccount, int BatchSize, int Parallel, DateTimeOffset Start, TimeSpan Length, TimeSpan Spread = default);

/// <summary>How long a part of the plan took.</summary>
internal sealed record StageTime(string Name, double Seconds);

/// <summary>What the scans came to.</summary>
internal sealed class PlayResult
{
    private int _scans;
    private int _repeated;
    private int _outOfOrder;
    private int _wrongCustody;
    private int _findings;
    private int _acts;
    private int _unexpectedCount;

    public int Scans => _scans;

    public int Acts => _acts;

    public int Repeated => _repeated;

    public int OutOfOrder => _outOfOrder;

    public int WrongCustody => _wrongCustody;

    public int Findings => _findings;

    public int UnexpectedCount => _unexpectedCount;

    /// <summary>What was answered otherwise than planned, in words; the first hundred.</summary>
    public ConcurrentQueue<string> Unexpected { get; } = new();

    /// <summary>How long each part of the plan took, in seconds.</summary>
    public List<StageTime> Stages { get; } = [];

    public ConcurrentDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    public void Note(PlannedScan scan, ScanAnswer answer)
    {
        Interlocked.Increment(ref _scans);
        Outcomes.AddOrUpdate(answer.Outcome, 1, (_, count) => count + 1);

        _ = scan.Disturbance switch
        {
            Disturbance.Repeated => Interlocked.Increment(ref _repeated),
            Disturbance.OutOfOrder => Interlocked.Increment(ref _outOfOrder),
            Disturbance.WrongCustody => Interlocked.Increment(ref _wrongCustody),
            _ => 0,
        };

        if (answer.Finding is not null)
        {
            Interlocked.Increment(ref _findings);
        }

        if (!Fits(scan.Expected, answer.Outcome))
        {
            Surprise($"{scan.Label} {CommandCatalog<MachineCommand>.StepOf(scan.Command)} by {scan.By.Role} of {scan.By.Organisation}: {answer.Outcome} at {answer.Status}"
                + $"{(answer.Reason is null ? string.Empty : $" ({answer.Reason.Code}: {answer.Reason.Message})")}, not {scan.Expected}");
        }
    }

    public void NoteAct(PlannedAct act, string? refused)
    {
        Interlocked.Increment(ref _acts);
        if (refused is not null && !(act.DoneAlready is { } code && refused.Contains(code, StringComparison.Ordinal)))
        {
            Surprise(refused);
        }
    }

    private void Surprise(string what)
    {
        if (Interlocked.Increment(ref _unexpectedCount) <= 100)
        {
            Unexpected.Enqueue(what);
        }
    }

    // A simulation that is run again with the same seed gets the first answers again.
    private static bool Fits(Expected expected, string outcome) => expected switch
    {
        Expected.Accepted => outcome is "accepted" or "accepted-with-finding" or "duplicate",
        Expected.Held => outcome is "held" or "duplicate",
        Expected.Duplicate => outcome is "duplicate",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Plays a plan: acts in chains, scans in waves, several devices at the same time.</summary>
internal sealed class Player(Api api, PlaySettings settings, int ticks, TimeProvider clock)
{
    public async Task<PlayResult> PlayAsync(Plan plan, Action<string, int> progress, CancellationToken cancellation)
    {
        var result = new PlayResult();

        foreach (var stage in plan.Stages)
        {
            var begun = clock.GetTimestamp();
            await EachAsync(stage.Acts, async chain =>
            {
                foreach (var act in chain)
                {
                    result.NoteAct(act, await DoAsync(act, cancellation));
                    progress(stage.Name, 1);
                }
            }, cancellation);

            foreach (var wave in stage.Waves)
            {
                await EachAsync(BatchesOf(wave), async batch =>
                {
                    await SendAsync(batch, result, cancellation);
                    progress(stage.Name, batch.Scans.Count);
                }, cancellation);
            }

            result.Stages.Add(new(stage.Name, Math.Round(clock.GetElapsedTime(begun).TotalSeconds, 2)));
        }

        return result;
    }

    private async Task<string?> DoAsync(PlannedAct act, CancellationToken cancellation)
    {
        if (act.NotBefore - clock.GetUtcNow() is { } rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, clock, cancellation);
        }

        return await api.DoAsync(act, cancellation);
    }

    private async Task SendAsync(Batch batch, PlayResult result, CancellationToken cancellation)
    {
        var left = batch.Scans;

        for (var attempt = 1; left.Count > 0; attempt++)
        {
            var answers = await api.ScanAsync(batch.By, batch.Device, left, OccurredAt, cancellation);
            List<PlannedScan> again = [];

            for (var i = 0; i < left.Count; i++)
            {
                if (answers[i].Reason?.Code is "try-again" && attempt < 5)
                {
                    again.Add(left[i]);
                }
                else
                {
                    result.Note(left[i], answers[i]);
                }
            }

            left = again;
        }
    }

    /// <summary>One request is of one device; a machine always meets the same device of a person, so that a repetition is one.</summary>
    /// <summary>What one device sends together; the scans of one machine are never torn apart.</summary>
    private IEnumerable<Batch> BatchesOf(IEnumerable<PlannedScan> wave) => wave
        .GroupBy(scan => (scan.By, Device: DeviceOf(scan)))
        .SelectMany(group =>
        {
            var machines = group.GroupBy(scan => scan.Label.Text, StringComparer.Ordinal).Select(scans => scans.ToArray()).ToArray();
            return machines.Chunk(Math.Max(1, settings.BatchSize / machines.Max(scans => scans.Length)))
                .Select(some => new Batch(group.Key.By, group.Key.Device, [.. some.SelectMany(scans => scans)]));
        });

    private string DeviceOf(PlannedScan scan)
    {
        var number = scan.Label.Text.Sum(sign => sign) % settings.DevicesOfAnAccount;
        return $"{settings.DevicePrefix}-{scan.By.OrganisationId}-{(int)scan.By.Role}-{number.ToString(CultureInfo.InvariantCulture)}";
    }

    private DateTimeOffset OccurredAt(PlannedScan scan) => settings.Start + (settings.Spread * scan.Shift) + (settings.Length * ((double)scan.Tick / Math.Max(1, ticks)));

    private Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> act, CancellationToken cancellation) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = settings.Parallel, CancellationToken = cancellation },
        async (item, _) => await act(item));

    private sealed record Batch(Account By, string Device, IReadOnlyList<PlannedScan> Scans);
}
