using System.Collections.Concurrent;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Station;

/// <summary>
/// « Annuler »: takes the last scan back, for 10 seconds and without anybody else (domain.md 3.3, rule 6). What never left this device is never sent. What the server
/// has is corrected there, by a compensating event of the same person; where its answer is still on the way, as soon as it comes.
/// </summary>
internal sealed class Undo(OutboxStore store, Screen screen, Teller teller, TimeProvider time, Func<Guid> newId, Action wake)
{
    /// <summary>So long a wrong scan is taken back; after that it is the supervisor's.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    // Asked by whoever scans, answered by the sender.
    private readonly ConcurrentDictionary<Guid, Origin> _wanted = new();

    private (Origin Origin, NewScan Scan)? _last;

    /// <summary>This is what « annuler » means now; nothing where the last line took no step.</summary>
    public void Remember(Origin? origin, NewScan? scan) => _last = origin is null || scan is null ? null : (origin, scan);

    /// <summary>Takes the last scan back.</summary>
    public void Ask()
    {
        if (_last is not (var origin, var scan))
        {
            screen.Say(Tone.Look, "Il n'y a rien à annuler.", new { @event = "nothing-to-undo" });
            return;
        }

        var code = Teller.Shown(scan.Code);

        if (time.GetUtcNow() - scan.OccurredAt > Window)
        {
            screen.Say(Tone.Look, $"{code} : trop tard pour annuler. Appelez l'encadrant, il corrige.", new { @event = "undo-too-late", scanId = scan.Id, scan.Code });
            return;
        }

        _last = null;

        if (store.TakeBack(scan.Id))
        {
            teller.Forget(scan);
            screen.Say(Tone.Good, $"{code} : annulé. Rien n'est parti.", new { @event = "undone", scanId = scan.Id, scan.Code, sent = false });
            return;
        }

        // In this order: an answer that comes meanwhile finds that it is wanted.
        _wanted[scan.Id] = origin;

        if (store.Find(scan.Id) is { Answer: { } answer } kept)
        {
            Settle(kept, answer);
        }
        else
        {
            screen.Say(Tone.Plain, $"{code} : sera annulé dès que le serveur a répondu.", new { @event = "undo-asked", scanId = scan.Id, scan.Code });
        }
    }

    /// <summary>Hears what became of a scan that may be one to take back.</summary>
    public void Hear(OutboxNews news)
    {
        if (news is AnswerCame came)
        {
            Settle(came.Scan, came.Receipt);
        }
    }

    private void Settle(KeptScan kept, Receipt receipt)
    {
        if (!_wanted.TryRemove(kept.Scan.Id, out var origin))
        {
            return;
        }

        var code = Teller.Shown(receipt.Machine ?? kept.Scan.Code);

        switch (receipt.State)
        {
            case States.Accepted or States.Finding:
                Correct(origin, receipt.Machine ?? kept.Scan.Code, kept.Scan.Id);
                break;
            case States.Held:
                screen.Say(Tone.Look, $"{code} : attend chez l'encadrant, qui peut l'écarter. Dites-le-lui.", new { @event = "undo-held", scanId = kept.Scan.Id, kept.Scan.Code });
                break;
            default:
                screen.Say(Tone.Good, $"{code} : rien à annuler, le serveur n'a rien enregistré.", new { @event = "undone", scanId = kept.Scan.Id, kept.Scan.Code, sent = true });
                break;
        }
    }

    private void Correct(Origin origin, string machine, Guid scan)
    {
        var command = new CorrectEvent(0, "did-not-occur", scan);
        var correction = new NewScan(newId(), machine, CommandCatalog<MachineCommand>.StepOf(command), time.GetUtcNow(), CommandCatalog<MachineCommand>.Write(command).GetRawText());
        teller.Expect(correction);

        try
        {
            store.Put(origin, correction);
        }
        catch (OutboxException problem)
        {
            teller.Forget(correction);
            teller.Wrong(problem.Message, new { @event = "not-kept", code = machine, problem.Message });
            return;
        }

        screen.Say(Tone.Plain, $"{Teller.Shown(machine)} : annulation envoyée.", new { @event = "undo-sent", scanId = correction.Id, of = scan, code = machine });
        wake();
    }
}
