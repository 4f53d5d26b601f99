using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Offices;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Donations;

namespace Ordi2.Silo.Clocks;

/// <summary>
/// Has the papers of a year made once it is over, or as soon after as a silo runs (domain.md 8.1). What was made is found again by what it is about: after a
/// restart, or where two silos do it at once, each is there once. Looked at once a night until everything is made.
/// </summary>
public sealed partial class YearlyReports(AggregateQueries aggregates, DonationQueries gifts, ILedger ledger, IGrainFactory grains, ILogger<YearlyReports> logger)
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
                    var (some, each) = await MakeAsync(JsonSerializer.Deserialize<OrganisationProfile>(row.Row.Body, WireJson.Options)!, year, cancellationToken);
                    made += some;
                    all &= each;
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

    /// <summary>One paper that fails does not keep the others from being made.</summary>
    private async Task<(int Made, bool All)> MakeAsync(OrganisationProfile office, int year, CancellationToken cancellationToken)
    {
        var isPole = office.Activities.Contains(Activity.Pole);
        var donations = isPole ? await gifts.AboutAsync<DonationTerms>("donation", office.Id.Text, cancellationToken) : [];
        var receipts = await gifts.AboutAsync<ReceiptTerms>("receipt", office.Id.Text, cancellationToken);
        var since = isPole ? (await ledger.ReadAsync($"{Kinds.Organisation.Name}/{office.Id}", cancellationToken)).Events[0].RecordedAt : DateTimeOffset.MaxValue;
        var (made, all) = (0, true);

        foreach (var paper in YearlyPapers.Due(office, year, donations, receipts, since))
        {
            try
            {
                switch (await grains.GetGrain<IOfficeGrain>($"office/{office.Id}").YearlyAsync(paper))
                {
                    case Done<bool> { Value: true }:
                        made++;
                        break;

                    case Refused<bool> { Reason: var reason }:
                        all = false;
                        Log.Refused(logger, paper.Kind, office.Id.Text, year, reason.Code);
                        break;
                }
            }
#pragma warning disable CA1031 // Whatever is wrong with one, even a mistake of ours: the others are made. It is logged as an error, and the next night tries again.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                all = false;
                Log.NotMade(logger, exception, office.Id.Text, year);
            }
        }

        return (made, all);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Papers} papers of the year {Year} were made.")]
        public static partial void Made(ILogger logger, int papers, int year);

        [LoggerMessage(2, LogLevel.Error, "The papers of {Organisation} for {Year} could not all be made; the next night tries again.")]
        public static partial void NotMade(ILogger logger, Exception exception, string organisation, int year);

        [LoggerMessage(3, LogLevel.Warning, "The {Kind} of {Organisation} for {Year} was refused: {Code}. The next night tries again.")]
        public static partial void Refused(ILogger logger, DocumentKind kind, string organisation, int year, string code);
    }
}
