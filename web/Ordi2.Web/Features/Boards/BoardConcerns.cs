using System.Collections.Immutable;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Boards;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Boards;

/// <summary>Where some machines stand, stretch by stretch of <see cref="BoardPage.Flow"/>.</summary>
/// <param name="Name"><c>given</c>, <c>relayed</c> or <c>used</c>.</param>
/// <param name="Machines">All of them.</param>
/// <param name="Stretches">How many in each stretch.</param>
internal sealed record ConcernRow(string Name, long Machines, ImmutableArray<long> Stretches);

/// <summary>What passed through the hands of an organisation since its beginning, in the order of <see cref="Milestones.All"/>.</summary>
internal sealed record BoardConcern(ImmutableArray<ConcernRow> Rows, ImmutableArray<long> Passed);

/// <summary>
/// What an organisation has to do with beyond what it holds: a donor holds nothing of what it gave, an EPN little of what it relays. Sums of counters that are
/// kept, and the machines of its own dossiers; never a count of all machines.
/// </summary>
internal sealed class BoardConcerns(BoardQueries boards, Houses houses)
{
    private static readonly (string Name, Activity Does, Relation Relation)[] OfDossiers = [("relayed", Activity.Epn, Relation.ItsEpn), ("used", Activity.Partner, Relation.ItsPartner)];

    /// <summary>Nothing for a board that is not an organisation's.</summary>
    public async Task<BoardConcern?> ReadAsync(BoardScope scope, CancellationToken cancellationToken)
    {
        if (scope.Kind is not BoardScope.Organisation || await houses.ProfileAsync(scope.Id) is not { } house)
        {
            return null;
        }

        List<ConcernRow> rows = [];

        if (house.Activities.Contains(Activity.Donor))
        {
            rows.Add(RowOf("given", await boards.GivenAsync(scope.Id, RelationSet.Of(Relation.ItsDonor).Bits, cancellationToken)));
        }

        foreach (var (name, does, relation) in OfDossiers)
        {
            if (house.Activities.Contains(does))
            {
                rows.Add(RowOf(name, await boards.RelayedAsync(scope.Id, RelationSet.Of(relation).Bits, cancellationToken)));
            }
        }

        var passed = (await boards.PassedAsync(scope.Text, cancellationToken)).ToDictionary(counter => counter.Counter, counter => counter.Value, StringComparer.Ordinal);
        return new([.. rows], [.. Milestones.All.Select(milestone => passed.GetValueOrDefault(milestone))]);
    }

    private static ConcernRow RowOf(string name, ImmutableArray<CounterValue> counters)
    {
        var numbers = counters.ToDictionary(counter => counter.Counter, counter => counter.Value, StringComparer.Ordinal);
        ImmutableArray<long> stretches = [.. BoardPage.Flow.Select(stretch => stretch.Counters.Sum(counter => numbers.GetValueOrDefault(counter)))];
        return new(name, stretches.Sum(), stretches);
    }
}
