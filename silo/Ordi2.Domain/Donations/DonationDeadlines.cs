using Ordi2.Contracts.Donations;

namespace Ordi2.Domain.Donations;

/// <summary>When the system looks at a donation again: at once while it owes somebody something, and when the donor's silence has become consent.</summary>
public static class DonationDeadlines
{
    public static DateTimeOffset? DueAt(Donation donation) => donation switch
    {
        { Errands: [var first, ..] } => first.Since,
        _ => SilentAt(donation),
    };

    public static DonationCommand? WhenDue(Donation donation, DateTimeOffset now) =>
        SilentAt(donation) <= now ? new ReconcileDonation(Reconciliation.DonorSilent) : null;

    /// <summary>When the donor's silence becomes consent; nothing while it cannot: what the donor contests is answered first, and its days begin again then.</summary>
    public static DateTimeOffset? SilentAt(Donation donation) =>
        donation is { Terms: { Status: DonationStatus.Received, CountedAt: { } counted, OpenContest: null } known, Signed: true }
            ? (known.Contests is [.., { AnsweredAt: { } answered }] && answered > counted ? answered : counted) + donation.DonorSilence
            : null;
}
