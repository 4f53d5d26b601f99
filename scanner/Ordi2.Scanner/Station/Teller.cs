using System.Collections.Concurrent;
using System.Globalization;
using Ordi2.Barcodes;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Station;

/// <summary>Says of each scan what became of it and what to do next: when the answer comes, or, where it does not come at once, that the scan is safe.</summary>
internal sealed class Teller(StationFile file, Screen screen, TimeProvider time, Func<bool> isConnected)
{
    /// <summary>So long somebody waits for the answer of the server before the line says that it comes later.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, string> _unanswered = new();

    /// <summary>Whether something was not taken, or asks for a person.</summary>
    public bool SomethingWentWrong { get; private set; }

    /// <summary>A scan is about to be kept: its answer may be here sooner than we say so.</summary>
    public void Expect(NewScan scan) => _unanswered[scan.Id] = scan.Code;

    /// <summary>It could not be kept.</summary>
    public void Forget(NewScan scan) => _unanswered.TryRemove(scan.Id, out _);

    /// <summary>It is on the disk.</summary>
    public void Kept(NewScan scan) => Kept(scan, gift: null);

    /// <summary>It is on the disk, received as one of this gift.</summary>
    public void Kept(NewScan scan, string? gift)
    {
        if (screen.IsJson)
        {
            screen.Say(Tone.Plain, string.Empty, new { @event = "kept", scanId = scan.Id, scan.Code, scan.Step, gift });
        }

        if (isConnected())
        {
            _ = WaitForAnswerAsync(scan.Id, scan.Code);
        }
        else
        {
            SayLater(scan.Id, scan.Code);
        }
    }

    /// <summary>Says what the sender has to say.</summary>
    public void Hear(OutboxNews news)
    {
        switch (news)
        {
            case AnswerCame { Scan: var scan, Receipt: var receipt }:
                _unanswered.TryRemove(scan.Scan.Id, out _);
                SayAnswer(scan, receipt);
                break;
            case ScanSetAside { Scan: var scan, Why: var why }:
                _unanswered.TryRemove(scan.Scan.Id, out _);
                Wrong($"{Shown(scan.Scan.Code)} : le serveur ne peut pas le lire. {why}", new { @event = "set-aside", scan.Scan.Id, scan.Scan.Code, reason = why });
                break;
            case SendingPaused paused:
                SayWaitingOnes();
                screen.Say(
                    Tone.Look,
                    $"{paused.Why} {Count(paused.Waiting, "scan gardé", "scans gardés")} ici ; nouvel essai dans {Seconds(paused.Pause)}. Continuez à scanner.",
                    new { @event = "paused", why = paused.Why, paused.Waiting, seconds = paused.Pause.TotalSeconds, paused.Asked });
                break;
            case SendingResumed:
                screen.Say(Tone.Good, "Le serveur répond de nouveau. L'envoi reprend.", new { @event = "resumed" });
                break;
            case SignInNeeded needed:
                screen.Say(
                    Tone.Look,
                    $"Les scans de {file.Read()?.Operators.GetValueOrDefault(needed.Person)?.Called ?? needed.Person} attendent : scannez la carte « changer de personne », puis son badge. {needed.Why}",
                    new { @event = "sign-in-needed", needed.Person, needed.Why, needed.Waiting });
                break;
            case ClockIsOff off:
                screen.Say(
                    Tone.Look,
                    $"L'horloge de ce poste {(off.Ahead > TimeSpan.Zero ? "avance" : "retarde")} de {Seconds(off.Ahead.Duration())}. Réglez-la : un scan daté du futur est refusé.",
                    new { @event = "clock-is-off", seconds = Math.Round(off.Ahead.TotalSeconds) });
                break;
        }
    }

    /// <summary>Says of what was not answered in time that it is safe, and comes later.</summary>
    public void SayWaitingOnes()
    {
        foreach (var (id, code) in _unanswered)
        {
            SayLater(id, code);
        }
    }

    private async Task WaitForAnswerAsync(Guid id, string code)
    {
        await Task.Delay(Patience, time);
        SayLater(id, code);
    }

    private void SayLater(Guid id, string code)
    {
        if (_unanswered.TryRemove(id, out _))
        {
            screen.Say(Tone.Plain, $"{Shown(code)} : gardé, sera envoyé plus tard. Continuez.", new { @event = "later", scanId = id, code });
        }
    }

    private void SayAnswer(KeptScan scan, Receipt receipt)
    {
        var (tone, words) = receipt.State switch
        {
            States.Accepted when scan.Scan.Step is "correct-event" or "unpack" => (Tone.Good, $"annulé. De nouveau : {NextWords.StatusOf(receipt.Status)}."),
            States.Accepted => (Tone.Good, $"{NextWords.StatusOf(receipt.Status)}. {NextWords.Of(receipt.Status)}"),
            States.Finding => (Tone.Look, $"{NextWords.StatusOf(receipt.Status)}. À voir : {receipt.Finding}"),
            States.Held => (Tone.Look, $"gardé par le serveur, à voir avec l'encadrant. {receipt.Reason}"),
            _ => (Tone.Stop, $"refusé. {receipt.Reason}"),
        };
        SomethingWentWrong |= States.WantsAPerson(receipt.State);
        screen.Say(
            tone,
            $"{Shown(receipt.Machine ?? scan.Scan.Code)} : {words}",
            new { @event = "answered", scanId = scan.Scan.Id, scan.Scan.Code, scan.Scan.Step, outcome = receipt.State, repeated = receipt.Outcome is "duplicate", receipt.Machine, receipt.Status, receipt.Finding, receipt.Reason, receipt.Documents });
    }

    public void Wrong(string words, object fields)
    {
        SomethingWentWrong = true;
        screen.Say(Tone.Stop, words, fields);
    }

    /// <summary>Our codes as people read them aloud; anything else as it is.</summary>
    internal static string Shown(string code) => LabelCode.TryParse(code, out var label) ? label.InGroups() : code;

    internal static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count < 2 ? one : many)}");

    internal static string Seconds(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(time.TotalMinutes):0} min");
}
