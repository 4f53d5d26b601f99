using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Features.Scans;

/// <summary>One scan that a form of a page makes.</summary>
/// <param name="Id">Follows from the form: sent twice, it counts once.</param>
/// <param name="Code">What was read or typed.</param>
/// <param name="Command">What is asked.</param>
internal sealed record PageScan(Guid Id, string Code, MachineCommand Command);

/// <summary>The way of the pages to the machines: the desk that takes the scans of every device, with the same limits.</summary>
internal sealed class PageScans(ScanDesk desk, AuditTrail trail, TimeProvider time)
{
    private const int LongestCode = 256;

    public async Task<Answer> SendAsync(Caller caller, PageScan scan) => (await SendAsync(caller, [scan]))[0];

    /// <summary>The answers, in the order of the scans; at most as many as a device may send at once.</summary>
    public async Task<Answer[]> SendAsync(Caller caller, IReadOnlyList<PageScan> scans)
    {
        if (scans.Count > Http.Limits.ScansInABatch)
        {
            throw new ArgumentException("A form makes no more scans than a device may send at once.", nameof(scans));
        }

        var now = time.GetUtcNow();
        var answers = await desk.TakeAsync(
            new ScanBatch(
                caller.Device.Text,
                [
                    .. scans.Select(scan => new SentScan
                    {
                        ScanId = scan.Id,
                        Code = scan.Code,
                        OccurredAt = now,
                        Command = scan.Command,
                        Refused = scan.Code.Length is 0 or > LongestCode ? Refusal.Invalid("unreadable-code", scan.Code[..Math.Min(scan.Code.Length, LongestCode)]) : null,
                    }),
                ]),
            caller);
        ScanNotes.Note(trail, answers, caller);
        return answers;
    }
}

internal static class AnswerMeaning
{
    /// <summary>Why nothing changed, where nothing did; a repetition means what the first answer meant.</summary>
    public static Refusal? Stopped(this Answer answer) => answer switch
    {
        { Refused: { } refused } => refused,
        { Receipt: { Outcome: Outcome.Refused or Outcome.Held } receipt } => receipt.Reason,
        { Receipt: { Outcome: Outcome.Duplicate, FirstOutcome: Outcome.Refused or Outcome.Held } receipt } => receipt.Reason,
        _ => null,
    };

    /// <summary>Whether it waits for a person.</summary>
    public static bool Waits(this Answer answer) => answer.Receipt is { } receipt && (receipt.FirstOutcome ?? receipt.Outcome) is Outcome.Held;
}
