using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Ordi2.Contracts;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Boards;

/// <summary>
/// Whoever listens to boards that not everybody may see. A connection may last for months: every few seconds it is asked again whether its session or its
/// token is good, and still that of the same caller. Where it is not, the connection ends, and the browser may come again as what it is now.
/// </summary>
internal sealed partial class BoardGuests(SessionDirectory sessions, TokenDirectory tokens, BoardSight rights, TimeProvider time, ILogger<BoardGuests> logger) : BackgroundService
{
    /// <summary>How long somebody hears a board at most whose session is over.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Guest> _guests = new(StringComparer.Ordinal);

    /// <summary>Somebody came. Who shows nothing sees what everybody may see, for as long as they like.</summary>
    public void Came(HubCallerContext context, Caller viewer)
    {
        if (context.GetHttpContext() is { } http)
        {
            _guests[context.ConnectionId] = new(context, viewer, http.SignedIn()?.Session.Id, TokenHandler.AuthorizationOf(http.Request), viewer.Role is Role.None ? StationCookie.Of(http.Request) : null);
        }
    }

    public void Left(string connection) => _guests.TryRemove(connection, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAroundAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        // Many boards may hang on one session or token: it is asked about once.
        foreach (var guests in _guests.Values.GroupBy(guest => (guest.Session, guest.Authorization, guest.Station)))
        {
            var now = guests.Key.Session is { } session
                ? (await sessions.FindAsync(session, isSomebody: false, cancellationToken))?.Caller
                : guests.Key.Station is { } station ? await rights.StationAsync(station)
                : (await tokens.FindAsync(guests.Key.Authorization))?.Caller;

            foreach (var guest in guests.Where(guest => guest.Caller != now))
            {
                guest.Connection.Abort();
            }
        }
    }

    private sealed record Guest(HubCallerContext Connection, Caller Caller, string? Session, string? Authorization, string? Station);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Whether those who listen to boards still may could not be asked; it is asked again in a moment.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
