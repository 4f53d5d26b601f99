using System.Collections.Immutable;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Donations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Receptions;

namespace Ordi2.Web.Features.Stations;

/// <summary>A gift as whoever receives machines chooses it at the dock.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Donor">Who gives, by its name.</param>
/// <param name="Day">When it is driven here, of several days the one nearest to now; else until when it is to be fetched, if that was said.</param>
/// <param name="Received">How many machines of it have come.</param>
/// <param name="Expected">How many of it come in all: what was counted at the donor's door, else what was announced, and what came beyond that.</param>
/// <param name="Round">The only round that may have brought it: a machine that gets its label at the dock names it.</param>
internal sealed record StationGift(string Id, string Donor, DateOnly? Day, int Received, int Expected, string? Round);

/// <summary>The gifts that come to the dock of a house, for a device that will have no network there.</summary>
internal sealed class StationGifts(HousePapers papers, DonationQueries donations, Houses houses, TimeProvider time)
{
    /// <summary>Nobody looks through more with a thumb; those beyond them are received at /receptions.</summary>
    public const int Most = 40;

    /// <param name="house">Who receives.</param>
    /// <param name="most">No more than so many.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Those that are being received first, then those of which some are missing, then those of the next days.</returns>
    public async Task<ImmutableArray<StationGift>> OfAsync(string house, int most, CancellationToken cancellationToken)
    {
        var today = FrenchCalendar.DayOf(time.GetUtcNow());
        var found = (await papers.OfAsync<DonationTerms, DonationStatus>(
                house, "donation", Relation.ItsReceiver, cancellationToken, DonationStatus.InCollection, DonationStatus.Received, DonationStatus.Signed, DonationStatus.Accepted))
            .Where(gift => gift.Status is not DonationStatus.Received || IsShort(gift))
            .OrderBy(gift => gift.Status switch { DonationStatus.InCollection => 0, DonationStatus.Received => 1, _ => 2 })
            .ThenBy(gift => gift.Clauses.FetchBefore ?? DateOnly.MaxValue)
            .ThenBy(gift => gift.Id.Text, StringComparer.Ordinal);
        return [.. await Task.WhenAll(found.Take(most).Select(gift => OfAsync(house, gift, today, cancellationToken)))];
    }

    private async Task<StationGift> OfAsync(string house, DonationTerms gift, DateOnly today, CancellationToken cancellationToken)
    {
        var rounds = papers.AboutAsync<RoundTerms>(house, "round", Relation.ItsReceiver, $"donation/{gift.Id}", cancellationToken);
        var count = donations.CountAsync(gift.Id.Text, cancellationToken);
        var donor = houses.NameAsync(gift.Donor.Text);
        var arrival = Arrivals.Of(gift, await rounds, await count);

        return new(
            gift.Id.Text,
            await donor,
            DayOf(arrival, today),
            arrival.Received,
            arrival.Received + arrival.Left,
            arrival.Driven.Select(round => round.Id.Text).ToArray() is [var only] ? only : null);
    }

    /// <summary>Of a gift that was counted to its end more is awaited only where its sheet says that some are missing; another late one is the supervisor's to attach.</summary>
    private static bool IsShort(DonationTerms gift) => gift.Sheet.Any(line => line.Received < (line.PickedUp ?? line.Announced));

    private static DateOnly? DayOf(Arrival arrival, DateOnly today) => arrival.Rounds
        .Where(round => round.Status is not RoundStatus.Cancelled)
        .OrderBy(round => Math.Abs(round.Day.DayNumber - today.DayNumber))
        .Select(round => (DateOnly?)round.Day)
        .FirstOrDefault() ?? arrival.Donation.Clauses.FetchBefore;
}
