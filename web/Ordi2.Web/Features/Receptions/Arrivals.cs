using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Rounds;
using Ordi2.Ledger.Donations;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Receptions;

/// <summary>A gift as the dock sees it: announced, picked up and received so far, kind by kind.</summary>
internal sealed record Arrival(DonationTerms Donation, ImmutableArray<RoundTerms> Rounds, ImmutableArray<SheetLine> Lines)
{
    public int Announced => Lines.Sum(line => line.Announced);

    public int Received => Lines.Sum(line => line.Received);

    /// <summary>What the drivers counted; nothing where nobody did, which is not 0.</summary>
    public int? PickedUp => Lines.Any(line => line.PickedUp is not null) ? Lines.Sum(line => line.PickedUp) : null;

    /// <summary>How many are still to be received: of what was counted at the donor's door, else of what was announced.</summary>
    public int Left => Lines.Sum(line => Math.Max(0, (line.PickedUp ?? line.Announced) - line.Received));

    /// <summary>The rounds that may have brought it: a machine without a label names the only one of them.</summary>
    public IEnumerable<RoundTerms> Driven => Rounds.Where(round => round.Status is not (RoundStatus.Planned or RoundStatus.Cancelled));
}

/// <summary>The gifts that come to the dock of a workshop.</summary>
internal sealed class Arrivals(PaperDesk papers, DonationQueries donations)
{
    public async Task<Arrival> OfAsync(Caller caller, DonationTerms donation, CancellationToken cancellationToken)
    {
        var rounds = (await papers.ListAsync<RoundTerms>(caller, "round", filter => filter with { About = $"donation/{donation.Id}" }, cancellationToken)).Items;
        return Of(donation, rounds, await donations.CountAsync(donation.Id.Text, cancellationToken));
    }

    /// <summary>A gift beside its rounds and what came of it.</summary>
    public static Arrival Of(DonationTerms donation, ImmutableArray<RoundTerms> rounds, ImmutableArray<DonationCount> counted) => new(
        donation,
        rounds,
        DiscrepancySheet.Of(
            donation.Announced,
            PickedUp.Together(rounds.SelectMany(round => round.Counts)),
            ArrivedCount.Of(counted.Select(one => (one.Type, one.Status, one.Count)))));

    /// <summary>Those that the organisation receives, in one of several states.</summary>
    public async Task<Arrival[]> InAsync(Caller caller, CancellationToken cancellationToken, params DonationStatus[] states)
    {
        var found = await papers.InAsync<DonationTerms, DonationStatus>(caller, "donation", cancellationToken, states);
        return await Task.WhenAll(found.Where(donation => donation.Receiver == caller.Organisation).Select(donation => OfAsync(caller, donation, cancellationToken)));
    }
}
