using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Domain;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;

namespace Ordi2.Silo.Machines;

/// <summary>The documents of a machine's scans, and the sheets that its history is.</summary>
internal sealed partial class MachineGrain
{
    public async Task<ImmutableArray<DocumentTerms>> SheetsAsync() => WorkSheets.Of(_id, await _stream.LookAsync());

    /// <summary>What corrections mean for its documents; nothing where none was ever made.</summary>
    private VoidPapers? PapersOf(ImmutableArray<Recorded<MachineEvent>> history) =>
        history.Any(one => one.Event is EventCorrected) ? VoidPapers.Of(_id, history) : null;

    /// <summary>The documents that a scan made when it was taken, in the order of its facts.</summary>
    private async Task<ImmutableArray<string>> DocumentsAsync(Answer answer, Scan scan, Caller caller)
    {
        if (!answer.MakesDocuments)
        {
            return [];
        }

        var history = await _stream.LookAsync();
        var first = history.First(one => one.From.CommandId == scan.ScanId && one.From.Device == caller.Device).Seq;
        var own = history.Where(one => one.Seq >= first && one.Seq <= answer.Version).ToImmutableArray();
        var counts = default(SheetCounts);
        var sheets = history.Where(one => one.Seq <= answer.Version)
            .Select(one => (one.Seq, Kind: WorkSheets.KindOf(one.Event)))
            .Where(one => one.Kind is not null)
            .Select(one => (one.Seq, Number: WorkSheets.Number(one.Kind!.Value, _id, counts.Next(one.Kind.Value))))
            .Where(sheet => sheet.Seq >= first)
            .Select(sheet => sheet.Number.Text);

        return [.. sheets, .. await ripples.DocumentsAsync(_id, Machine.Fold(history.TakeWhile(one => one.Seq < first)), own, VoidPapers.Of(_id, history))];
    }
}
