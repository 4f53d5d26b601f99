using Ordi2.Contracts.Sessions;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Sessions;

internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<SessionCommand, SessionTerms>
    {
        Plural = "sessions",
        Kind = "session",
        Creation = "plan",
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<ISessionGrain>(key).DoAsync(command, caller, commandId),
    });
}
