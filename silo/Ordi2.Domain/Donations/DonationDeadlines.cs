using Ordi2.Contracts.Donations;

namespace Ordi2.Domain.Donations;

/// <summary>When the system looks at a donation again: at once while it owes somebody something, and when the donor's silence has become consent.</summary>
public static class DonationDeadlines
{
    public static DateTimeOffset? DueAt(Donation donation) => donation switch
    {
        { Errands: [var first, ..] } => first.Since,
        { Terms: { Status: DonationStatus.Received, CountedAt: { } counted }, Signed: true } => counted + donation.DonorSilence,
        _ => null,
    };

    public static DonationCommand? WhenDue(Donation donation, DateTimeOffset now) =>
        donation is { Terms: { Status: DonationStatus.Received, CountedAt: { } counted }, Signed: true } && now - counted >= donation.DonorSilence
            ? new ReconcileDonation(Reconciliation.DonorSilent)
            : null;
}
