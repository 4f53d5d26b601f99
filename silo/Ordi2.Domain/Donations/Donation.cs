using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Documents;

namespace Ordi2.Domain.Donations;

/// <summary>What is known of a donation from its history.</summary>
public sealed record Donation(DonationId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public DonationTerms? Terms { get; init; }

    /// <summary>When everything had arrived.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>How long the donor may object before its silence counts as consent: of the rules that held at the count (domain.md 5, 12.1).</summary>
    public TimeSpan DonorSilence { get; init; } = TimeSpan.FromDays(PoleRules.Default.DonorSilenceDays);

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>What follows from its facts for others and is not done yet: whoever looks at it does it.</summary>
    public ImmutableArray<DonationErrand> Errands { get; init; } = [];

    /// <summary>Who has signed the convention, in that order.</summary>
    public ImmutableArray<PaperSignature> Signatures { get; init; } = [];

    /// <summary>Who signed the reception note for the receiver: that signature stands under the takeover certificate too.</summary>
    public PaperSignature? Reception { get; init; }

    /// <summary>Number of the gift convention, from the first signature on.</summary>
    public string? Convention => Terms?.Convention;

    public bool Signed => Terms?.SignedBy.Length == Enum.GetValues<DonationParty>().Length;

    private PaperSignature[] Received => Reception is { } one ? [one] : [];

    private DonationTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public Donation Evolve(DonationEvent @event, Provenance from)
    {
        var next = Change(@event, from).Owing(@event, from);

        var version = (Terms?.Version ?? 0) + 1;

        return next with
        {
            Terms = next.Terms! with { Version = version, LinesVersion = @event is DonationCreated or LinesChanged ? version : next.Terms.LinesVersion, AnswerBefore = DonationDeadlines.SilentAt(next) },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private Donation Change(DonationEvent @event, Provenance from) => @event switch
    {
        DonationCreated e => this with { Terms = Begin(e) with { OutsideReen = ReenRules.Outside(e.Announced, from.RecordedAt, e.OldestYears) } },
        LinesChanged e => this with { Terms = Known with { Announced = e.Announced, OutsideReen = ReenRules.Outside(e.Announced, from.RecordedAt, e.OldestYears) } },
        DonationProposed e => this with { Terms = Known with { Status = DonationStatus.Proposed, Pole = e.Pole } },
        DonationAccepted e => this with { Terms = Known with { Status = DonationStatus.Accepted, Receiver = e.Receiver } },
        DonationDeclined => With(DonationStatus.Declined),
        DonationCancelled => With(DonationStatus.Cancelled),
        DonationSigned e => Sign(e, from),
        DockSignatureAllowed => this with { Terms = Known with { DockSignatureAllowed = true } },
        CollectionStarted => With(DonationStatus.InCollection),
        DonationReceived e => With(DonationStatus.Received) with { ReceivedAt = e.At },
        ReceptionNoteSigned e => this with { Reception = PaperSignature.Of(from.Organisation, from, onPaper: false), Terms = Known with { ReceptionNote = e.Document } },
        DonationReconciled e => this with { Terms = Known with { Status = DonationStatus.Reconciled, ReconciledAt = from.RecordedAt, SettledBy = e.How } },
        DonationClosed => With(DonationStatus.Closed),
        RestrictionsTightened e => this with { Terms = Known with { Restrictions = e.Restrictions } },
        ClausesSet e => this with { Terms = Known with { Clauses = e.Clauses } },
        ValueStated e => this with { Terms = Known with { StatedValue = new(e.Cents, e.On, e.Document) } },
        DonationCounted e => this with { DonorSilence = e.SilenceDays is { } days ? TimeSpan.FromDays(days) : DonorSilence, Terms = Known with { Sheet = e.Sheet, CountedAt = from.RecordedAt, GivenAt = Known.GivenAt ?? from.RecordedAt } },
        OffListAccepted e => Lines(e.Types, line => line with { AcceptedOffList = true, RefusedOffList = false }),
        OffListRefused e => Lines(e.Types, line => line with { RefusedOffList = true }),
        SheetContested e => this with { Terms = Known with { Contests = Known.Contests.Add(new(e.Words, e.Given, from.RecordedAt, e.Document)) } },
        ContestAnswered e => this with
        {
            Terms = Known with
            {
                Contests = Known.Contests.SetItem(
                    Known.Contests.Length - 1,
                    Known.Contests[^1] with { Answer = e.Words, AnsweredFor = from.Organisation, AnsweredAs = e.As, AnsweredAt = from.RecordedAt }),
            },
        },
        ReceiptTaken e => this with { Terms = Known with { Receipt = e.Receipt } },
        ReceiptGivenBack e => this with { Terms = Known with { Receipt = e.To } },
        DonationErrandFinished e => this with { Errands = Errands.RemoveAll(errand => errand.Name == e.Errand) },
        _ => throw new UnreachableException($"A donation does not know {@event.GetType().Name}."),
    };

    private Donation With(DonationStatus status) => this with { Terms = Known with { Status = status } };

    private Donation Lines(ImmutableArray<DeviceType> types, Func<SheetLine, SheetLine> answer) =>
        this with { Terms = Known with { Sheet = [.. Known.Sheet.Select(line => types.Contains(line.Type) ? answer(line) : line)] } };

    private DonationTerms Begin(DonationCreated e) => new()
    {
        Id = Id,
        Donor = e.Donor,
        Pole = e.Pole,
        LegalBasis = e.LegalBasis,
        Restrictions = e.Restrictions,
        Ownership = e.Ownership,
        RefusalDefault = e.RefusalDefault,
        Announced = e.Announced,
    };

    private Donation Sign(DonationSigned e, Provenance from)
    {
        var side = e.Party is DonationParty.Donor ? Known.Donor : Known.Receiver ?? from.Organisation;
        var next = this with
        {
            Signatures = Signatures.Add(PaperSignature.Of(side, from, e.OnPaper)),
            Terms = Known with { Convention = e.Document, SignedBy = [.. Known.SignedBy.Append(e.Party).Distinct().Order()] },
        };

        if (next.Signed && !Signed)
        {
            next = next with { Terms = next.Terms! with { SignedAt = from.RecordedAt } };
        }

        // A signature at the dock comes when the machines are already on their way.
        return next.Signed && Known.Status is DonationStatus.Accepted ? next.With(DonationStatus.Signed) : next;
    }

    /// <summary>What the fact means for others, under a name that is the same whenever the history is read.</summary>
    private Donation Owing(DonationEvent @event, Provenance from)
    {
        var kinds = DonationErrands.Of(this, @event);
        var number = (Terms?.Version ?? 0) + 1;

        return kinds.IsEmpty
            ? this
            : this with { Errands = Errands.AddRange(kinds.Select(kind => new DonationErrand(DonationErrands.Name(kind, number), kind, from.RecordedAt) { Signatures = Under(kind, @event, from) })) };
    }

    private ImmutableArray<PaperSignature> Under(DonationErrandKind kind, DonationEvent @event, Provenance from) => (kind, @event) switch
    {
        (DonationErrandKind.Convention or DonationErrandKind.Commitment, _) => Signatures,
        (DonationErrandKind.ReceptionNote, _) => [PaperSignature.Of(from.Organisation, from, onPaper: false)],
        (DonationErrandKind.Takeover, DonationReconciled { How: Reconciliation.SignedByDonor } e) => [.. Received, PaperSignature.Of(Known.Donor, from, e.OnPaper)],
        (DonationErrandKind.Takeover, _) => [.. Received],
        _ => [],
    };
}
