using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Tests.Aggregates;
using Ordi2.Domain.Tests.Receipts;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using DonationBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Donations.Donation,
    Ordi2.Contracts.Donations.DonationCommand,
    Ordi2.Domain.Donations.DonationEvent,
    Ordi2.Contracts.Donations.DonationTerms>;
using ReceiptBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Receipts.TaxReceipt,
    Ordi2.Contracts.Receipts.ReceiptCommand,
    Ordi2.Domain.Receipts.ReceiptEvent,
    Ordi2.Contracts.Receipts.ReceiptTerms>;
using RoundBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Rounds.CollectionRound,
    Ordi2.Contracts.Rounds.RoundCommand,
    Ordi2.Domain.Rounds.RoundEvent,
    Ordi2.Contracts.Rounds.RoundTerms>;

namespace Ordi2.Domain.Tests.Documents;

/// <summary>
/// The rows of domain.md 8.1 about donations, rounds and receipts: each paper becomes due with the step that the row names, with no
/// other, and stays due until it is made.
/// </summary>
public sealed class OwedPapersTests
{
    private static readonly (DonationCommand Command, Caller Caller)[] Given =
    [
        (Gift, DonorContact),
        (new SetClauses(new() { ReuseCommitment = true }), DonorContact),
        (new ProposeDonation(Pole.Id), DonorContact),
        (new AcceptDonation(Workshop.Id), Coordinator),
        (new SignDonation(DonationParty.Donor, "CD-1"), DonorContact),
        (new SignDonation(DonationParty.Receiver, "CD-1"), Supervisor),
        (new StartCollecting(), Storekeeper),
        (new MarkReceived(), Storekeeper),
        (new AcceptOffList { Types = [DeviceType.Printer] }, DonorContact),
        (new SignReceptionNote("BR-1"), Storekeeper),
        (new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), DonorContact),
        (new CloseDonation(), Coordinator),
    ];

    [Fact]
    public void The_papers_of_a_donation_become_due_at_both_signatures_at_the_reception_note_and_at_the_reconciliation()
    {
        var bench = new DonationBench(Kinds.Donation, Counted);

        Assert.Equal(
            [
                "sign SIGNED GIFT_CONVENTION",
                "sign SIGNED REUSE_COMMITMENT",
                "sign-reception-note RECEIVED RECEPTION_NOTE",
                "reconcile RECONCILED TAKEOVER_CERTIFICATE",
            ],
            Walk(bench, Given, OwedPapers.Of));
    }

    [Fact]
    public void Who_did_not_commit_to_re_use_owes_no_commitment()
    {
        var bench = new DonationBench(Kinds.Donation, Counted);

        Assert.Equal(["sign SIGNED GIFT_CONVENTION"], Walk(bench, [.. Given[..1], .. Given[2..6]], OwedPapers.Of));
    }

    [Fact]
    public void One_signature_is_no_convention_and_a_gift_that_is_declined_owes_nothing()
    {
        Assert.Empty(Walk(new DonationBench(Kinds.Donation, Counted), Given[..5], OwedPapers.Of));
        Assert.Empty(Walk(new DonationBench(Kinds.Donation, Counted), [.. Given[..3], (new DeclineDonation("trop ancien"), Coordinator)], OwedPapers.Of));
    }

    [Fact]
    public void A_paper_of_a_donation_stays_due_from_its_fact_on_until_it_is_made()
    {
        var bench = new DonationBench(Kinds.Donation, Counted);
        Walk(bench, Given[..6], OwedPapers.Of);
        var since = bench.Now;
        bench.Now = since.AddDays(3);
        var errand = Assert.Single(bench.State.Errands, one => one.Kind is DonationErrandKind.Convention);
        var order = Assert.Single(OwedPapers.Of(bench.State), one => one.Render.Kind is DocumentKind.GiftConvention);

        Assert.Equal(($"donation/X-1/{errand.Name}", since, Workshop.Id, since), (order.Purpose, order.At, order.Render.Issuer, DonationDeadlines.DueAt(bench.State)));

        bench.Do(new FinishErrand(errand.Name), Cast.System);
        Assert.Equal([DocumentKind.ReuseCommitment], OwedPapers.Of(bench.State).Select(one => one.Render.Kind));
    }

    [Fact]
    public void A_pickup_note_becomes_due_with_each_trip_that_is_recorded_and_with_nothing_else()
    {
        var bench = new RoundBench(Kinds.Round, WithDonation());

        Assert.Equal(
            ["record-trip OPEN PICKUP_NOTE", "finish DONE PICKUP_NOTE"],
            Walk(
                bench,
                [
                    (Round, Coordinator),
                    (new OpenRound(), Driver),
                    (new KeyCounts("b") { Counts = [new(DeviceType.Desktop, 7)] }, Driver),
                    (new RecordTrip { Counts = [new(DeviceType.Desktop, 180)], Note = "BE-1" }, Driver),
                    (new FinishRound { Counts = [new(DeviceType.Desktop, 3)], Note = "BE-2" }, Driver),
                    (new CloseRound(), Coordinator),
                ],
                OwedPapers.Of));

        var owed = OwedPapers.Of(bench.State).ToArray();
        Assert.Equal(2, owed.Select(order => order.Purpose).Distinct(StringComparer.Ordinal).Count());
        bench.Do(new FinishRoundErrand(owed[0].Purpose["round/X-1/".Length..]), Cast.System);
        Assert.Equal([owed[1].Purpose], OwedPapers.Of(bench.State).Select(order => order.Purpose));
    }

    [Fact]
    public void A_receipt_becomes_due_when_it_is_issued_once_until_it_has_its_number()
    {
        var bench = new ReceiptBench(Kinds.Receipt, ReceiptStories.With(ReceiptStories.Settled));

        Assert.Equal(
            ["issue ISSUED TAX_RECEIPT"],
            Walk(
                bench,
                [
                    (ReceiptStories.Receipt1, Supervisor),
                    (new IssueReceipt(), Supervisor),
                    (new NumberReceipt(new("RF-2027-000001-workshop")), Cast.System),
                    (new MarkReceiptReplaced(new("X-2"), new("RF-2027-000002-workshop")), Cast.System),
                ],
                OwedPapers.Of));
        Assert.Empty(OwedPapers.Of(bench.State));
    }

    public static TheoryData<string, DonationStatus, LegalBasis, TaxReceiptStatus> Undue => new()
    {
        { "donation-not-reconciled", DonationStatus.Received, LegalBasis.Mecenat238Bis, TaxReceiptStatus.Rig },
        { "receipt-only-for-mecenat", DonationStatus.Reconciled, LegalBasis.PrivateIndividual, TaxReceiptStatus.Rig },
        { "issuer-not-eligible", DonationStatus.Reconciled, LegalBasis.Mecenat238Bis, TaxReceiptStatus.None },
    };

    [Theory]
    [MemberData(nameof(Undue))]
    public void Before_the_reconciliation_on_another_basis_or_by_who_may_not_no_receipt_becomes_due(string code, DonationStatus status, LegalBasis basis, TaxReceiptStatus issuer)
    {
        var bench = new ReceiptBench(Kinds.Receipt, ReceiptStories.With(ReceiptStories.Settled));
        bench.Do(ReceiptStories.Receipt1, Supervisor);
        bench.Facts = Cast.With(Workshop with { TaxReceipts = issuer }) with { Donation = ReceiptStories.Settled with { Status = status, LegalBasis = basis } };
        bench.Refuses(code, new IssueReceipt(), Supervisor);

        Assert.Empty(OwedPapers.Of(bench.State));
    }

    /// <summary>Takes the steps, and says after which of them which paper became due, and where the aggregate stood then.</summary>
    private static List<string> Walk<TState, TCommand, TEvent, TTerms>(
        Bench<TState, TCommand, TEvent, TTerms> bench, (TCommand Command, Caller Caller)[] acts, Func<TState, IEnumerable<DocumentOrder>> owes)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class
    {
        var due = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);

        foreach (var (command, caller) in acts)
        {
            bench.Now = bench.Now.AddHours(1);
            bench.Do(command, caller);
            due.AddRange(owes(bench.State).Where(order => known.Add(order.Purpose))
                .Select(order => $"{CommandCatalog<TCommand>.StepOf(command)} {bench.Status} {order.Render.Kind.Code()}"));
        }

        return due;
    }
}
