using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Domain.Rounds;

/// <summary>What is known of a collection round from its history.</summary>
public sealed record CollectionRound(RoundId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public RoundTerms? Terms { get; init; }

    /// <summary>Who gives, as the donation said when the round was planned; likewise pole and receiver.</summary>
    public OrganisationId? Donor { get; init; }

    public OrganisationId? Pole { get; init; }

    public OrganisationId? Receiver { get; init; }

    /// <summary>Trips that were counted.</summary>
    public int Trips { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private RoundTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public CollectionRound Evolve(RoundEvent @event, Provenance from)
    {
        var next = @event switch
        {
            RoundCreated e => this with
            {
                Terms = new() { Id = Id, Carrier = e.Carrier, Donation = e.Donation },
                Donor = e.Donor,
                Pole = e.Pole,
                Receiver = e.Receiver,
            },
            RoundOpened => With(RoundStatus.Open),
            TripRecorded e => this with { Terms = Known with { Counts = Add(Known.Counts, e.Counts) }, Trips = Trips + 1 },
            RoundFinished => With(RoundStatus.Done),
            RoundDisputed => With(RoundStatus.Disputed),
            RoundClosed => With(RoundStatus.Closed),
            _ => throw new UnreachableException($"A round does not know {@event.GetType().Name}."),
        };

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private CollectionRound With(RoundStatus status) => this with { Terms = Known with { Status = status } };

    /// <summary>A kind that nobody counted stays « non comptés »; one that somebody counted is the sum of what was counted.</summary>
    private static ImmutableArray<TypeCount> Add(ImmutableArray<TypeCount> before, ImmutableArray<TypeCount> trip)
    {
        var sums = new SortedDictionary<DeviceType, int?>();

        foreach (var line in before.Concat(trip))
        {
            sums.TryGetValue(line.Type, out var sum);
            sums[line.Type] = line.Count is { } count ? (sum ?? 0) + count : sum;
        }

        return [.. sums.Select(pair => new TypeCount(pair.Key, pair.Value))];
    }
}
