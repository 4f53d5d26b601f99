using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Receipts;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Receipts.ReceiptStories;
using Cast = Ordi2.Domain.Tests.Aggregates.Cast;
using ReceiptBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Receipts.TaxReceipt,
    Ordi2.Contracts.Receipts.ReceiptCommand,
    Ordi2.Domain.Receipts.ReceiptEvent,
    Ordi2.Contracts.Receipts.ReceiptTerms>;

namespace Ordi2.Domain.Tests.Receipts;

public sealed class ReceiptTests
{
    [Fact]
    public void A_receipt_says_what_the_donor_says_and_what_was_taken_over()
    {
        var bench = Drafted();
        bench.Do(new IssueReceipt(), Supervisor);
        Assert.Equal(123_450, bench.Terms.ValueCents);
        Assert.Equal([new GiftLine(DeviceType.Laptop, 9), new GiftLine(DeviceType.Printer, 2)], bench.Terms.Gift.AsEnumerable());
        Assert.True(bench.State.WantsNumber);
        Assert.Equal(Now, Kinds.Receipt.DueAt(bench.State));
        bench.Do(new NumberReceipt(new("RF-2027-000001-workshop")), Cast.System);
        bench.Do(new NumberReceipt(new("RF-2027-000009-workshop")), Cast.System);
        Assert.Equal("RF-2027-000001-workshop", bench.Terms.Document?.Text);
        Assert.Null(Kinds.Receipt.DueAt(bench.State));
        bench.Refuses("step-not-now", new IssueReceipt(), Supervisor);
    }

    [Theory]
    [InlineData(DonationStatus.Signed)]
    [InlineData(DonationStatus.InCollection)]
    [InlineData(DonationStatus.Received)]
    public void Nothing_is_receipted_before_the_donation_is_reconciled(DonationStatus status)
    {
        var bench = Drafted(With(Settled with { Status = status }));
        bench.Refuses("donation-not-reconciled", new IssueReceipt(), Supervisor);
    }

    [Fact]
    public void The_law_is_asked_before_the_issue()
    {
        Drafted(With(Settled with { LegalBasis = LegalBasis.WasteStream })).Refuses("receipt-only-for-mecenat", new IssueReceipt(), Supervisor);
        Drafted(With(Settled with { StatedValue = null })).Refuses("value-not-stated", new IssueReceipt(), Supervisor);
        Drafted(With(Settled with { Sheet = [new(DeviceType.Printer, 0, null, 3)] })).Refuses("off-list-unanswered", new IssueReceipt(), Supervisor);

        var bench = Drafted();
        bench.Facts = Cast.With(Eligible with { TaxReceipts = TaxReceiptStatus.None }, bench.Facts);
        bench.Refuses("issuer-not-eligible", new IssueReceipt(), Supervisor);
    }

    [Fact]
    public void Only_who_received_the_gift_or_its_pole_issues()
    {
        var bench = new ReceiptBench(Kinds.Receipt, With(Settled));
        bench.Refuses("issuer-not-of-the-gift", Receipt1 with { Issuer = Epn.Id }, Coordinator);
        bench.Refuses("issuer-not-eligible", Receipt1 with { Issuer = Pole.Id }, Coordinator);
        bench.Refuses("role-may-not", Receipt1, DonorContact);
        bench.Refuses("words-missing", Receipt1 with { Capacity = "" }, Supervisor);
    }

    [Fact]
    public void A_gift_has_one_receipt_and_another_only_in_its_place()
    {
        var issued = new ReceiptTerms
        {
            Id = new("R-0"),
            Donation = new("D-1"),
            Donor = Donor.Id,
            Issuer = Workshop.Id,
            Capacity = "présidente",
            Status = ReceiptStatus.Issued,
            Document = new("RF-2027-000001-workshop"),
        };
        var facts = With(Settled, issued);
        Drafted(facts).Refuses("receipt-already-issued", new IssueReceipt(), Supervisor);

        var other = new ReceiptBench(Kinds.Receipt, facts);
        other.Do(Receipt1 with { Replaces = issued.Id }, Supervisor);
        other.Do(new IssueReceipt(), Supervisor);
        other.Do(new NumberReceipt(new("RF-2027-000002-workshop")), Cast.System);
        Assert.Equal("replace", Assert.Single(other.State.Errands).Name);

        var late = new ReceiptBench(Kinds.Receipt, With(Settled, issued with { Status = ReceiptStatus.Cancelled }));
        late.Do(Receipt1 with { Replaces = issued.Id }, Supervisor);
        late.Refuses("nothing-to-replace", new IssueReceipt(), Supervisor);
    }

    [Fact]
    public void A_receipt_that_has_not_the_right_of_its_gift_is_not_issued_and_one_that_is_not_issued_gives_it_back()
    {
        Drafted(With(Settled with { Receipt = null })).Refuses("receipt-right-missing", new IssueReceipt(), Supervisor);
        Drafted(With(Settled with { Receipt = new("R-0") })).Refuses("receipt-right-missing", new IssueReceipt(), Supervisor);

        var bench = Drafted();
        bench.Do(new GiveUpRight(), Cast.System);
        var first = Assert.Single(bench.State.Errands).Name;
        bench.Do(new FinishReceiptErrand(first), Cast.System);
        bench.Do(new GiveUpRight(), Cast.System);
        Assert.NotEqual(first, Assert.Single(bench.State.Errands).Name);
        Assert.Equal(Now, Kinds.Receipt.DueAt(bench.State));

        var cancelled = Drafted();
        cancelled.Do(new CancelReceipt("don repris"), Supervisor);
        Assert.StartsWith(ReceiptErrand.GiveBack, Assert.Single(cancelled.State.Errands).Name, StringComparison.Ordinal);

        var issued = Drafted();
        issued.Do(new IssueReceipt(), Supervisor);
        issued.Refuses("step-not-now", new GiveUpRight(), Cast.System);
    }

    [Theory]
    [InlineData(0, "zéro euro")]
    [InlineData(100, "un euro")]
    [InlineData(123_450, "mille deux cent trente-quatre euros et cinquante centimes")]
    [InlineData(8_000, "quatre-vingts euros")]
    [InlineData(8_100, "quatre-vingt-un euros")]
    [InlineData(7_101, "soixante et onze euros et un centime")]
    [InlineData(9_900, "quatre-vingt-dix-neuf euros")]
    [InlineData(2_100, "vingt et un euros")]
    [InlineData(20_000, "deux cents euros")]
    [InlineData(20_300, "deux cent trois euros")]
    [InlineData(8_000_000, "quatre-vingt mille euros")]
    [InlineData(20_000_000, "deux cent mille euros")]
    [InlineData(200_000_000, "deux millions d'euros")]
    [InlineData(117_700_000, "un million cent soixante-dix-sept mille euros")]
    public void An_amount_is_said_in_letters(long cents, string words) => Assert.Equal(words, FrenchNumbers.Euros(cents));

    [Fact]
    public void An_amount_is_written_with_a_decimal_comma() => Assert.Equal("1\u202f234,50\u00a0€", FrenchNumbers.Figures(123_450));

    private static ReceiptBench Drafted(Facts? facts = null)
    {
        var bench = new ReceiptBench(Kinds.Receipt, facts ?? With(Settled));
        bench.Do(Receipt1, Supervisor);
        return bench;
    }
}
