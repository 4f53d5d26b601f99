using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Loans;

namespace Ordi2.Domain.Documents;

public static partial class AgreementPapers
{
    /// <summary>
    /// Convention de mise à disposition: all three have signed. It says what was agreed, of which machines and on which days the borrower is
    /// accompanied (domain.md 8.2), and nothing of what came of it. A machine that comes later is named by the record of its handing over.
    /// An amendment (avenant): another relay, which signs with the borrower.
    /// </summary>
    public static ImmutableArray<DocumentOrder> Of(LoanConvention loan, Recorded<LoanEvent> recorded) => (recorded.Event, loan.Terms) switch
    {
        // No machine is handed over before it: it is of those that the dossier has got.
        (LoanSigned e, { Status: LoanStatus.Signed } terms) =>
            [Loan(loan, terms, recorded, Agreed(loan, terms, e.Document), [terms.Relay, terms.Borrower]) with { MachinesOf = terms.Dossier }],
        (RelayChanged e, { } terms) =>
            [Amendment(Loan(
                loan,
                terms,
                recorded,
                Agreed(loan, terms, e.Document, amends: loan.Document),
                [terms.Relay, terms.Borrower, loan.Pole],
                new Signatory(terms.Relay, Role.Animator),
                new Signatory(terms.Borrower, Role.Partner))) with { Machines = terms.OpenLines }],
        _ => [],
    };

    private static object Agreed(LoanConvention loan, LoanTerms terms, string document, string? amends = null) => new
    {
        lender = terms.Lender.Text,
        relay = terms.Relay.Text,
        borrower = terms.Borrower.Text,
        document = StepNumbers.Written(DocumentKind.LoanAgreement, loan.Id.Text, document),
        amends,
        loan = loan.Id.Text,
        dossier = terms.Dossier.Text,
        purpose = "common-project",
        validFrom = terms.From,
        validTo = terms.To,
        freeOfCharge = true,
        giftDeed = terms.GiftDeed,
        collectPoint = (terms.CollectPoint ?? terms.Relay).Text,
        duties = (string[])
        [
            "care", "insurance", "theft-needs-a-complaint", "return-on-request", "state-seen-at-return", "support-from-the-relay", "never-throw-away", "borrower-is-controller-of-its-data",
        ],
        machinesLater = "named-by-handover-record",
        signatures = loan.Signatures,
    };

    private static DocumentOrder Loan(
        LoanConvention loan, LoanTerms terms, Recorded<LoanEvent> recorded, object content, ImmutableArray<OrganisationId?> readers, params ReadOnlySpan<Signatory> signatories)
    {
        var order = Order($"loan/{loan.Id}", DocumentKind.LoanAgreement, terms.Lender, recorded.From, recorded.Seq, content, readers, signatories);
        return order with { SessionsOf = terms.Dossier, Render = order.Render with { TemplateVersion = "3" } };
    }

    private static DocumentOrder Amendment(DocumentOrder order) => order with { Render = order.Render with { Template = "loan-amendment" } };
}
