using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Domain;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Machines;

/// <summary>What becomes durable, and that others hear of it: at once, or by whoever comes after a crash.</summary>
internal sealed partial class MachineGrain
{
    public async Task RetellAsync(long fromSeq, long toSeq) => await TellAgainAsync(fromSeq, toSeq);

    public async Task SettleAsync(Taking taken) => await ripples.SettleAsync(_id, await _stream.LookAsync(), taken);

    private async Task<bool> TellAgainAsync(long fromSeq, long toSeq)
    {
        var history = await _stream.LookAsync();
        var papers = PapersOf(history);
        var told = true;

        foreach (var recorded in history)
        {
            if (recorded.Seq >= fromSeq && recorded.Seq <= toSeq)
            {
                // As it was then, whatever was taken back before it.
                told &= await ripples.AfterAsync(_id, Machine.Fold(history[..(int)(recorded.Seq - 1)]), [recorded], papers);
            }
        }

        if (told)
        {
            await ledger.ToldAsync(_stream.Name, fromSeq);
        }

        return told;
    }

    /// <returns>Numbers of the documents that the facts made.</returns>
    private async Task<ImmutableArray<string>> WriteAsync(ImmutableArray<MachineEvent> events, Provenance from, string step)
    {
        // What a void step changed is only known from what came before it: the history is folded again.
        var history = events[0] is EventCorrected ? await _stream.LookAsync() : default;
        var before = _machine;
        var after = before;
        var tells = Ripples.Concern(events);

        var recorded = await _stream.AppendAsync(events, from, (append, added) =>
        {
            after = before;
            var reached = ImmutableArray.CreateBuilder<(string Scope, string Counter, int Amount)>(0);

            for (var i = 0; i < added.Length; i++)
            {
                var next = history.IsDefault ? after.Evolve(added[i]) : Machine.Fold([.. history, .. added[..(i + 1)]]);
                reached.AddRange(MachineRows.ReachedBetween(_id, after, next));
                after = next;
            }

            return append with
            {
                Machine = new MachineRowChange(MachineRows.Of(_id, before), MachineRows.Of(_id, after)!),
                Reached = reached.ToImmutable(),
                Labels = MachineRows.LabelsOf(_id, added),
                ExternalIds = MachineRows.ExternalIdsOf(events),
                Step = step,
                Tells = tells,
            };
        });

        var documents = ImmutableArray.CreateBuilder<string>(0);

        foreach (var one in recorded)
        {
            if (_answers.Note(one, after) is { } sheet)
            {
                documents.Add(WorkSheets.Number(WorkSheets.KindOf(one.Event)!.Value, _id, sheet).Text);
            }
        }

        _machine = after;
        _corrected |= !history.IsDefault;

        if (!tells)
        {
            return documents.ToImmutable();
        }

        if (await ripples.AfterAsync(_id, before, recorded, _corrected ? PapersOf(await _stream.LookAsync()) : null, documents))
        {
            await ledger.ToldAsync(_stream.Name, recorded[0].Seq);
        }
        else
        {
            _caughtUp = false;
        }

        return documents.ToImmutable();
    }

    /// <summary>
    /// What was written and not told, by this activation or one before it, comes before anything new that others hear of: told
    /// late, it would give away what the machine has taken since.
    /// </summary>
    private async Task CatchUpAsync(ImmutableArray<MachineEvent> events)
    {
        if (Ripples.Concern(events) || events.Any(one => one is MachineAllocated))
        {
            await CatchUpAsync();
        }
    }

    private async Task CatchUpAsync()
    {
        if (_caughtUp)
        {
            return;
        }

        var all = true;

        foreach (var row in await ledger.UntoldAsync(_stream.Name))
        {
            all &= await TellAgainAsync(row.Seq, row.Last);
        }

        _caughtUp = all;
    }
}
