using System.Text.Json;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Offices;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Donations;

namespace Ordi2.Silo.Clocks;

/// <summary>
/// Has the papers of a year made once it is over, or as soon after as a silo runs (domain.md 8.1). What was made is found again by what it is about: after a
/// restart, or where two silos do it at once, each is there once. Looked at once a night until everything is made.
/// </summary>
public sealed partial class YearlyReports(AggregateQueries aggregates, DonationQueries gifts, IGrainFactory grains, ILogger<YearlyReports> logger)
{
    private int _madeFor;
    private DateTimeOffset _lookedIn;

    /// <param name="now">Which year is over follows from it.</param>
    /// <param name="cancellationToken">Gives it up until the next night.</param>
    public async Task MakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (year, night) = (YearlyPapers.LastDueYear(now), NightlySeal.LastNight(now));

        if (_madeFor == year || _lookedIn == night)
        {
            return;
        }

        _lookedIn = night;
        var (made, all) = (0, true);

        for (string? after = null; ;)
        {
            var filter = new AggregateFilter { Kind = Kinds.Organisation.Name, After = after, Limit = AggregateFilter.MostRows };
            var page = await aggregates.ListAsync(filter, cancellationToken);

            foreach (var row in page)
            {
                try
                {
                    made += await MakeAsync(JsonSerializer.Deserialize<OrganisationProfile>(row.Row.Body, WireJson.Options)!, year, cancellationToken);
                }
#pragma warning disable CA1031 // Whatever is wrong with one, even a mistake of ours: the others have their papers. It is logged as an error, and the next night tries again.
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    all = false;
                    Log.NotMade(logger, exception, row.Row.Id, year);
                }
            }

            if (page.Length < AggregateFilter.MostRows)
            {
                break;
            }

            after = page[^1].Row.Id;
        }

        if (all)
        {
            _madeFor = year;
        }

        if (made > 0)
        {
            Log.Made(logger, made, year);
        }
    }

    private async Task<int> MakeAsync(OrganisationProfile office, int year, CancellationToken cancellationToken)
    {
        if (!office.Activities.Contains(Activity.Pole) && office.TaxReceipts is TaxReceiptStatus.None)
        {
            return 0;
        }

        var donations = office.Activities.Contains(Activity.Pole) ? await gifts.AboutAsync<DonationTerms>("donation", office.Id.Text, cancellationToken) : [];
        var receipts = await gifts.AboutAsync<ReceiptTerms>("receipt", office.Id.Text, cancellationToken);
        var made = 0;

        foreach (var paper in YearlyPapers.Due(office, year, donations, receipts))
        {
            made += await grains.GetGrain<IOfficeGrain>($"office/{office.Id}").YearlyAsync(paper) ? 1 : 0;
        }

        return made;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Papers} papers of the year {Year} were made.")]
        public static partial void Made(ILogger logger, int papers, int year);

        [LoggerMessage(2, LogLevel.Error, "The papers of {Organisation} for {Year} could not all be made; the next night tries again.")]
        public static partial void NotMade(ILogger logger, Exception exception, string organisation, int year);
    }
}
