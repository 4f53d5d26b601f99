using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Documents;

namespace Ordi2.Domain.Machines;

/// <summary>What was answered to a scan.</summary>
/// <param name="Step">Which step it asked for: the same id with another step is not the same scan.</param>
/// <param name="Remark">The finding, or why it was held or refused.</param>
/// <param name="MakesDocuments">Whether documents or sheets became due with it.</param>
public readonly record struct Answer(string Step, Outcome Outcome, MachineStatus Status, long Version, Refusal? Remark, bool MakesDocuments = false);

/// <summary>
/// The answers that a machine has given, by the device and id of the scan: a scan that is sent again gets the first answer
/// and changes nothing. It follows from the history, as the machine does.
/// </summary>
public sealed class AnswerBook
{
    private readonly Dictionary<Key, Answer> _answers = [];
    private Key _last;
    private SheetCounts _sheets;

    public int Count => _answers.Count;

    public Answer? Find(string device, Guid scanId) => _answers.TryGetValue(new(device, scanId), out var answer) ? answer : null;

    /// <summary>The answers that a history gave.</summary>
    public static AnswerBook Of(IReadOnlyList<Recorded<MachineEvent>> history)
    {
        var book = new AnswerBook();
        var machine = Machine.Unknown;

        foreach (var recorded in history)
        {
            machine = machine.Evolve(recorded);
            book.Note(recorded, recorded.Event is EventCorrected ? machine = Machine.Fold(history.TakeWhile(one => one.Seq <= recorded.Seq)) : machine);
        }

        return book;
    }

    /// <summary>Notes what an event answered.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="after">The machine after it.</param>
    /// <returns>The number of the workshop's sheet that the event is, if it is one.</returns>
    public int? Note(Recorded<MachineEvent> recorded, Machine after)
    {
        int? sheet = WorkSheets.KindOf(recorded.Event) is { } kind ? _sheets.Next(kind) : null;
        NoteAnswer(recorded, after, sheet is not null || MachinePapers.Makes(recorded.Event));
        return sheet;
    }

    private void NoteAnswer(Recorded<MachineEvent> recorded, Machine after, bool makesDocuments)
    {
        if (recorded.From.CommandId is { } scanId)
        {
            _last = new(recorded.From.Device.Text, scanId);
            var step = StepNames.Of(recorded.Event) ?? string.Empty;
            _answers[_last] = recorded.Event switch
            {
                ScanHeld held => new(step, Outcome.Held, after.Status, recorded.Seq, held.Reason),
                TriageProposed => new(step, Outcome.Held, after.Status, recorded.Seq, Refusal.Conflict("waits-for-supervisor")),
                _ => new(step, Outcome.Accepted, after.Status, recorded.Seq, null, makesDocuments),
            };
            return;
        }

        if (recorded.Event is HeldScanSettled { Reason: null })
        {
            // Tried again by the machine itself: what follows answers another scan than the last one. With a reason it belongs to the
            // scan that settles it, as an exchange of two machines does.
            _last = default;
            return;
        }

        ref var answer = ref CollectionsMarshal.GetValueRefOrNullRef(_answers, _last);

        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref answer))
        {
            return;
        }

        // What follows from the same scan: its answer tells the machine as the whole scan left it.
        answer = recorded.Event is FindingRaised finding && answer.Outcome == Outcome.Accepted
            ? answer with { Outcome = Outcome.AcceptedWithFinding, Version = recorded.Seq, Remark = new(RefusalKind.Conflict, finding.Code, finding.Arguments) }
            : answer with { Version = recorded.Seq, Status = after.Status, MakesDocuments = answer.MakesDocuments || makesDocuments };
    }

    /// <summary>Notes a refusal.</summary>
    public void Refuse(string device, Guid scanId, string step, Machine machine, Refusal reason) =>
        _answers[new(device, scanId)] = new(step, Outcome.Refused, machine.Status, machine.Version, reason);

    /// <summary>The answer to a scan that was just taken.</summary>
    /// <param name="answer">What was answered.</param>
    /// <param name="scan">The scan.</param>
    /// <param name="machine">Of which machine.</param>
    /// <param name="documents">Numbers of the documents that it made.</param>
    public static ScanReceipt First(Answer answer, Scan scan, MachineId machine, ImmutableArray<string> documents) => new()
    {
        ScanId = scan.ScanId,
        Outcome = answer.Outcome,
        Machine = machine,
        Status = answer.Status,
        Version = answer.Version,
        Finding = answer.Outcome == Outcome.AcceptedWithFinding ? answer.Remark : null,
        Reason = answer.Outcome == Outcome.Held ? answer.Remark : null,
        Documents = documents,
    };

    /// <summary>The answer to a scan that is sent again, or a refusal when its id was used for something else.</summary>
    /// <param name="first">What was answered.</param>
    /// <param name="scan">The scan that is sent again.</param>
    /// <param name="step">Which step it asks for now.</param>
    /// <param name="machine">Of which machine.</param>
    /// <param name="documents">Numbers of the documents that it made then.</param>
    public static ScanReceipt Repeat(Answer first, Scan scan, string step, MachineId machine, ImmutableArray<string> documents) => StepNames.MayTell(step, first.Step)
        ? new ScanReceipt
        {
            ScanId = scan.ScanId,
            Outcome = Outcome.Duplicate,
            FirstOutcome = first.Outcome,
            Machine = machine,
            Status = first.Status,
            Version = first.Version,
            Finding = first.Outcome == Outcome.AcceptedWithFinding ? first.Remark : null,
            Reason = first.Outcome is Outcome.Held or Outcome.Refused ? first.Remark : null,
            Documents = documents,
        }
        : new ScanReceipt
        {
            ScanId = scan.ScanId,
            Outcome = Outcome.Refused,
            Machine = machine,
            Status = first.Status,
            Version = first.Version,
            Reason = Refusal.Conflict("scan-id-reused", scan.ScanId.ToString()),
        };

    private readonly record struct Key(string Device, Guid ScanId);
}
