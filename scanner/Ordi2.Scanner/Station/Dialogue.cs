using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Station;

/// <summary>
/// The talk between a station and whoever works at it: one line comes from a scanner or a keyboard, one line goes back that says what became of it and what to do
/// next. A scan is on the disk before anything is said of it.
/// </summary>
internal sealed class Dialogue(StationFile file, OutboxStore store, StationServer server, Screen screen, Teller teller, Undo undo, TimeProvider time, Func<Guid> newId, Action wake, Action noteLayout)
{
    /// <summary>Before a line it says that what follows is a maker's serial, also where it looks like a label that was misread.</summary>
    private const char Serial = '=';

    private static readonly string Supervisor = Role.Supervisor.Code();

    private readonly Dock _dock = new(file, new(file, server), screen, teller, time);
    private readonly Packing _packing = new(file, new(file, server), screen, teller);

    private Mode? _mode;
    private bool _badgeIsNext;
    private string? _badge;

    /// <summary>What each scan does.</summary>
    public Mode? Mode => _mode;

    /// <summary>What is typed next is a secret: it is not shown.</summary>
    public bool PinIsNext => _badge is not null;

    /// <param name="mode">What each scan does until a card says otherwise.</param>
    /// <param name="gift">Of which gift the machines are that are received, where the command line says it.</param>
    /// <param name="kind">Of which kind.</param>
    /// <param name="cancellation">Ends the question.</param>
    public async Task BeginAsync(Mode? mode, Gift? gift, DeviceType kind, CancellationToken cancellation)
    {
        var station = file.Required();
        _mode = mode;
        _badgeIsNext = station.Operator is null;
        screen.Say(
            Tone.Plain,
            $"{station.Name ?? station.Device}. {(station.Operator is { } known ? $"Vous êtes {known.Called ?? "connecté"} ; sinon, scannez la carte « changer de personne » ou tapez badge." : "Scannez votre badge.")}",
            new { @event = "ready", station.Device, person = station.Current, mode = mode?.Key });

        if (mode is not null)
        {
            await EnterAsync(mode, null, gift, cancellation);
            _dock.Kind = kind is DeviceType.Unknown ? _dock.Kind : kind;
            SayMode(mode);
        }
        else if (!_badgeIsNext)
        {
            screen.Say(Tone.Plain, "Scannez la carte de votre étape, ou tapez aide.", new { @event = "mode-needed" });
        }
    }

    /// <summary>Takes a line.</summary>
    /// <returns>Whether there is to be another one.</returns>
    public async Task<bool> TakeAsync(string line, CancellationToken cancellation)
    {
        if (_badge is { } badge)
        {
            await SignInAsync(badge, line.Trim(), cancellation);
            return true;
        }

        if (string.IsNullOrWhiteSpace(line))
        {
            return true;
        }

        switch (Card.Read(line))
        {
            case ChooseMode chosen:
                await EnterAsync(chosen.Mode, _mode, null, cancellation);
                SayMode(chosen.Mode);
                return true;
            case ChooseGift gift:
                AtDock(await _dock.TakeGiftAsync(gift.Text, cancellation));
                return true;
            case ChooseKind kind:
                AtDock(_dock.TakeKind(kind.Text));
                return true;
            case WithCharger charger when _mode is { IsPacking: true }:
                _packing.TakeCharger(charger.With);
                return true;
            case WithCharger:
                teller.Wrong("Le chargeur se dit à l'emballage. Scannez d'abord la carte « emballage », ou tapez pack.", new { @event = "charger-not-here" });
                return true;
            case OtherPerson:
                _badgeIsNext = true;
                screen.Say(Tone.Plain, "Scannez votre badge.", new { @event = "badge-needed" });
                return true;
            case AskHelp:
                SayHelp();
                return true;
            case AskWaiting:
                SayWaiting();
                return true;
            case TakeBack:
                undo.Ask();
                return true;
            case EndOfWork:
                return false;
        }

        if (_badgeIsNext)
        {
            TakeBadge(line);
        }
        else
        {
            await TakeMachineAsync(line, cancellation);
        }

        return true;
    }

    private void TakeBadge(string line)
    {
        if (LabelReader.Read(line) is OurLabel badge)
        {
            if (file.Required().Token is null)
            {
                _badgeIsNext = false;
                teller.Wrong("Ce poste envoie au nom d'un programme : il n'y a pas de badge ici. Scannez une machine.", new { @event = "no-badges" });
                return;
            }

            _badge = badge.Code.Text;
            screen.Say(Tone.Plain, "Tapez vos 4 chiffres.", new { @event = "pin-needed" });
            return;
        }

        teller.Wrong("Ce n'est pas un badge. Scannez votre badge.", new { @event = "not-a-badge" });
    }

    private async Task SignInAsync(string badge, string pin, CancellationToken cancellation)
    {
        _badge = null;
        var station = file.Required();
        var (one, why) = await server.SignInAsync(station, badge, pin, cancellation);

        if (one is null)
        {
            teller.Wrong($"{why} Scannez votre badge.", new { @event = "sign-in-refused", reason = why });
            _badgeIsNext = true;
            return;
        }

        _badgeIsNext = false;
        file.Write(station with
        {
            Current = one.Person,
            Operators = new(station.Operators, StringComparer.Ordinal) { [one.Person] = new(one.Token, one.Called, one.Role, one.ExpiresAt) },
        });
        screen.Say(
            Tone.Good,
            $"Bonjour {one.Called ?? string.Empty}. {(_mode is null ? "Scannez la carte de votre étape." : $"Étape : {_mode.Words}. Scannez une machine.")}",
            new { @event = "signed-in", one.Person, one.Called, one.Role });
        wake();

        if (_mode is { IsDock: true } here && _dock.IsOpen)
        {
            // Only whoever works here is told which gifts arrive.
            await _dock.BeginAsync(null, cancellation);
            SayMode(here);
        }
    }

    private async Task TakeMachineAsync(string line, CancellationToken cancellation)
    {
        var serial = line.TrimStart().StartsWith(Serial);
        var read = serial ? new SomethingElse(line.Trim()[1..].Trim(), KeyboardLayoutWrong: false) : LabelReader.Read(line);

        switch (read)
        {
            case OurLabel label when file.Required().Badges.Contains(label.Code.Text, StringComparer.Ordinal):
                teller.Wrong(
                    "C'est un badge, pas une machine. Pour changer de personne, tapez badge, puis scannez-le.", new { @event = "unreadable", reason = "badge-not-a-machine", text = label.Code.Text });
                break;
            case OurLabel label when _mode is { IsPacking: true } && await _packing.IsBoxAsync(label.Code, cancellation):
                undo.Remember(null, null);
                _packing.Take(label.Code);
                break;
            case OurLabel label when _mode is not { IsPacking: true } && file.Required().Boxes.Contains(label.Code.Text, StringComparer.Ordinal):
                teller.Wrong(
                    $"{label.Code.InGroups()} est un carton ou une palette. Scannez l'étiquette d'une machine.", new { @event = "unreadable", reason = "not-a-machine", text = label.Code.Text });
                break;
            case OurLabel label:
                await KeepAsync(label.Code.Text, label.KeyboardLayoutWrong, cancellation);
                break;
            case OurAddress { Kind: LabelKind.Machine } address:
                await KeepAsync(address.Code.Text, address.KeyboardLayoutWrong, cancellation);
                break;
            case OurAddress box when _mode is { IsPacking: true }:
                undo.Remember(null, null);
                _packing.Take(box.Code);
                break;
            case OurAddress address:
                teller.Wrong(
                    $"{address.Code.InGroups()} est {(address.Kind is LabelKind.Carton ? "un carton" : "une palette ou une cage")}. Scannez l'étiquette d'une machine.",
                    new { @event = "unreadable", reason = "not-a-machine", text = address.Code.Text });
                break;
            case SomethingElse { Text.Length: > 0 } other:
                await KeepAsync(other.Text, other.KeyboardLayoutWrong, cancellation);
                break;
            case Unreadable unreadable:
                teller.Wrong(
                    $"{unreadable.Next.French}{(unreadable.Reason is UnreadableReason.WrongCheckSymbol ? $" Si c'est un numéro de série, tapez {Serial} devant." : string.Empty)}",
                    new { @event = "unreadable", reason = unreadable.Code, text = unreadable.Text });
                break;
            default:
                teller.Wrong("Rien n'a été lu. Scannez de nouveau.", new { @event = "unreadable", reason = "empty" });
                break;
        }
    }

    private async Task KeepAsync(string code, bool layoutWrong, CancellationToken cancellation)
    {
        if (_mode is not { } mode)
        {
            teller.Wrong($"{Teller.Shown(code)} : pas d'étape. Scannez d'abord la carte de votre étape, ou tapez aide.", new { @event = "mode-needed", code });
            return;
        }

        if (layoutWrong)
        {
            noteLayout();
        }

        var now = time.GetUtcNow();

        if (mode.IsDock)
        {
            await _dock.AskAgainAsync(cancellation);
        }

        var data = mode.IsDock ? _dock.Data : mode.IsPacking ? await _packing.DataAsync(code, cancellation) : mode.Data;

        if (mode.IsPacking && data is null)
        {
            undo.Remember(null, null);
            return;
        }

        var bench = new BenchMachine(code, now, mode.LocksTested);
        undo.Remember(null, null);

        if (mode.Step is null)
        {
            store.SetBench(bench);
            screen.Say(Tone.Good, $"{Teller.Shown(code)} est au banc. Déposez ses rapports dans le dossier surveillé.", new { @event = "on-bench", code, mode.LocksTested });
        }
        else if (file.Required().Origin is { } origin)
        {
            var scan = new NewScan(newId(), code, mode.Step, now, data);
            teller.Expect(scan);

            try
            {
                store.Put(origin, bench, scan);
            }
            catch (OutboxException problem)
            {
                teller.Forget(scan);
                teller.Wrong(problem.Message, new { @event = "not-kept", code, problem.Message });
                return;
            }

            undo.Remember(origin, scan);
            teller.Kept(scan, mode.IsDock ? _dock.Gift?.Id : null);

            if (mode.IsDock)
            {
                _dock.SayMissing(code);
            }

            wake();
        }

        // Whoever sorts and wipes has other things to do; the supervisor is told here, and on the page of the stations.
        if (layoutWrong && file.Required().Operator?.Role == Supervisor)
        {
            screen.Say(Tone.Look, "Le lecteur et le clavier ne s'accordent pas. Réglez le lecteur avec la fiche.", new { @event = "keyboard-layout-wrong" });
        }
    }

    private void SayMode(Mode mode)
    {
        if (mode.IsDock)
        {
            screen.Say(
                Tone.Plain,
                $"Étape : {StationCard.Of(Mode.Dock).Words}. {_dock.Said} Scannez une machine.",
                new { @event = "mode", mode.Key, mode.Step, gift = _dock.Gift?.Id, donor = _dock.Gift?.Donor, kind = _dock.Kind is DeviceType.Unknown ? null : _dock.Kind.Code() });
        }
        else
        {
            screen.Say(Tone.Plain, $"Étape : {mode.Words}. {(mode.IsPacking ? _packing.Said : "Scannez une machine.")}", new { @event = "mode", mode.Key, mode.Step });
        }
    }

    /// <summary>Who comes to the dock is asked for the gift; who stays there keeps it.</summary>
    private async Task EnterAsync(Mode mode, Mode? before, Gift? gift, CancellationToken cancellation)
    {
        _mode = mode;

        if (mode.IsPacking)
        {
            await _packing.BeginAsync(cancellation);
        }

        if (!mode.IsDock)
        {
            _dock.End();
            return;
        }

        _dock.Kind = mode.Kind;

        if (before is not { IsDock: true })
        {
            await _dock.BeginAsync(gift, cancellation);
        }
    }

    /// <summary>Whoever names a gift or a kind receives machines from now on.</summary>
    private void AtDock(bool chosen)
    {
        if (chosen)
        {
            _mode = _mode is { IsDock: true } here ? here : Mode.Find(Mode.Dock)!;
            SayMode(_mode);
        }
    }

    private void SayHelp() => screen.Say(
        Tone.Plain,
        $"Scannez une carte d'étape, ou tapez : {string.Join(", ", Mode.All.Select(mode => mode.Key))}. don : quel don arrive, à la réception. sorte : quelle sorte de machine. sans chargeur, avec chargeur : à l'emballage. annuler : reprendre le dernier scan, pendant 10 s. badge : changer de personne. file : ce qui attend. fin : terminer.",
        new { @event = "help", modes = Mode.All.Select(mode => mode.Key) });

    private void SayWaiting()
    {
        var counts = store.Counts();
        screen.Say(
            Tone.Plain,
            $"{Teller.Count(counts[States.Waiting], "scan attend", "scans attendent")} l'envoi ; {counts[States.Held]} à voir, {counts[States.Refused] + counts[States.Unsendable]} refusés. Détail : Ordi2.Scanner outbox list",
            new { @event = "counts", counts });
    }
}
