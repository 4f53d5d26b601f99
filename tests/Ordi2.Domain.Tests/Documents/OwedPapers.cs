using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Receipts;
using Ordi2.Domain.Rounds;
using Ordi2.Domain.Tests.Receipts;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Documents;

/// <summary>The documents that a donation, a round or a receipt owes as it stands, asked as its grain asks.</summary>
internal static class OwedPapers
{
    public static IEnumerable<DocumentOrder> Of(Donation donation) =>
        donation.Errands.Select(errand => DonationPapers.Of(donation.Terms!, errand, Donor, Workshop, [])).OfType<DocumentOrder>();

    public static IEnumerable<DocumentOrder> Of(CollectionRound round) => round.Errands.Select(errand => DonationPapers.Of(round, errand)).OfType<DocumentOrder>();

    public static IEnumerable<DocumentOrder> Of(TaxReceipt receipt) =>
        ReceiptPapers.Due(receipt, ReceiptStories.Settled, Donor, ReceiptStories.Eligible, [], null) is { } order ? [order] : [];
}
