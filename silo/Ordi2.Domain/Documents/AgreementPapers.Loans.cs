using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Loans;

namespace Ordi2.Domain.Documents;

public static partial class AgreementPapers
{
    private const string LoanTemplate = "4";

    /// <summary>
    /// Convention de mise à disposition: all three have signed. It says what was agreed, of which machines and on which days the borrower is
    /// accompanied (domain.md 8.2), and nothing of what came of it. A machine that comes later is named by the record of its handing over.
    /// An amendment (avenant): another relay, which signs with the borrower.
    /// </summary>
    public static ImmutableArray<DocumentOrder> Of(LoanConvention loan, Recorded<LoanEvent> recorded) => (recorded.Event, loan.Terms) switch
    {
        // No machine is handed over before it: it is of those that the dossier has got.
        (LoanSigned e, { Status: LoanStatus.Signed } terms) =>
            [Loan(loan, terms, recorded, Agreed(terms, e.Document, loan.Signatures), [terms.Relay, terms.Borrower]) with { MachinesOf = terms.Dossier }],
        (RelayChanged e, { } terms) =>
            [Amendment(Loan(
                loan,
                terms,
                recorded,
                Agreed(terms, e.Document, loan.Signatures, amends: loan.Document),
                [terms.Relay, terms.Borrower, loan.Pole],
                new Signatory(terms.Relay, Role.Animator),
                new Signatory(terms.Borrower, Role.Partner))) with { Machines = terms.OpenLines }],
        _ => [],
    };

    /// <summary>What a convention that is not signed by all yet says: the content of the paper that it will be, for whoever is about to sign it.</summary>
    /// <param name="terms">As they stand.</param>
    /// <param name="machines">What the dossier has got and no loan has yet.</param>
    /// <param name="sessions">The days on which the borrower is accompanied.</param>
    /// <returns>Canonical JSON.</returns>
    public static string Unsigned(LoanTerms terms, ImmutableArray<NamedMachine> machines, IEnumerable<DateOnly> sessions)
    {
        var content = Agreed(terms, terms.Document ?? StepNumbers.Of(DocumentKind.LoanAgreement, terms.Id.Text), []);
        var order = new DocumentOrder
        {
            Purpose = Purpose($"loan/{terms.Id}", terms.Version),
            At = default,
            Render = new(DocumentKind.LoanAgreement, terms.Lender, "loan-agreement", LoanTemplate, DonationPapers.Json(content)),
            MachinesOf = terms.Dossier,
        };
        return order.Naming(machines).Accompanied(sessions).Render.Content;
    }

    private static object Agreed(LoanTerms terms, string document, IEnumerable<PaperSignature> signatures, string? amends = null) => new
    {
        lender = terms.Lender.Text,
        relay = terms.Relay.Text,
        borrower = terms.Borrower.Text,
        document = StepNumbers.Written(DocumentKind.LoanAgreement, terms.Id.Text, document),
        amends,
        loan = terms.Id.Text,
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
        signatures,
    };

    private static DocumentOrder Loan(
        LoanConvention loan, LoanTerms terms, Recorded<LoanEvent> recorded, object content, ImmutableArray<OrganisationId?> readers, params ReadOnlySpan<Signatory> signatories)
    {
        var order = Order($"loan/{loan.Id}", DocumentKind.LoanAgreement, terms.Lender, recorded.From, recorded.Seq, content, readers, signatories);
        return order with { SessionsOf = terms.Dossier, Render = order.Render with { TemplateVersion = LoanTemplate } };
    }

    private static DocumentOrder Amendment(DocumentOrder order) => order with { Render = order.Render with { Template = "loan-amendment" } };
}
