using Ordi2.Contracts.Calendar;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;

namespace Ordi2.Web.Features.Boards;

/// <summary>The loans of a board that ask for something: sums only, as everything on a board.</summary>
internal sealed class BoardLoans(LoanQueries loans, TimeProvider time)
{
    private const int SoonDays = 30;

    private static readonly RelationSet OfPole = RelationSet.Of(Relation.ItsPole);
    private static readonly RelationSet OfOrganisation = RelationSet.Of(Relation.ItsLender, Relation.ItsRelay, Relation.ItsBorrower);

    /// <summary>Nothing for the board of a gift, which lends nothing.</summary>
    public async Task<LoanCounts?> ReadAsync(BoardScope scope, CancellationToken cancellationToken)
    {
        var until = FrenchCalendar.DayOf(time.GetUtcNow()).AddDays(SoonDays);

        return scope.Kind switch
        {
            BoardScope.Donation => null,
            BoardScope.National => await loans.CountAsync(null, 0, until, cancellationToken),
            BoardScope.Pole => await loans.CountAsync(scope.Id, OfPole.Bits, until, cancellationToken),
            _ => await loans.CountAsync(scope.Id, OfOrganisation.Bits, until, cancellationToken),
        };
    }
}
