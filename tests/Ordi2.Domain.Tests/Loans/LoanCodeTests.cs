using Ordi2.Contracts.Loans;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using LoanBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Loans.LoanConvention,
    Ordi2.Contracts.Loans.LoanCommand,
    Ordi2.Domain.Loans.LoanEvent,
    Ordi2.Contracts.Loans.LoanTerms>;

namespace Ordi2.Domain.Tests.Loans;

/// <summary>The partner signs on the EPN's device by a code of its own.</summary>
public sealed class LoanCodeTests
{
    private static readonly MakeLoanCode ForTheConvention = new(LoanCodeFor.Convention, CodeDigest("X-1", LoanCodeFor.Convention));

    private static readonly MakeLoanCode ForMachines = new(LoanCodeFor.HandingOver, CodeDigest("X-1", LoanCodeFor.HandingOver)) { Machines = [M1, M2] };

    private static readonly EnterLoanCode Convention = new(LoanCodeFor.Convention, PartnersCode, "MD-1");

    private static readonly EnterLoanCode HandingOver = new(LoanCodeFor.HandingOver, PartnersCode);

    [Fact]
    public void The_partner_signs_the_convention_by_its_code_and_the_paper_says_so()
    {
        var bench = Written();
        bench.Do(new SignLoan(LoanParty.Lender, "MD-1"), Supervisor);
        bench.Do(new SignLoan(LoanParty.Relay, "MD-1"), Animator);
        bench.Do(ForTheConvention, Signer);
        bench.Do(Convention with { Document = null }, Animator);

        Assert.Equal(LoanStatus.Signed, bench.Terms.Status);
        Assert.Null(bench.Terms.CodeExpiresAt);
        Assert.Contains(PaperSignature.OfCode(Partner.Id, Signer.Person, Cast.Now), bench.State.Signatures);
        bench.Refuses("document-already-signed", ForTheConvention, Signer);
        bench.Refuses("loan-code-not-made", Convention, Animator);
    }

    [Fact]
    public void A_code_of_the_first_signature_needs_the_number_and_keeps_the_rules_of_a_signature()
    {
        var bench = Written();
        bench.Do(ForTheConvention, Signer);
        bench.Refuses("number-missing", Convention with { Document = null }, Animator);
        bench.Do(new SignLoan(LoanParty.Relay, "MD-2"), Animator);
        bench.Refuses("another-document", Convention, Animator);
        bench.Do(Convention with { Document = "MD-2" }, Animator);
        Assert.Equal([LoanParty.Relay, LoanParty.Borrower], bench.Terms.SignedBy.AsEnumerable());
    }

    [Fact]
    public void Only_the_partner_makes_a_code_and_only_the_epn_enters_it()
    {
        var bench = Written();
        bench.Refuses("role-may-not", ForTheConvention, Animator);
        bench.Do(ForTheConvention, Signer);
        bench.Refuses("role-may-not", Convention, Signer);
        bench.Refuses("code-of-the-other-side", Convention, Animator with { Person = Signer.Person });
    }

    [Fact]
    public void A_wrong_code_counts_and_the_sixth_try_is_no_try()
    {
        var bench = Written();
        bench.Refuses("code-wrong-form", ForTheConvention with { Digest = "482915" }, Signer);
        bench.Do(ForTheConvention, Signer);

        // The code for the convention signs no handing over.
        bench.Do(HandingOver, Animator);

        for (var left = SigningCode.MostAttempts - 1; left > 0; left--)
        {
            Assert.Equal(left, bench.Terms.AttemptsLeft);
            bench.Do(Convention with { Code = "000000" }, Animator);
        }

        bench.Refuses("loan-code-expired", Convention, Animator);
        Assert.Empty(bench.Terms.SignedBy);
    }

    [Fact]
    public void A_code_lives_a_quarter_of_an_hour()
    {
        var bench = Written();
        bench.Do(ForTheConvention, Signer);
        bench.Now += SigningCode.Lives;
        bench.Refuses("loan-code-expired", Convention, Animator);
        bench.Do(ForTheConvention, Signer);
        bench.Do(Convention, Animator);
    }

    [Fact]
    public void The_code_for_a_handing_over_signs_for_the_machines_that_the_partner_named()
    {
        var bench = Written();
        bench.Refuses("loan-not-signed", ForMachines, Signer);
        Sign(bench);
        bench.Refuses("out-of-bounds", ForMachines with { Machines = [] }, Signer);
        bench.Do(ForMachines, Signer);
        bench.Do(HandingOver, Animator);
        Assert.Equal([new CodeSignature(M1, Signer.Person, Cast.Now), new CodeSignature(M2, Signer.Person, Cast.Now)], bench.Terms.CoSigned.AsEnumerable());

        // What is handed over has used its signature up.
        bench.Do(new OpenLine(M1), Cast.System);
        Assert.Equal([M2], bench.Terms.CoSigned.Select(signed => signed.Machine));
        bench.Refuses("machine-already-on-it", ForMachines, Signer);
    }

    private static LoanBench Written()
    {
        var bench = new LoanBench(Kinds.Loan, WithDossier());
        bench.Do(Stories.Convention, Animator);
        return bench;
    }

    private static void Sign(LoanBench bench)
    {
        bench.Do(new SignLoan(LoanParty.Lender, "MD-1"), Supervisor);
        bench.Do(new SignLoan(LoanParty.Relay, "MD-1"), Animator);
        bench.Do(new SignLoan(LoanParty.Borrower, "MD-1"), Referent);
    }
}
