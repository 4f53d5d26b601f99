using System.Collections.Immutable;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Receipts;

namespace Ordi2.Domain.Documents;

/// <summary>What a tax receipt says (domain.md 8.2). The value is the donor's own; it is never computed.</summary>
public static class ReceiptPapers
{
    /// <summary>An issued receipt wants its document, once; a receipt that has it, or is not issued, wants none.</summary>
    /// <param name="receipt">The receipt as it stands.</param>
    /// <param name="donation">The gift.</param>
    /// <param name="donor">Who gave.</param>
    /// <param name="issuer">Who issues.</param>
    /// <param name="labels">The machines that were taken over.</param>
    /// <param name="replaces">The document that it replaces.</param>
    public static DocumentOrder? Due(
        TaxReceipt receipt, DonationTerms donation, OrganisationProfile? donor, OrganisationProfile? issuer, ImmutableArray<string> labels, DocumentId? replaces) =>
        receipt is { WantsNumber: true, Terms: { } terms }
            ? new() { Purpose = $"receipt/{receipt.Id}", At = terms.IssuedAt!.Value, Render = Of(terms, donation, donor, issuer, labels, replaces) }
            : null;

    public static RenderDocument Of(
        ReceiptTerms receipt,
        DonationTerms donation,
        OrganisationProfile? donor,
        OrganisationProfile? issuer,
        ImmutableArray<string> labels,
        DocumentId? replaces) =>
        new(DocumentKind.TaxReceipt, receipt.Issuer, "tax-receipt", "1", DonationPapers.Json(new
        {
            form = receipt.Form ?? PoleRules.Default.FormNumber("tax-receipt"),
            article = "238 bis CGI",
            giftForm = "don manuel",
            giftNature = "en nature",
            issuer = new { id = receipt.Issuer.Text, name = issuer?.Name, form = issuer?.Form, siren = issuer?.Siren, eligibility = issuer?.TaxReceipts, proof = issuer?.TaxReceiptProof },
            donor = DonationPapers.Party(receipt.Donor, donor),
            donation = donation.Id.Text,
            convention = donation.Convention,
            givenOn = donation.GivenAt,
            gift = receipt.Gift,
            machines = labels,
            valueCents = receipt.ValueCents,
            valueInFigures = FrenchNumbers.Figures(receipt.ValueCents ?? 0),
            valueInLetters = FrenchNumbers.Euros(receipt.ValueCents ?? 0),
            valueStatedByTheDonor = true,
            valueStatedOn = donation.StatedValue?.On,
            signatory = new { capacity = receipt.Capacity },
            replaces = replaces?.Text,
        }))
        {
            About = [$"donation/{receipt.Donation}", $"receipt/{receipt.Id}"],
            Readers = receipt.Pole is { } pole && pole != receipt.Issuer ? [receipt.Donor, pole] : [receipt.Donor],
            Replaces = replaces,
        };
}
