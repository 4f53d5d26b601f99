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

    /// <summary>Says that a machine was seen, and changes nothing of it: there is no step that the server could take back.</summary>
    private static readonly string Seen = CommandCatalog<MachineCommand>.StepOf(new InventoryCheck());

    // Of which it was said what came of the wish: the answer may come while somebody asks.
    private readonly ConcurrentDictionary<Guid, bool> _settled = new();

    private NewScan? _last;

    /// <summary>This is what « annuler » means now; nothing where the last line took no step.</summary>
    public void Remember(Origin? origin, NewScan? scan) => _last = origin is null ? null : scan;

    /// <summary>Takes the last scan back.</summary>
    public void Ask()
    {
        if (_last is not { } scan)
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

        if (scan.Step == Seen)
        {
            screen.Say(
                Tone.Look,
                $"{code} : le scan est parti, il ne s'annule plus. Il dit seulement que la machine a été vue ici : dites-le à l'encadrant si ce n'est pas vrai.",
                new { @event = "undo-too-late", scanId = scan.Id, scan.Code });
            return;
        }

        try
        {
            store.Unwant(scan.Id, newId(), time.GetUtcNow());
        }
        catch (OutboxException problem)
        {
            teller.Wrong(problem.Message, new { @event = "not-kept", scanId = scan.Id, scan.Code, problem.Message });
            return;
        }

        if (store.Find(scan.Id) is { Answer: { } answer } kept)
        {
            Settle(kept, answer.State);
        }
        else
        {
            screen.Say(Tone.Plain, $"{code} : sera annulé dès que le serveur a répondu.", new { @event = "undo-asked", scanId = scan.Id, scan.Code });
        }
    }

    /// <summary>Hears what became of a scan that may be one to take back.</summary>
    public void Hear(OutboxNews news)
    {
        switch (news)
        {
            case AnswerCame came:
                Settle(came.Scan with { Answer = came.Receipt }, came.Receipt.State);
                break;
            case ScanSetAside aside:
                Settle(aside.Scan, States.Unsendable);
                break;
        }
    }

    private void Settle(KeptScan kept, string state)
    {
        if (store.WishOf(kept.Scan.Id) is not { } wish || !_settled.TryAdd(kept.Scan.Id, true))
        {
            return;
        }

        var code = Teller.Shown(kept.Answer?.Machine ?? kept.Scan.Code);

        switch (state)
        {
            case States.Accepted or States.Finding:
                var correction = Corrections.Of(kept, wish);
                teller.Expect(correction);
                screen.Say(Tone.Plain, $"{code} : annulation envoyée.", new { @event = "undo-sent", scanId = correction.Id, of = kept.Scan.Id, code = correction.Code });
                wake();
                break;
            case States.Held:
                screen.Say(Tone.Look, $"{code} : attend chez l'encadrant, qui peut l'écarter. Dites-le-lui.", new { @event = "undo-held", scanId = kept.Scan.Id, kept.Scan.Code });
                break;
            default:
                screen.Say(Tone.Good, $"{code} : rien à annuler, le serveur n'a rien enregistré.", new { @event = "undone", scanId = kept.Scan.Id, kept.Scan.Code, sent = true });
                break;
        }
    }
}
