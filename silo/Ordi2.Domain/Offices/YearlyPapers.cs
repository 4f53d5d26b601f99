using System.Collections.Immutable;
using System.Text.Json;
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

/// <summary>The papers that come out by themselves once a year (domain.md 8.1): each once, and none about a year in which there was nothing to say. A pole that worked always has something to say.</summary>
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

    /// <summary>Whether a document is that paper, made by whoever asked for it after the year was over, and stands: one that was made in the year says a part of it only.</summary>
    public static bool IsIt(DocumentTerms made, OrganisationId office, YearlyPaper paper)
    {
        if (made.Kind != paper.Kind || made.Issuer != office || made.Status is DocumentStatus.Replaced or DocumentStatus.Cancelled || FrenchCalendar.YearOf(made.MadeAt) <= paper.Year)
        {
            return false;
        }

        using var content = JsonDocument.Parse(made.Content);
        var about = content.RootElement;
        return about.TryGetProperty("year", out var year) && year.ValueKind is JsonValueKind.Number && year.GetInt32() == paper.Year
            && (paper.Donor is not { } donor || (about.TryGetProperty("donor", out var whose) && whose.GetProperty("id").GetString() == donor.Text));
    }

    /// <summary>Whether a gift is one of the year: it was given in it, or its convention was signed in it where it was not given yet.</summary>
    public static bool IsOfYear(DonationTerms donation, int year) =>
        donation.Status is not (DonationStatus.Cancelled or DonationStatus.Declined) && (donation.GivenAt ?? donation.SignedAt) is { } at && FrenchCalendar.YearOf(at) == year;

    /// <summary>What is due of an organisation for a year.</summary>
    /// <param name="office">The organisation.</param>
    /// <param name="year">The year, which is over.</param>
    /// <param name="donations">The gifts that it has a part in.</param>
    /// <param name="receipts">The tax receipts that it has a part in.</param>
    /// <param name="since">When the organisation was entered: a pole reports of no year before.</param>
    public static ImmutableArray<YearlyPaper> Due(OrganisationProfile office, int year, IEnumerable<DonationTerms> donations, IEnumerable<ReceiptTerms> receipts, DateTimeOffset since)
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

            // Its sessions, its hours and its stock have their report in a year without a gift too.
            if (due.Count > 0 || (office.Status is OrganisationStatus.Active && FrenchCalendar.YearOf(since) <= year))
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
