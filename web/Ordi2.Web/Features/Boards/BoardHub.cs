using Microsoft.AspNetCore.SignalR;
using Ordi2.Contracts;
using Ordi2.Contracts.Boards;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Boards;

/// <summary>What a browser is told.</summary>
public interface IBoardClient
{
    /// <summary>Counters that changed, with their new values.</summary>
    [HubMethodName("boardChanged")]
    Task BoardChanged(BoardChange change);
}

/// <summary>Live boards at <c>/hubs/board</c>.</summary>
internal sealed class BoardHub(BoardFeed feed, BoardSight rights, BoardGuests guests) : Hub<IBoardClient>
{
    // A page shows a handful of boards; a connection that asks for hundreds is not a page.
    private const int MostBoards = 20;

    /// <summary>The board as it is; every later change comes as <c>boardChanged</c>.</summary>
    public async Task<BoardSnapshot> Watch(string? scope)
    {
        if (!BoardScope.TryParse(scope, out var board))
        {
            throw Refused(Refusal.NotFound("not-found"));
        }

        var caller = await ViewerAsync();

        if (!await rights.MaySeeAsync(board, caller))
        {
            throw Refused(caller is null ? Refusal.Forbidden("not-signed-in") : Refusal.NotFound("not-found"));
        }

        var watched = Watched();

        if (watched.Count >= MostBoards && !watched.Contains(board.Text))
        {
            throw Refused(Refusal.Conflict("too-many-boards", FieldReader.Number(MostBoards)));
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, board.Text);
        var snapshot = await feed.OpenAsync(board.Text);

        if (!watched.Add(board.Text))
        {
            // The same page asked again, for a fresh snapshot: it is still one viewer.
            await feed.CloseAsync(board.Text);
        }

        return snapshot;
    }

    /// <summary>No longer tells this page.</summary>
    public async Task Unwatch(string? scope)
    {
        if (scope is not null && Watched().Remove(scope))
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, scope);
            await feed.CloseAsync(scope);
        }
    }

    public override async Task OnConnectedAsync()
    {
        if (await ViewerAsync() is { } viewer)
        {
            guests.Came(Context, viewer);
        }

        await base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        guests.Left(Context.ConnectionId);

        foreach (var scope in Watched())
        {
            await feed.CloseAsync(scope);
        }

        await base.OnDisconnectedAsync(exception);
    }

    private ValueTask<Caller?> ViewerAsync() => Context.GetHttpContext() is { } http ? rights.ViewerAsync(http) : default;

    private HashSet<string> Watched()
    {
        if (Context.Items.TryGetValue(typeof(BoardHub), out var kept) && kept is HashSet<string> watched)
        {
            return watched;
        }

        HashSet<string> none = new(StringComparer.Ordinal);
        Context.Items[typeof(BoardHub)] = none;
        return none;
    }

    private HubException Refused(Refusal refusal)
    {
        var language = Context.GetHttpContext() is { } http ? Language.Of(http.Request) : Language.French;
        var (message, next) = Sentences.Say(refusal, language);
        return new HubException($"{refusal.Code}: {message} {next}");
    }
}
