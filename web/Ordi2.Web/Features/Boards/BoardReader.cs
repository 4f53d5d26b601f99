using Ordi2.Contracts.Boards;

namespace Ordi2.Web.Features.Boards;

/// <summary>A board as it is now, for somebody who asks once.</summary>
internal sealed class BoardReader(IGrainFactory grains)
{
    private readonly Passer _passer = new();
    private IBoardWatcher? _reference;

    public async Task<BoardSnapshot> ReadAsync(string scope)
    {
        var board = grains.GetGrain<IBoardGrain>($"board/{scope}");
        var passer = LazyInitializer.EnsureInitialized(ref _reference, () => grains.CreateObjectReference<IBoardWatcher>(_passer));
        var snapshot = await board.WatchAsync(passer);
        await board.UnwatchAsync(passer);
        return snapshot;
    }

    /// <summary>Looks once and goes on: what happens later is not told to anybody.</summary>
    private sealed class Passer : IBoardWatcher
    {
        public Task ChangedAsync(BoardChange change) => Task.CompletedTask;
    }
}
