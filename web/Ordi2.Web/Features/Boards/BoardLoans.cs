using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Configurations;

namespace Ordi2.Web.Features.Boards;

/// <summary>Loans that ask for something, counted.</summary>
/// <param name="Soon">Those that run and end within <paramref name="SoonDays"/>; nothing where it is not told.</param>
/// <param name="SoonDays">Days before the last one at which the first reminder is due.</param>
/// <param name="Due">Due back.</param>
/// <param name="Broken">Broken.</param>
internal sealed record BoardLoanCounts(long? Soon, int SoonDays, long Due, long Broken);

/// <summary>The loans of a board that ask for something: sums only, as everything on a board.</summary>
internal sealed class BoardLoans(LoanQueries loans, RulesInForce rules, TimeProvider time)
{
    private static readonly RelationSet OfPole = RelationSet.Of(Relation.ItsPole);
    private static readonly RelationSet OfOrganisation = RelationSet.Of(Relation.ItsLender, Relation.ItsRelay, Relation.ItsBorrower);

    /// <summary>Nothing for the board of a gift, which lends nothing.</summary>
    public async Task<BoardLoanCounts?> ReadAsync(BoardScope scope, CancellationToken cancellationToken)
    {
        if (scope.Kind is BoardScope.Donation)
        {
            return null;
        }

        // Poles set it each for themselves, so that the country has no such number.
        var days = scope.Kind is BoardScope.National ? 0 : (await rules.OfAsync(new OrganisationId(scope.Id))).SoonDays();
        var until = FrenchCalendar.DayOf(time.GetUtcNow()).AddDays(days);
        var counts = scope.Kind switch
        {
            BoardScope.National => await loans.CountAsync(null, 0, until, cancellationToken),
            BoardScope.Pole => await loans.CountAsync(scope.Id, OfPole.Bits, until, cancellationToken),
            _ => await loans.CountAsync(scope.Id, OfOrganisation.Bits, until, cancellationToken),
        };

        return new(counts.Soon, days, counts.Due, counts.Broken);
    }
}
