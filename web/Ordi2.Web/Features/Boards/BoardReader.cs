using Ordi2.Contracts.Boards;

namespace Ordi2.Web.Features.Boards;

/// <summary>A board as it is now, for somebody who asks once.</summary>
internal sealed class BoardReader(IGrainFactory grains)
{
    public Task<BoardSnapshot> ReadAsync(string scope) => grains.GetGrain<IBoardGrain>($"board/{scope}").ReadAsync();
}
