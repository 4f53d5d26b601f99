using System.Collections.Concurrent;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Machines;

namespace Ordi2.Silo.Organisations;

/// <summary>
/// The profiles of organisations and the rules of their poles, asked of their grains and kept for a moment: every scan needs
/// them, and they hardly change. What changes is seen at once in the process that carried it out, elsewhere after
/// <see cref="Freshness"/> at the latest.
/// </summary>
internal sealed class OrganisationDirectory(IGrainFactory grains, TimeProvider clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<OrganisationId, Entry> _known = new();
    private readonly ConcurrentDictionary<OrganisationId, (PoleRules Rules, long At)> _rules = new();
    private int _changes;

    public async ValueTask<OrganisationProfile?> FindAsync(OrganisationId id) => (await EntryOfAsync(id))?.Profile;

    /// <summary>What a step needs that asks nobody but the caller's own organisation: made once, used by every such scan.</summary>
    public async ValueTask<Circumstances?> AloneAsync(OrganisationId id) => (await EntryOfAsync(id))?.Alone;

    /// <summary>The rules that a pole has set, or those that hold where it has set none.</summary>
    public ValueTask<PoleRules> RulesAsync(OrganisationId pole) =>
        _rules.TryGetValue(pole, out var known) && clock.GetElapsedTime(known.At) < Freshness ? new(known.Rules) : new(AskRulesAsync(pole));

    /// <summary>The rules that an organisation works by: a pole's own, else those of its pole.</summary>
    public async ValueTask<PoleRules> RulesForAsync(OrganisationId id) =>
        (await FindAsync(id))?.RulesPole() is { } pole ? await RulesAsync(pole) : PoleRules.Default;

    /// <summary>The organisation's own grain just decided something: it is asked again, with the rules of its pole, and an answer that was under way is not kept.</summary>
    public void Forget(OrganisationId id)
    {
        Interlocked.Increment(ref _changes);
        _known.TryRemove(id, out _);
    }

    /// <summary>The rules of a pole just changed: everybody is asked again, and an answer that was under way is not kept.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _changes);
        _rules.Clear();
        _known.Clear();
    }

    private ValueTask<Entry?> EntryOfAsync(OrganisationId id) =>
        _known.TryGetValue(id, out var entry) && clock.GetElapsedTime(entry.At) < Freshness ? new(entry) : new(AskAsync(id));

    private async Task<Entry?> AskAsync(OrganisationId id)
    {
        var changes = Volatile.Read(ref _changes);

        if (await grains.GetGrain<IOrganisationGrain>($"organisation/{id.Text}").GetAsync() is not { } profile)
        {
            return null;
        }

        var entry = EntryOf(profile, profile.RulesPole() is { } pole ? await RulesAsync(pole) : PoleRules.Default);

        if (changes == Volatile.Read(ref _changes))
        {
            _known[id] = entry;
        }

        return entry;
    }

    private async Task<PoleRules> AskRulesAsync(OrganisationId pole)
    {
        var changes = Volatile.Read(ref _changes);
        var rules = (await grains.GetGrain<IConfigurationGrain>($"configuration/{pole.Text}").GetAsync())?.Rules ?? PoleRules.Default;

        if (changes == Volatile.Read(ref _changes))
        {
            _rules[pole] = (rules, clock.GetTimestamp());
        }

        return rules;
    }

    private Entry EntryOf(OrganisationProfile profile, PoleRules rules) =>
        new(profile, new Circumstances { Scanner = profile, Rules = rules }, clock.GetTimestamp());

    private sealed record Entry(OrganisationProfile Profile, Circumstances Alone, long At);
}
