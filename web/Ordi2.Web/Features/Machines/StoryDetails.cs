using System.Collections.Immutable;
using System.Security.Cryptography;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Machines;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Http;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Machines;

/// <summary>What is worth saying of a fact beside its title, and what proves it. Names of persons are never among it.</summary>
internal static class StoryDetails
{
    private const int Fingerprint = 12;

    public static IEnumerable<string> Of(MachineEvent fact, OrganisationNames names, string language)
    {
        string Say(string key, params object[] arguments) => PageTexts.Say(key, language, arguments);
        string Word(string code) => Words.Say(code, language);
        IEnumerable<string> Defects(ImmutableArray<string> codes) => codes.IsDefaultOrEmpty ? [] : [Say("story-defects", Each(codes))];
        string Each(IEnumerable<string> codes) => string.Join(", ", codes.Select(Word));

        return fact switch
        {
            DeviceDeclared e => [Say("story-gift", e.Donation.Text)],
            DevicePickedUp e => [Say("story-gift", e.Donation.Text), Say("story-round", e.Round.Text)],
            DeviceReceived { Donation: { } donation } => [Say("story-gift", donation.Text)],
            GiftAttached e => [Say("story-gift", e.Donation.Text)],
            DeviceRefused e => [Say("story-reason", Word(e.Reason))],
            DeviceTriaged e => [Say("story-route", Word(e.Route.Code())), Say(e.PowersOn ? "story-powers-on" : "story-powers-not"), .. Defects(e.Defects)],
            TriageProposed e => [Say("story-route", Word(e.Route.Code())), .. Defects(e.Defects)],
            AuditRecorded e => Audit(e, Say),
            WipeStarted e => [Say("story-method", Word(e.Method.Code()))],
            MediaWiped e => e.Results.Select(result => Say("story-medium", result.Serial, Words.Say(result.State, language))),
            WipeDidFail e => [.. e.Results.Select(result => Say("story-medium", result.Serial, Words.Say(result.State, language))), .. Reason(e.Reason, Say)],
            MediumRemoved e => [Say("story-disk", e.Serial)],
            MediumDestroyed e => [Say("story-disk", e.Serial), Say("story-method", e.Method)],
            PartRequested e => [Say("story-part", Word(e.PartType))],
            PartFitted e => [Say("story-part", $"{Word(e.PartType)} {e.Part}")],
            PartTakenOut e => [Say("story-part", $"{Word(e.PartType)} {e.Part}")],
            RepairOpened e => [.. Defects(e.Defects)],
            OsInstalled e => [Say("story-system", e.Plan is OsPlan.None ? "-" : Word(e.Plan.Code())), .. e.Image is { } image ? [image] : Array.Empty<string>()],
            QcPassed e => [Say("story-grade", Word(e.Grade.Code())), Say(e.ChargerPresent ? "story-charger" : "story-charger-not")],
            QcDidFail e => [Say("story-lines", Each(e.Lines.Where(line => line.Fails()).Select(line => line.Name)))],
            MachineAllocated e => [Say("story-dossier", e.Dossier.Text, names.Of(e.Partner.Text), names.Of(e.Epn.Text))],
            MachinePacked e => [Say("story-box", e.Box), Say("story-delivery", e.Delivery.Text)],
            MachineDispatched e => [Say("story-delivery", e.Delivery.Text), Say("story-to", names.Of(e.Consignee.Text))],
            ArrivedAtEpn e => [Say("story-place-before", Texts.Reader.Date(e.PlaceBefore, language))],
            PlacedWithPartner e => [Say("story-to", names.Of(e.Partner.Text)), Say("story-loan", e.Loan.Text), Say(e.CodeSignedAt is null ? "story-signed-by-hand" : "story-signed-by-code", names.Of(e.Partner.Text), names.Of(e.Epn.Text))],
            ReturnRequested e => [Say("story-reason", Word(e.Kind.Code()))],
            ReturnReceived e => [.. Reason(e.Condition, Say), Say(e.ChargerPresent ? "story-charger" : "story-charger-not")],
            Scrapped e => [Say("story-reason", e.Reason), Say("story-batch", e.Batch.Text), .. e.WithData ? [Say("story-with-data")] : Array.Empty<string>()],
            RecyclingConfirmed e => [Say("story-batch", e.Batch.Text), .. e.Destruction is { } done ? [Say("story-destruction", Texts.Reader.Date(done.DoneOn, language), Word(done.Method.Code()))] : Array.Empty<string>()],
            CustodyPassed e => [e.From is { } from ? Say("story-from-to", names.Of(from.Text), names.Of(e.To.Text)) : Say("story-to", names.Of(e.To.Text))],
            OwnershipPassed e => [Say("story-to", names.Of(e.To.Text))],
            LegalNatureDecided e => [Word(e.Nature.Code())],
            HoldPlaced e => [Word(e.Hold.Code()), .. e.Hold is Hold.Recall ? [] : Reason(e.Reason, Say)],
            HoldLifted e => [Word(e.Hold.Code()), .. Reason(e.Reason, Say)],
            Recalled e => [Say("story-recall", e.Recall), .. Reason(e.Reason, Say)],
            HandoverClaimed e => [Say("story-claimed", names.Of(e.Claimant.Text), Texts.Reader.Date(e.ConfirmedAfter, language))],
            HandoverContested e => Reason(e.Reason, Say),
            Inventoried { Expected: false } => [Say("story-unexpected")],
            FindingRaised e => [Sentence(new(RefusalKind.Conflict, e.Code, e.Arguments), language)],
            FindingSettled e => Reason(Word(e.Reason), Say),
            ScanHeld e => [Sentence(e.Reason, language)],
            HeldScanSettled e => [Say(e.CarriedOut ? "story-carried-out" : "story-dropped"), .. Reason(e.Reason, Say)],
            EventCorrected e => [Say("story-corrected", e.Seq), .. Reason(Word(e.Reason), Say)],
            Relabelled e => [e.NewLabel.Text],
            AllocationReleased e => Reason(e.Reason, Say),
            Requalified e => Reason(e.Reason, Say),
            MachineUnpacked e => Reason(e.Reason, Say),
            ReturnedToDepot e => Reason(Word(e.Reason), Say),
            GivenBackUnplaced e => Reason(e.Reason, Say),
            RescuedFromWaste e => Reason(e.Reason, Say),
            _ => [],
        };
    }

    /// <summary>Numbers of documents and fingerprints of files that stand behind a fact.</summary>
    public static IEnumerable<string> ProofsOf(MachineEvent fact, ImmutableArray<WithdrawnPhoto> withdrawn, string language)
    {
        string File(Evidence evidence) => evidence.Sha256.Length == 0
            ? PageTexts.Say("proof-statement", language)
            : PageTexts.Say("proof-file", language, evidence.Format, evidence.Sha256[..Math.Min(Fingerprint, evidence.Sha256.Length)]);

        // The id of one that is kept here is its fingerprint; a name that somebody wrote is shown as it is.
        string Photographed(string photo)
        {
            var called = photo.Length == SHA256.HashSizeInBytes * 2 ? photo[..Fingerprint] : photo;
            return withdrawn.FirstOrDefault(one => one.Id == photo) is { } gone
                ? PageTexts.Say("proof-photo-withdrawn", language, called, Texts.Reader.Date(gone.At, language), Words.Say(gone.Reason, language))
                : PageTexts.Say("proof-photo", language, called);
        }

        return fact switch
        {
            AuditRecorded e => [File(e.Audit.Evidence)],
            MediaWiped e => e.Results.Select(result => result.Report).OfType<WipeReport>().Select(report => $"{report.Tool} · {File(report.Evidence)}".TrimStart(' ', '·')),
            WipeDidFail e => e.Results.Select(result => result.Report).OfType<WipeReport>().Select(report => File(report.Evidence)),
            OwnershipPassed e => [PageTexts.Say("proof-document", language, e.Document)],
            RecyclingConfirmed e => [PageTexts.Say("proof-document", language, e.Proof), .. e.Destruction is { } done ? [PageTexts.Say("proof-destruction", language, done.Reference)] : Array.Empty<string>()],
            DeviceHandedBack { Document: { } document } => [PageTexts.Say("proof-document", language, document)],
            DeviceRefused { Photo: { } photo } => [Photographed(photo)],
            MediumDestroyed e => [Photographed(e.Photo)],
            ReturnReceived { Photo: { } photo } => [Photographed(photo)],
            WasStolen { PoliceNumber: { } number } => [PageTexts.Say("proof-complaint", language, number)],
            ComplaintTold e => [PageTexts.Say("proof-complaint", language, e.Number)],
            _ => [],
        };
    }

    private static IEnumerable<string> Audit(AuditRecorded fact, Func<string, object[], string> say)
    {
        var audit = fact.Audit;
        yield return string.Join(" · ", new[] { audit.Maker, audit.Model, audit.Processor }.Where(text => !string.IsNullOrWhiteSpace(text)));
        yield return !audit.Media.IsEmpty ? say("story-disks", [audit.Media.Length])
            : !fact.NoMediaConfirmedBy.IsEmpty ? say("story-no-disks-by-two", [])
            : !audit.Type.HoldsMedia() ? say("story-no-disks-kind", [])
            : say("story-disks", [0]);

        if (!fact.Locks.IsEmpty)
        {
            yield return say("story-locked", []);
        }
    }

    private static IEnumerable<string> Reason(string? reason, Func<string, object[], string> say) =>
        string.IsNullOrWhiteSpace(reason) ? [] : [say("story-reason", [reason])];

    private static string Sentence(Refusal refusal, string language)
    {
        var (message, next) = Sentences.Say(refusal, language);
        return language is "en" ? $"{message} {next}".Trim() : Typography.French($"{message} {next}".Trim());
    }
}
