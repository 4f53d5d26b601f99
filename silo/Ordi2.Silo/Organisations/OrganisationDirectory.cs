using System.Collections.Concurrent;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;

namespace Ordi2.Silo.Organisations;

/// <summary>
/// The profiles of organisations, asked of their grains and kept for a moment: every scan needs one, and they hardly change.
/// A suspension is seen at once in the process that carried it out, elsewhere after <see cref="Freshness"/> at the latest.
/// </summary>
internal sealed class OrganisationDirectory(IGrainFactory grains, TimeProvider clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<OrganisationId, Entry> _known = new();

    public async ValueTask<OrganisationProfile?> FindAsync(OrganisationId id) => (await EntryOfAsync(id))?.Profile;

    /// <summary>What a step needs that asks nobody but the caller's own organisation: made once, used by every such scan.</summary>
    public async ValueTask<Circumstances?> AloneAsync(OrganisationId id) => (await EntryOfAsync(id))?.Alone;

    /// <summary>Tells what the organisation's own grain just decided.</summary>
    public void Put(OrganisationProfile profile) => _known[profile.Id] = new(profile, new Circumstances { Scanner = profile }, clock.GetTimestamp());

    private ValueTask<Entry?> EntryOfAsync(OrganisationId id) =>
        _known.TryGetValue(id, out var entry) && clock.GetElapsedTime(entry.At) < Freshness ? new(entry) : new(AskAsync(id));

    private async Task<Entry?> AskAsync(OrganisationId id)
    {
        if (await grains.GetGrain<IOrganisationGrain>($"organisation/{id.Text}").GetAsync() is not { } profile)
        {
            return null;
        }

        Put(profile);
        return _known[id];
    }

    private sealed record Entry(OrganisationProfile Profile, Circumstances Alone, long At);
}
