using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Offices;

/// <summary>The papers that come out by themselves once a year (domain.md 8.1): each once, and none about a year in which there was nothing to say.</summary>
public static class YearlyPapers
{
    // What a phone scanned without network on the last days of the year has come in by then.
    private const int DueMonth = 1;
    private const int DueDay = 15;

    /// <summary>The first moment at which the papers of a year are due.</summary>
    public static DateTimeOffset DueAt(int year) => FrenchCalendar.StartOf(new(year + 1, DueMonth, DueDay));

    /// <summary>The last year whose papers are due.</summary>
    public static int LastDueYear(DateTimeOffset now)
    {
        var last = FrenchCalendar.YearOf(now) - 1;
        return now >= DueAt(last) ? last : last - 1;
    }

    /// <summary>How the paper is found again, in whichever year it is asked for.</summary>
    public static DocumentTrace TraceOf(OrganisationId office, YearlyPaper paper) =>
        new($"yearly/{office}/{paper.Kind.Code()}/{paper.Year}/{paper.Donor?.Text ?? "-"}", paper.Kind, office, DueAt(paper.Year));

    /// <summary>Whether a gift is one of the year: it was given in it, or its convention was signed in it where it was not given yet.</summary>
    public static bool IsOfYear(DonationTerms donation, int year) =>
        donation.Status is not (DonationStatus.Cancelled or DonationStatus.Declined) && (donation.GivenAt ?? donation.SignedAt) is { } at && FrenchCalendar.YearOf(at) == year;

    /// <summary>What is due of an organisation for a year.</summary>
    /// <param name="office">The organisation.</param>
    /// <param name="year">The year, which is over.</param>
    /// <param name="donations">The gifts that it has a part in.</param>
    /// <param name="receipts">The tax receipts that it has a part in.</param>
    public static ImmutableArray<YearlyPaper> Due(OrganisationProfile office, int year, IEnumerable<DonationTerms> donations, IEnumerable<ReceiptTerms> receipts)
    {
        var due = ImmutableArray.CreateBuilder<YearlyPaper>();

        if (office.Activities.Contains(Activity.Pole))
        {
            foreach (var donor in donations.Where(one => one.Pole == office.Id && IsOfYear(one, year)).GroupBy(one => one.Donor).OrderBy(group => group.Key.Text, StringComparer.Ordinal))
            {
                due.Add(new(DocumentKind.DonorReport, year, donor.Key));

                if (donor.Any(one => DonationRestrictions.IsPublic(one.LegalBasis)))
                {
                    due.Add(new(DocumentKind.ReuseAttestation, year, donor.Key));
                }
            }

            if (due.Count > 0)
            {
                due.Add(new(DocumentKind.PoleReport, year));
            }
        }

        if (receipts.Any(receipt => receipt is { Status: ReceiptStatus.Issued, IssuedAt: { } at } && receipt.Issuer == office.Id && FrenchCalendar.YearOf(at) == year))
        {
            due.Add(new(DocumentKind.ReceiptDeclaration, year));
        }

        return due.ToImmutable();
    }
}
