using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using Ordi2.Contracts.Boards;
using Ordi2.Web.Features.Boards;

namespace Ordi2.Web.Tests.Boards;

public class BoardRelayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_browser_that_does_not_read_keeps_nobody_waiting()
    {
        var hub = new StuckHub();
        var relay = new BoardRelay("national", hub, NullLogger.Instance);

        await relay.ChangedAsync(Change(1)).WaitAsync(Patience);
        await relay.ChangedAsync(Change(2)).WaitAsync(Patience);

        Assert.Equal([1L, 2L], hub.Told);
    }

    [Fact]
    public async Task A_change_that_came_before_is_not_told_again_and_a_snapshot_makes_up_for_a_lost_one()
    {
        var hub = new StuckHub();
        var relay = new BoardRelay("national", hub, NullLogger.Instance);

        relay.CatchUp(new("national", 1, [new("machines", 1)]));
        await relay.ChangedAsync(Change(1)).WaitAsync(Patience);
        relay.CatchUp(new("national", 3, [new("machines", 3)]));
        await relay.ChangedAsync(Change(3)).WaitAsync(Patience);

        Assert.Equal([3L], hub.Told);
    }

    private static BoardChange Change(long version) => new("national", version, [new("machines", version)], null);

    /// <summary>Browsers of which one never takes what it is sent.</summary>
    private sealed class StuckHub : IHubContext<BoardHub, IBoardClient>, IHubClients<IBoardClient>, IBoardClient
    {
        private readonly TaskCompletionSource _never = new();

        public List<long> Told { get; } = [];

        IHubClients<IBoardClient> IHubContext<BoardHub, IBoardClient>.Clients => this;

        IGroupManager IHubContext<BoardHub, IBoardClient>.Groups => throw new NotSupportedException();

        public IBoardClient All => this;

        public Task BoardChanged(BoardChange change)
        {
            Told.Add(change.Version);
            return _never.Task;
        }

        public IBoardClient Group(string groupName) => this;

        public IBoardClient AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

        public IBoardClient Client(string connectionId) => throw new NotSupportedException();

        public IBoardClient Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();

        public IBoardClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

        public IBoardClient Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();

        public IBoardClient User(string userId) => throw new NotSupportedException();

        public IBoardClient Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();
    }
}
