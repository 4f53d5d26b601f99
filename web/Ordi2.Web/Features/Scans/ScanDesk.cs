using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Features.Scans;

/// <summary>The answer to one scan: a machine's receipt, or the reason why no machine was asked.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Answer(Guid ScanId, ScanReceipt? Receipt, Refusal? Refused, bool KeyboardLayoutWrong);

/// <summary>
/// Brings scans to their machines: each machine is asked once, with its scans in the order in which they happened, all
/// machines at the same time. The answers stand in the order of the request.
/// </summary>
internal sealed partial class ScanDesk(IGrainFactory grains, CodeResolver codes, LayoutTrail layouts, ILogger<ScanDesk> logger)
{
    // A label leads to its machine in one step; two are allowed in case a machine was labelled anew meanwhile.
    private const int MostAliases = 3;

    public async Task<Answer[]> TakeAsync(ScanBatch batch, Caller caller)
    {
        var answers = new Answer[batch.Scans.Count];
        var machines = new Dictionary<string, List<int>>(batch.Scans.Count, StringComparer.Ordinal);

        for (var i = 0; i < answers.Length; i++)
        {
            var scan = batch.Scans[i];
            answers[i] = new(scan.ScanId, null, scan.Refused, false);

            if (scan.Refused is not null)
            {
                continue;
            }

            var resolved = await codes.ResolveAsync(scan.Code!);
            answers[i] = answers[i] with { Refused = resolved.Refused, KeyboardLayoutWrong = resolved.KeyboardLayoutWrong };

            if (resolved.Machine is { } machine)
            {
                ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(machines, machine, out _);
                (places ??= new(1)).Add(i);
            }
        }

        if (answers.Any(answer => answer.KeyboardLayoutWrong))
        {
            layouts.Note(caller);
        }

        // One machine is the usual case of a handheld: no list of tasks for it.
        if (machines.Count == 1)
        {
            var (machine, places) = machines.First();
            await AskAsync(machine, places, batch.Scans, answers, caller);
        }
        else if (machines.Count > 1)
        {
            await Task.WhenAll(machines.Select(pair => AskAsync(pair.Key, pair.Value, batch.Scans, answers, caller)));
        }

        return answers;
    }

    private async Task AskAsync(string machine, List<int> places, List<SentScan> scans, Answer[] answers, Caller caller)
    {
        // Two scans of the same moment keep the order in which they were sent.
        ReadOnlySpan<int> sent = CollectionsMarshal.AsSpan(places);
        var ordered = sent.Length == 1 ? [sent[0]] : places.OrderBy(place => scans[place].OccurredAt).ThenBy(place => place).ToArray();

        try
        {
            for (var hop = 0; hop < MostAliases && ordered.Length > 0; hop++)
            {
                var asked = ImmutableArray.CreateBuilder<Scan>(ordered.Length);

                foreach (var place in ordered)
                {
                    var scan = scans[place];
                    asked.Add(new(scan.ScanId, scan.OccurredAt, scan.Site, scan.Command!));
                }

                var receipts = await grains.GetGrain<IMachineGrain>($"machine/{machine}").ScanAsync(asked.MoveToImmutable(), caller);
                var again = default(List<int>);

                for (var i = 0; i < ordered.Length; i++)
                {
                    if (receipts[i].AliasOf is { } alias)
                    {
                        (machine, again) = (alias.Text, again ?? []);
                        again.Add(ordered[i]);
                    }
                    else
                    {
                        answers[ordered[i]].Receipt = receipts[i];
                    }
                }

                ordered = again is null ? [] : [.. again];
            }
        }
#pragma warning disable CA1031 // Whatever happened to one machine, the others have their answers; this one is asked again with the same ids.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.MachineFailed(logger, machine, exception);
        }

        foreach (var place in places)
        {
            if (answers[place].Receipt is null)
            {
                answers[place].Refused = Refusal.Conflict("try-again");
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The machine {Machine} did not answer; its scans are to be sent again.")]
        public static partial void MachineFailed(ILogger logger, string machine, Exception exception);
    }
}
