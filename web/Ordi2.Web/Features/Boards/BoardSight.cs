using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Boards;

/// <summary>Asks the table who may see which board. The national one shows sums only and is open to everybody.</summary>
internal sealed class BoardSight(AggregateQueries aggregates, TokenDirectory tokens)
{
    /// <summary>Who looks at a board in a browser: whoever is signed in, or else the station that the browser is; a screen on a wall has nobody who signs in each morning.</summary>
    public async ValueTask<Caller?> ViewerAsync(HttpContext context) => CallerClaims.CallerOf(context.User) ?? await StationAsync(StationCookie.Of(context.Request));

    /// <summary>The station of this token, while it is enrolled.</summary>
    public async ValueTask<Caller?> StationAsync(string? token) => (await tokens.FindBySecretAsync(token))?.Caller is { Role: Role.None } station ? station : null;

    public async ValueTask<bool> MaySeeAsync(BoardScope scope, Caller? caller)
    {
        if (scope.Kind is BoardScope.National)
        {
            return true;
        }

        if (caller is null)
        {
            return false;
        }

        // Whether or not the organisation or donation is there, and whoever asks, one question is put to the database.
        var kind = scope.Kind is BoardScope.Donation ? "donation" : "organisation";
        var related = await aggregates.GetAsync(kind, scope.Id, caller.Organisation.Text);
        var own = caller.Organisation.Text == scope.Id && scope.Kind is not BoardScope.Donation ? RelationSet.Of(Relation.Itself) : RelationSet.None;

        return !caller.SeenOf($"board-{scope.Kind}", own.Or(new(related?.Relations ?? 0))).IsNothing;
    }
}
