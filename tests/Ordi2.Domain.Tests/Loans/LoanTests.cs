using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using LoanBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Loans.LoanConvention,
    Ordi2.Contracts.Loans.LoanCommand,
    Ordi2.Domain.Loans.LoanEvent,
    Ordi2.Contracts.Loans.LoanTerms>;

namespace Ordi2.Domain.Tests.Loans;

public sealed class LoanTests
{
    private static LoanBench Nothing => new(Kinds.Loan, WithDossier());

    [Fact]
    public void A_convention_is_signed_when_the_third_side_has_signed()
    {
        var bench = Nothing;
        bench.Do(Convention, Animator);
        bench.Do(new SignLoan(LoanParty.Borrower, "MD-1"), Referent);
        bench.Refuses("document-already-signed", new SignLoan(LoanParty.Borrower, "MD-1"), Referent);
        bench.Refuses("another-document", new SignLoan(LoanParty.Lender, "MD-2"), Supervisor);
        Assert.Equal([LoanParty.Borrower], bench.Terms.SignedBy.AsEnumerable());
        bench.Do(new SignLoan(LoanParty.Lender, "MD-1"), Supervisor);
        Assert.Equal([LoanParty.Lender, LoanParty.Borrower], bench.Terms.SignedBy.AsEnumerable());
        bench.Refuses("step-not-now", new OpenLine(M1), Cast.System);
        bench.Do(new SignLoan(LoanParty.Relay, "MD-1"), Animator);
        Assert.Equal(LoanStatus.Signed, bench.Terms.Status);
        bench.Do(new OpenLine(M1), Cast.System);
        Assert.Equal(LoanStatus.Active, bench.Terms.Status);
    }

    [Fact]
    public void Nobody_signs_for_another_side_but_a_signature_on_paper_may_be_recorded()
    {
        var bench = Nothing;
        bench.Do(Convention, Animator);
        bench.Refuses("signs-for-another", new SignLoan(LoanParty.Borrower, "MD-1"), Animator);
        bench.Refuses("signs-for-another", new SignLoan(LoanParty.Lender, "MD-1"), Referent);
        bench.Refuses("signs-for-another", new SignLoan(LoanParty.Lender, "MD-1", OnPaper: true), Referent);
        bench.Do(new SignLoan(LoanParty.Borrower, "MD-1", OnPaper: true), Animator);
    }

    [Fact]
    public void A_loan_is_free_and_has_dates()
    {
        Nothing.Refuses("loan-is-free", Convention with { FeeCents = 1 }, Animator);
        Nothing.Refuses("dates-reversed", Convention with { To = Convention.From.AddDays(-1) }, Animator);
        Nothing.Do(Convention with { To = Convention.From }, Animator);
    }

    [Fact]
    public void A_loan_is_of_this_century_and_not_of_the_end_of_the_calendar()
    {
        Nothing.Refuses("date-out-of-range", Convention with { From = new(9999, 12, 1), To = null }, Animator);
        Nothing.Refuses("date-out-of-range", Convention with { From = default, To = null }, Animator);
        Nothing.Refuses("date-out-of-range", Convention with { To = DateOnly.MaxValue }, Animator);
        Active().Refuses("date-out-of-range", new ExtendLoan(DateOnly.MaxValue, "AV-1"), Supervisor);
    }

    [Fact]
    public void Owner_epn_and_partner_are_those_of_the_dossier_and_different_persons()
    {
        var other = WithDossier();
        Nothing.Refuses("dossier-of-another-epn", Convention with { Relay = Stranger.Id }, Supervisor);
        Nothing.Refuses("dossier-of-another-partner", Convention with { Borrower = Stranger.Id }, Animator);
        Nothing.Refuses("dossier-of-another-mode", Convention with { GiftDeed = true }, Animator);
        Nothing.Refuses("borrower-is-the-lender", Convention with { Lender = Partner.Id }, Animator);
        Nothing.Do(Convention with { Lender = Epn.Id }, Animator);

        var bench = Nothing;
        bench.Facts = other with { Dossier = other.Dossier! with { Partner = PartnerOfTheEpn.Id } };
        bench.Refuses("partner-not-another-person", Convention with { Borrower = PartnerOfTheEpn.Id }, Animator);
        bench.Facts = bench.Facts with { Dossier = bench.Facts.Dossier! with { PartnerIsEpnDerogation = true } };
        bench.Do(Convention with { Borrower = PartnerOfTheEpn.Id }, Animator);

        bench = Nothing;
        bench.Facts = WithDossier(DossierStatus.Rejected);
        bench.Refuses("dossier-not-running", Convention, Animator);
        bench.Facts = Cast.Facts;
        bench.Refuses("not-created-yet", Convention, Animator);
    }

    [Fact]
    public void A_gift_deed_is_for_a_dossier_that_provides_for_gifts()
    {
        var bench = Nothing;
        bench.Facts = bench.Facts with { Dossier = bench.Facts.Dossier! with { Mode = ProvisionMode.Gift } };
        bench.Refuses("dossier-of-another-mode", Convention, Animator);
        bench.Do(Convention with { GiftDeed = true }, Animator);
        Assert.True(bench.Terms.GiftDeed);
    }

    [Fact]
    public void Each_machine_has_one_line_and_an_open_line_keeps_the_convention_open()
    {
        var bench = Active();
        Assert.Empty(bench.Do(new OpenLine(M1), Cast.System));
        bench.Do(new OpenLine(M2), Cast.System);
        bench.Refuses("machines-still-out", new CloseLoan(), Animator);
        bench.Do(new CloseLine(M1, LineEnd.Returned), Cast.System);
        Assert.Empty(bench.Do(new CloseLine(M1, LineEnd.Returned), Cast.System));
        bench.Refuses("number-missing", new FileLoss(M2, LossKind.Stolen, ""), Referent);
        bench.Refuses("machine-not-in-it", new FileLoss(M3, LossKind.Stolen, "PV-1"), Referent);
        bench.Do(new FileLoss(M2, LossKind.Stolen, "PV-1"), Referent);
        bench.Refuses("loss-already-filed", new FileLoss(M2, LossKind.Lost, "PV-2"), Referent);
        bench.Do(new CloseLoan(), Animator);
        Assert.Equal(LoanStatus.Closed, bench.Terms.Status);
        Assert.Equal([M2], bench.Terms.OpenLines.AsEnumerable());
    }

    [Fact]
    public void The_return_is_due_at_the_end_or_for_a_reason()
    {
        var bench = Active();
        bench.Refuses("words-missing", new MarkReturnDue(), Cast.System);
        bench.Refuses("dates-reversed", new ExtendLoan(bench.Terms.To, "AV-1"), Supervisor);
        bench.Refuses("step-not-now", new BreachLoan("sans réponse"), Coordinator);
        bench.Now = new DateTimeOffset(Convention.To!.Value, default, TimeSpan.Zero);
        bench.Do(new MarkReturnDue(), Cast.System);
        bench.Do(new ExtendLoan(bench.Terms.To.AddMonths(6), "AV-1"), Supervisor);
        Assert.Equal(LoanStatus.Extended, bench.Terms.Status);
    }

    [Fact]
    public void A_partner_that_no_longer_works_does_not_sign()
    {
        var bench = Nothing;
        bench.Do(Convention, Animator);
        bench.Facts = With(Partner with { Status = OrganisationStatus.Closed }, WithDossier());
        bench.Refuses("organisation-not-working", new SignLoan(LoanParty.Borrower, "MD-1"), Referent);
    }

    private static LoanBench Active()
    {
        var bench = Nothing;
        bench.Do(Convention, Animator);
        bench.Do(new SignLoan(LoanParty.Lender, "MD-1"), Supervisor);
        bench.Do(new SignLoan(LoanParty.Relay, "MD-1"), Animator);
        bench.Do(new SignLoan(LoanParty.Borrower, "MD-1"), Referent);
        bench.Do(new OpenLine(M1), Cast.System);
        return bench;
    }
}
