using System.Globalization;
using System.Security.Cryptography;
using Ordi2.Barcodes.Pictures;
using Ordi2.Contracts;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Reports;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Station;

namespace Ordi2.Scanner.Watching;

/// <summary>How the folder is looked at.</summary>
/// <param name="Settle">A file at rest for so long is whole.</param>
/// <param name="GiveUp">A file that stops in the middle is looked at by a person after so long.</param>
/// <param name="GiveUpWipe">A wipe that did not come to its end, after so long: tools write for hours.</param>
/// <param name="LocksTested">Whoever runs this bench looks for locks at every machine.</param>
internal sealed record WatchSettings(TimeSpan Settle, TimeSpan GiveUp, TimeSpan GiveUpWipe, bool LocksTested)
{
    public static readonly WatchSettings Usual = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), LocksTested: false);
}

/// <summary>Takes the reports of a folder, and the photos that say of which machine they are: each into the outbox first, then out of the way. A kill between the two takes none of them twice.</summary>
internal sealed class Taker(
    StationFile file, OutboxStore store, WatchedFolder folder, WatchSettings settings, IPictureDecoder decoder, Screen screen, Teller teller, TimeProvider time, Func<Guid> newId)
{
    /// <summary>What a file may be refused for because its tool has not finished writing.</summary>
    private static readonly string[] MayBeUnfinished = ["report-empty", "report-broken-json", "report-without-device"];

    private static readonly string[] Pictures = [".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp"];

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Looks once.</summary>
    /// <returns>How many files are still to come: half written, or not at rest yet.</returns>
    public int Look()
    {
        var (resting, left) = folder.Look(settings.Settle);
        _told.IntersectWith(resting.Select(one => one.Name));

        foreach (var one in resting)
        {
            try
            {
                left += Take(one) ? 0 : 1;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // Somebody else has it open, or took it away: it is looked at again.
                left++;
                Tell(one, $"{one.Name} ne se lit pas encore : {problem.Message}", "not-readable-yet");
            }
        }

        return left;
    }

    /// <summary>Takes a file.</summary>
    /// <returns>Whether it is out of the way.</returns>
    private bool Take(RestingFile one)
    {
        if (Pictures.Contains(Path.GetExtension(one.Name), StringComparer.OrdinalIgnoreCase))
        {
            return TakePicture(one);
        }

        var bytes = one.Length <= ReportReader.LargestFile ? folder.Read(one) : [];

        switch (one.Length > ReportReader.LargestFile ? TooLarge(one.Length) : ReportReader.Read(bytes, one.Name))
        {
            case ReportRefused { Reason: { Code: var code } reason } when !MayBeUnfinished.Contains(code) || one.Quiet >= settings.GiveUp:
                var (message, next) = RefusalTexts.Say(reason);
                return PutAside(one, code, $"{message} {next}");
            case ReportRefused:
                Tell(one, $"{one.Name} n'est pas fini. Attendons.", "unfinished");
                return false;
            case ReportRead { Unfinished: true } when one.Quiet < settings.GiveUpWipe:
                Tell(one, $"{one.Name} : l'effacement n'est pas fini. Attendons.", "unfinished");
                return false;
            case ReportRead { Unfinished: true }:
                return PutAside(one, "report-unfinished", "Ce journal s'arrête avant la fin de l'effacement. Effacez ce disque de nouveau.");
            case ReportRead read:
                return Take(one, read, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>A photo of the label of a machine: what comes next is of it, as if it had been scanned.</summary>
    /// <returns>Whether it is out of the way.</returns>
    private bool TakePicture(RestingFile one)
    {
        PictureReading reading;

        try
        {
            using var picture = folder.Open(one);
            reading = decoder.Decode(picture, Wanted.Labels);
        }
        catch (MissingLibraryException missing)
        {
            return PutAside(one, "library-missing", $"Cet ordinateur ne lit pas les photos. Installez le paquet {missing.Package}, puis remettez le fichier.");
        }

        switch (reading)
        {
            case PictureUnread { Problem: PictureProblem.Empty or PictureProblem.Truncated } when one.Quiet < settings.GiveUp:
                Tell(one, $"{one.Name} n'est pas fini. Attendons.", "unfinished");
                return false;
            case PictureUnread unread:
                return PutAside(one, unread.Code, unread.Next.French);
            case PictureRead read when MachinesIn(read) is [var code]:
                store.SetBench(new(code, time.GetUtcNow(), LocksTested: false));
                var to = folder.MoveToTaken(one);
                screen.Say(Tone.Good, $"{one.Name} : {Teller.Shown(code)} est au banc. Ce qui suit est de cette machine.", new { @event = "on-bench", file = one.Name, to, code });
                return true;
            case PictureRead read when MachinesIn(read) is []:
                return PutAside(one, "not-a-machine", "Cette photo montre un badge ou un carton. Photographiez l'étiquette d'une machine.");
            default:
                return PutAside(one, "several-labels", "Cette photo montre plusieurs étiquettes. Photographiez une seule machine.");
        }
    }

    /// <summary>The machines whose labels are in a picture, each once.</summary>
    private string[] MachinesIn(PictureRead read)
    {
        var station = file.Required();
        return
        [
            .. read.Machines.Select(code => code.Text)
                .Where(code => !station.Boxes.Contains(code, StringComparer.Ordinal) && !station.Badges.Contains(code, StringComparer.Ordinal)),
        ];
    }

    private bool Take(RestingFile one, ReportRead report, string evidence)
    {
        var now = time.GetUtcNow();

        if (Binding.Of(one.Name, report, store.Bench(), now) is not { } bound)
        {
            return PutAside(one, "no-machine", "Personne ne sait de quelle machine est ce rapport. Scannez la machine, ou mettez son étiquette au début du nom (H4T9CXB-rapport.log), puis remettez le fichier.");
        }

        if (file.Required().Origin is not { } origin)
        {
            throw new StationException("Personne n'est connecté à ce poste. Lancez Ordi2.Scanner station et scannez un badge.", "Nobody is signed in at this station. Run Ordi2.Scanner station and scan a badge.");
        }

        // A machine that is looked at again may give the same report to the letter: then the file is another one. A wipe happens once.
        var writing = string.Create(CultureInfo.InvariantCulture, $"{evidence}@{one.Written:yyyyMMddHHmmss.fffffff}");
        var known = store.OfReport(evidence).Concat(store.OfReport(writing)).ToList();
        List<NewScan> scans =
        [
            .. Binding.ScansOf(report, bound, settings.LocksTested, now, newId)
                .Select(scan => scan with { Evidence = scan.Step is Binding.AuditStep ? writing : evidence })
                .Where(scan => !known.Exists(before => before.Scan.Step == scan.Step && before.Scan.Evidence == scan.Evidence)),
        ];

        if (scans.Count == 0)
        {
            var again = folder.MoveToTaken(one);
            screen.Say(Tone.Plain, $"{one.Name} : déjà pris pour {Teller.Shown(known[0].Scan.Code)}.", new { @event = "known", file = one.Name, known[0].Scan.Code, to = again });
            return true;
        }

        scans.ForEach(teller.Expect);
        store.Put(origin, scans);
        var to = folder.MoveToTaken(one);
        screen.Say(
            Tone.Good,
            $"{one.Name} : {string.Join(" et ", scans.Select(scan => Words.Say(scan.Step)))} de {Teller.Shown(bound.Code)}, {bound.How}.",
            new { @event = "taken", file = one.Name, to, code = bound.Code, steps = scans.Select(scan => scan.Step), evidence });
        scans.ForEach(teller.Kept);
        return true;
    }

    private bool PutAside(RestingFile one, string code, string reason)
    {
        var to = folder.MoveAside(one, reason);
        teller.Wrong($"{one.Name} est mis de côté dans {WatchedFolder.Aside}. {reason}", new { @event = "put-aside", file = one.Name, to, code, reason });
        return true;
    }

    private void Tell(RestingFile one, string words, string @event)
    {
        if (_told.Add(one.Name))
        {
            screen.Say(Tone.Plain, words, new { @event, file = one.Name });
        }
    }

    private static ReportRefused TooLarge(long length) => new(Refusal.Invalid(
        "report-too-large",
        Math.Ceiling(length / 1048576.0).ToString(CultureInfo.InvariantCulture),
        (ReportReader.LargestFile / 1048576).ToString(CultureInfo.InvariantCulture)));
}
