using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Texts;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Http;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Machines;

/// <summary>One thing that happened to a machine, as a person reads it.</summary>
internal sealed record StoryLine(string Title, DateTimeOffset At, string Who, string? Where, string Icon, Tone Tone)
{
    /// <summary>What followed from it, and what was found out.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>What proves it: a document, a file by its fingerprint.</summary>
    public ImmutableArray<string> Proofs { get; init; } = [];

    /// <summary>When the server wrote it down, where that was much later.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>Its place in the chain of the ledger; none for what was refused.</summary>
    public long? Seq { get; init; }

    /// <summary>The beginning of its fingerprint in the chain.</summary>
    public string? Hash { get; init; }
}

/// <summary>
/// The history of a machine as a story, the newest first: a step with what followed from it is one line; what was refused stands
/// among them. Who did it is an organisation; which person, as an opaque id, is for the supervisor of that organisation (domain.md 2.11).
/// </summary>
internal sealed class Story(StreamHistory history, ImmutableArray<WithdrawnPhoto> withdrawn, PeopleSight people, OrganisationNames names, string language)
{
    // A device that was offline tells later; a minute or two is nothing.
    private static readonly TimeSpan WrittenLater = TimeSpan.FromMinutes(5);

    public IReadOnlyList<StoryLine> Tell() =>
    [
        .. Steps().Concat(history.Refusals.Select(OfRefusal)).OrderByDescending(line => line.At).ThenByDescending(line => line.Seq ?? long.MaxValue),
    ];

    /// <summary>The organisations that the story names; their names are asked for before it is told.</summary>
    public static IEnumerable<string> Named(StreamHistory history) => history.Events.Select(stored => stored.Organisation)
        .Concat(history.Refusals.Select(refusal => refusal.Organisation))
        .Concat(history.Events.Select(Read).SelectMany(OrganisationsOf))
        .Distinct(StringComparer.Ordinal);

    private static MachineEvent Read(StoredEvent stored) => EventCatalog<MachineEvent>.Read(stored.Type, stored.Told.Span);

    private static IEnumerable<string> OrganisationsOf(MachineEvent @event) => @event switch
    {
        CustodyPassed e => e.From is { } from ? [from.Text, e.To.Text] : [e.To.Text],
        OwnershipPassed e => [e.To.Text],
        MachineAllocated e => [e.Epn.Text, e.Partner.Text],
        PlacedWithPartner e => [e.Partner.Text, e.Epn.Text],
        MachineDispatched e => [e.Consignee.Text],
        HandoverClaimed e => [e.Claimant.Text],
        HandoverContested e => [e.Claimant.Text],
        _ => [],
    };

    private IEnumerable<StoryLine> Steps()
    {
        for (var i = 0; i < history.Events.Length;)
        {
            // The facts of one step were written together, and the first one alone bears the id of the scan.
            var first = history.Events[i];
            var count = 1;

            while (i + count < history.Events.Length && history.Events[i + count] is { ClientEventId: null } next
                && (next.RecordedAt, next.OccurredAt, next.Actor, next.Device) == (first.RecordedAt, first.OccurredAt, first.Actor, first.Device))
            {
                count++;
            }

            yield return OfStep(first, [.. history.Events.Skip(i).Take(count).Select(Read)]);
            i += count;
        }
    }

    private StoryLine OfStep(StoredEvent stored, ImmutableArray<MachineEvent> facts)
    {
        var (icon, tone) = LookOf(facts[0]);

        return new(TitleOf(facts[0]), stored.OccurredAt, Who(stored.Actor, stored.Organisation, stored.RecordedAt), WhereOf(facts), icon, tone)
        {
            Details = [.. StoryDetails.Of(facts[0], names, language), .. facts.Skip(1).Select(fact => string.Join(" · ", [TitleOf(fact), .. StoryDetails.Of(fact, names, language)]))],
            Proofs = [.. facts.SelectMany(fact => StoryDetails.ProofsOf(fact, withdrawn, language))],
            WrittenAt = stored.RecordedAt - stored.OccurredAt > WrittenLater ? stored.RecordedAt : null,
            Seq = stored.Seq,
            Hash = Convert.ToHexStringLower(stored.Hash.Span[..6]),
        };
    }

    private StoryLine OfRefusal(RefusalEntry refusal)
    {
        var (message, next) = Sentences.Say(JsonSerializer.Deserialize<Refusal>(refusal.Body, WireJson.Options)!, language);

        return new(
            PageTexts.Say("story-not-done", language, Words.Say(refusal.Step, language)),
            refusal.OccurredAt,
            Who(refusal.Actor, refusal.Organisation, refusal.RecordedAt),
            null,
            "bad",
            Tone.Bad)
        {
            Details = [language is "en" ? $"{message} {next}".Trim() : Typography.French($"{message} {next}".Trim())],
        };
    }

    private string TitleOf(MachineEvent fact) => fact is ScanHeld held
        ? PageTexts.Say("story-waits", language, Words.Say(held.Step, language))
        : PageTexts.Say(KeyOf(EventCatalog<MachineEvent>.NameOf(fact)), language);

    /// <summary><c>machine.custody-passed.v1</c> is told by <c>story/custody-passed</c>.</summary>
    public static string KeyOf(string storedName) => $"story/{storedName.Split('.')[1]}";

    private string Who(string person, string organisation, DateTimeOffset recordedAt) =>
        people.Shows(organisation, recordedAt) ? $"{names.Of(organisation)} ({person})" : names.Of(organisation);

    private static string? WhereOf(ImmutableArray<MachineEvent> facts) =>
        facts.Select(fact => fact switch
        {
            CustodyPassed passed => passed.Site?.Text,
            Sighted sighted => sighted.Site?.Text,
            HandoverClaimed claimed => claimed.Site?.Text,
            Inventoried seen => seen.Zone,
            _ => null,
        }).FirstOrDefault(place => place is not null);

    private static (string Icon, Tone Tone) LookOf(MachineEvent fact) => fact switch
    {
        DeviceDeclared => ("inbox", Tone.Neutral),
        DevicePickedUp or MachineDispatched or ReturnedToDepot => ("truck", Tone.Info),
        DeviceReceived or GiftAttached or ReturnReceived or ArrivedAtEpn or Recovered => ("inbox", Tone.Good),
        DeviceTriaged or TriageProposed or AuditRecorded or Requalified or Inventoried or Sighted => ("search", Tone.Neutral),
        WipeStarted or WipeRetried => ("eraser", Tone.Neutral),
        MediaWiped or MediumDestroyed => ("eraser", Tone.Good),
        RepairOpened or RepairClosed or PartFitted or PartTakenOut or PartCame or Dismantled => ("wrench", Tone.Neutral),
        PartRequested => ("clock", Tone.Neutral),
        OsInstalled => ("install", Tone.Neutral),
        QcPassed => ("good", Tone.Good),
        MachineAllocated or MachinePacked or MachineUnpacked or AllocationReleased => ("box", Tone.Neutral),
        PlacedWithPartner => ("people", Tone.Good),
        ReturnRequested or GivenBackUnplaced or DeviceHandedBack => ("return", Tone.Neutral),
        Scrapped or RecyclingConfirmed or RescuedFromWaste => ("recycle", Tone.Neutral),
        WipeDidFail or QcDidFail or ScanHeld or FindingRaised or HandoverClaimed or HoldPlaced or Recalled or ComplaintOverdue => ("warn", Tone.Warn),
        DeviceRefused or WentMissing or WasStolen or HandoverContested => ("bad", Tone.Bad),
        OwnershipPassed or ComplaintTold => ("document", Tone.Neutral),
        CustodyPassed => ("people", Tone.Neutral),
        _ => ("neutral", Tone.Neutral),
    };
}
