using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>States that go with the process: for tests.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string Name, GrainId Grain), (object? State, string Etag)> _kept = new();
    private long _last;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var exists = _kept.TryGetValue((stateName, grainId), out var kept);
        grainState.State = exists ? Copier.Copy((T)kept.State!) : default;
        grainState.ETag = exists ? kept.Etag : null;
        grainState.RecordExists = exists;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var next = (State: (object?)Copier.Copy(grainState.State), Etag: Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture));
        Replace(stateName, grainId, grainState, next);
        grainState.ETag = next.Etag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
        {
            Replace(stateName, grainId, grainState, null);
        }

        grainState.State = default;
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private void Replace<T>(string name, GrainId grain, IGrainState<T> expected, (object? State, string Etag)? next)
    {
        lock (_kept)
        {
            var stored = _kept.TryGetValue((name, grain), out var kept) ? kept.Etag : null;
            if (stored != expected.ETag)
            {
                throw new InconsistentStateException($"Somebody else wrote « {name} » of {grain}.", stored, expected.ETag);
            }

            if (next is { } value)
            {
                _kept[(name, grain)] = value;
            }
            else
            {
                _kept.TryRemove((name, grain), out _);
            }
        }
    }
}
