using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Donations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Offices;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>A paper that is made once a year, and is not made yet.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Year">About which year.</param>
/// <param name="Last">Last day for it, where a law says one.</param>
internal sealed record YearlyPaper(DocumentKind Kind, int Year, DateOnly? Last = null);

/// <summary>
/// What whoever has the papers of the year before still to make is told on their home, from January to June (domain.md 8.1): the declaration of the tax
/// receipts, the report of the pole, the hours of a workshop, the attestation of a public donor. Whoever has nothing to say in one is not asked for it.
/// </summary>
internal sealed class YearlyTasks(PaperDesk papers, Houses houses)
{
    private const string Document = "document";

    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken) =>
    [
        .. (await OwedAsync(page.Caller, page.Today, cancellationToken)).Select(paper => new HomeTask(
            $"/reports/{ReportKinds.NameOf(paper.Kind)}",
            page.Say($"todo-yearly-{paper.Kind}", paper.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Due: paper.Last is { } last ? FrenchCalendar.StartOf(last) : null,
            Tone: paper.Last is { } day && day < page.Today ? Tone.Bad : Tone.Warn)),
    ];

    /// <summary>The papers of last year that somebody has still to make.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="today">In France.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<ImmutableArray<YearlyPaper>> OwedAsync(Caller caller, DateOnly today, CancellationToken cancellationToken)
    {
        var year = ReportKinds.YearOfPapers(today);

        if (year == today.Year || !ReportKinds.Roles.Contains(caller.Role) || await houses.ProfileAsync(caller.Organisation.Text) is not { } house)
        {
            return [];
        }

        var owed = ImmutableArray.CreateBuilder<YearlyPaper>();

        foreach (var kind in ReportKinds.For(caller.Role, house))
        {
            // Most of the time it is made: that is one short question, and what it would be about is not looked for.
            if (!await IsMadeAsync(kind, caller, year, cancellationToken) && await ConcernsAsync(kind, caller, house, year, cancellationToken))
            {
                owed.Add(new(kind, year, LastDayOf(kind, year)));
            }
        }

        return owed.ToImmutable();
    }

    /// <summary>Three months after the year is closed (art. 222 bis CGI); the others are asked for by funders, each on a day of its own.</summary>
    private static DateOnly? LastDayOf(DocumentKind kind, int year) => kind is DocumentKind.ReceiptDeclaration ? new(year + 1, 3, 31) : null;

    private async Task<bool> ConcernsAsync(DocumentKind kind, Caller caller, OrganisationProfile house, int year, CancellationToken cancellationToken) => kind switch
    {
        DocumentKind.ReceiptDeclaration => (await papers.LatestAsync<ReceiptTerms, ReceiptStatus>(caller, "receipt", "issuedAt", PaperDesk.Most, cancellationToken, ReceiptStatus.Issued))
            .Any(receipt => receipt.Issuer == caller.Organisation && receipt.IssuedAt is { } at && FrenchCalendar.YearOf(at) == year),
        DocumentKind.InsertionHours => house.Operators > 0 && await WorkedAsync(caller, year, cancellationToken),
        DocumentKind.PoleReport => await WorkedAsync(caller, year, cancellationToken),
        DocumentKind.ReuseAttestation => caller.Role is Role.Donor
            && (await papers.LatestAsync<DonationTerms, DonationStatus>(caller, "donation", "signedAt", PaperDesk.Most, cancellationToken, DonationStatus.Received, DonationStatus.Reconciled, DonationStatus.Closed))
                .Any(gift => DonationRestrictions.IsPublic(gift.LegalBasis) && (gift.GivenAt ?? gift.SignedAt) is { } at && FrenchCalendar.YearOf(at) == year),
        _ => false,
    };

    /// <summary>A gift was counted for it in the year: whoever began later has nothing to tell of it.</summary>
    private async Task<bool> WorkedAsync(Caller caller, int year, CancellationToken cancellationToken) =>
        (await papers.LatestAsync<DonationTerms, DonationStatus>(caller, "donation", "countedAt", PaperDesk.Most, cancellationToken, DonationStatus.Received, DonationStatus.Reconciled, DonationStatus.Closed))
            .Any(gift => gift.CountedAt is { } at && FrenchCalendar.YearOf(at) == year);

    private async Task<bool> IsMadeAsync(DocumentKind kind, Caller caller, int year, CancellationToken cancellationToken) =>
        (await papers.ListAsync<DocumentTerms>(caller, Document, filter => filter with { Sort = kind.Code(), Limit = PaperDesk.Most }, cancellationToken)).Items
            .Any(paper => paper.Status is not (DocumentStatus.Cancelled or DocumentStatus.Replaced) && YearOf(paper) == year);

    private static int? YearOf(DocumentTerms paper)
    {
        using var content = JsonDocument.Parse(paper.Content);
        return content.RootElement.TryGetProperty("year", out var year) && year.TryGetInt32(out var number) ? number : null;
    }
}
