using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Organisations;

namespace Ordi2.Domain.Machines;

/// <summary>The EPN hands a machine to the partner of its dossier (transition 23): what has to be so, and what it makes.</summary>
internal static class Placing
{
    public static IEnumerable<MachineEvent> Place(Case<PlaceWithPartner> about)
    {
        var loan = about.Circumstances.Loan!;
        var signature = CodeSigned(about);
        yield return new PlacedWithPartner(
            loan.Id,
            about.Caller.Organisation,
            loan.Borrower,
            signature?.By.Text ?? about.Command.CoSignedBy,
            about.Circumstances.Dossier?.PartnerIsEpnDerogation == true)
        {
            CodeSignedAt = signature?.At,
            Impact = ImpactRule.AtPlacement(about.Machine, about.Circumstances.Rules, about.Scan.OccurredAt),
            WarrantyUntil = about.Scan.OccurredAt.AddMonths(about.Circumstances.Rules.WarrantyMonths),
            RulesVersion = about.Circumstances.Rules.Cited(),
        };
        yield return new CustodyPassed(about.Machine.Custody?.Holder, loan.Borrower, null, HandoverBasis.TwoSided);

        foreach (var settled in Placements.Settled(about))
        {
            yield return settled;
        }

        if (loan.GiftDeed)
        {
            yield return new OwnershipPassed(about.Machine.Ownership?.Owner, loan.Borrower, loan.Id.Text, null) { Counted = PublicGifts.Of(about, loan.Borrower) };
        }
    }

    public static Refusal? EpnIsNotClosing(Case about) => about.Circumstances.Scanner.Status == OrganisationStatus.Closing
        ? Refusal.Conflict("organisation-closing", about.Circumstances.Scanner.Name)
        : null;

    public static Refusal? LoanIsSigned(Case<PlaceWithPartner> about) => about.Circumstances.Loan switch
    {
        null => Refusal.NotFound("loan-unknown", about.Command.Loan.Text),
        { Status: LoanStatus.Signed or LoanStatus.Active or LoanStatus.Extended } => null,
        var loan => Refusal.Conflict("loan-not-signed", loan.Id.Text),
    };

    public static Refusal? LoanIsOfTheEpn(Case about) => about.Circumstances.Loan!.Relay == about.Caller.Organisation
        ? null
        : Refusal.Forbidden("loan-of-another-epn", about.Circumstances.Loan.Id.Text);

    public static Refusal? BorrowerIsThePartnerOfTheDossier(Case about) => about.Machine.Allocation is { } allocation
        && allocation.Dossier == about.Circumstances.Loan!.Dossier
        && allocation.Partner == about.Circumstances.Loan.Borrower
            ? null
            : Refusal.Conflict("borrower-is-not-the-partner", about.Circumstances.Loan!.Id.Text);

    // A gift changes the owner: what was tightened since the allocation counts (domain.md 2.1).
    public static Refusal? RestrictionsFitWhoIsGivenIt(Case about) => about.Circumstances.Loan is { GiftDeed: true, Borrower: var owner }
        && !RestrictionRules.Allows(about.Machine.Restrictions, about.Circumstances.Of(owner)?.Category ?? RecipientCategory.None)
            ? Refusal.Conflict("restriction-does-not-fit", about.Circumstances.NameOf(owner))
            : null;

    // The EPN never ends as user, nor does the legal person behind it (invariant 2).
    public static Refusal? PartnerIsNotTheEpn(Case about)
    {
        if (about.Circumstances.Dossier?.PartnerIsEpnDerogation == true)
        {
            return null;
        }

        return about.Circumstances.Of(about.Circumstances.Loan!.Borrower) switch
        {
            null => Refusal.NotFound("organisation-unknown", about.Circumstances.Loan.Borrower.Text),
            var partner when Accreditations.SameLegalPerson(partner, about.Circumstances.Scanner) => Refusal.Conflict("partner-is-the-epn", partner.Name),
            _ => null,
        };
    }

    public static Refusal? ASessionIsPlanned(Case about) =>
        about.Circumstances.Dossier is { Sessions.IsEmpty: false } ? null : Refusal.Conflict("no-session-planned");

    /// <summary>By the partner's own code where there is one; otherwise by hand before the EPN, which names the referent and attests it.</summary>
    public static Refusal? PartnerCoSigned(Case<PlaceWithPartner> about) =>
        CodeSigned(about) is not null ? null
        : string.IsNullOrWhiteSpace(about.Command.CoSignedBy) || about.Command.CoSignedBy == about.Caller.Person.Text || new PersonId(about.Command.CoSignedBy).IsProgram
            ? Refusal.Invalid("co-signature-missing")
            : null;

    private static CodeSignature? CodeSigned(Case about) =>
        about.Circumstances.Loan?.CoSigned.LastOrDefault(signed => signed.Machine == about.Id && about.Now - signed.At < CodeSignature.Good);
}
