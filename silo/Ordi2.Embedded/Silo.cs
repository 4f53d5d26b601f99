using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>All grains of one process: finds or makes the activation of each key, and looks after time for all of them.</summary>
internal sealed class Silo : IHostedService, IActivationOwner, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _responseTimeout;
    private ConcurrentDictionary<string, Activation>?[] _activations = [];
    private readonly ConcurrentDictionary<(GrainClass Class, string Key), Workers> _workers = new();
    private ITimer? _sweep;
    private ITimer? _watch;
    private volatile bool _stopping;

    public Silo(IServiceProvider services, IOptions<SiloMessagingOptions> messaging, IOptions<GrainCollectionOptions> collection, ILogger<Silo> logger)
    {
        Services = services;
        Clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Collection = collection.Value;
        _responseTimeout = messaging.Value.ResponseTimeout;
        Log = new SiloLog(logger);
        Grains = new GrainFactory(services, () => this);
        if (Collection.CollectionAge <= TimeSpan.Zero || Collection.CollectionQuantum <= TimeSpan.Zero || _responseTimeout <= TimeSpan.Zero)
        {
            throw new OptionsValidationException(nameof(GrainCollectionOptions), typeof(GrainCollectionOptions),
                ["CollectionAge, CollectionQuantum and ResponseTimeout must be more than zero."]);
        }
    }

    public IServiceProvider Services { get; }

    public TimeProvider Clock { get; }

    public GrainCollectionOptions Collection { get; }

    public GrainFactory Grains { get; }

    public WaitingCalls Waiting { get; } = new();

    public SiloLog Log { get; }

    /// <summary>Nothing runs any more, not even what had begun: as if the process had died.</summary>
    public bool Killed { get; private set; }

    public int Count => All().Count();

    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Clock.TimestampFrequency);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            var watch = TimeSpan.FromTicks(Math.Clamp(_responseTimeout.Ticks / 10, TimeSpan.TicksPerMillisecond * 20, TimeSpan.TicksPerSecond));
            _sweep = Clock.CreateTimer(_ => Sweep(), null, Collection.CollectionQuantum, Collection.CollectionQuantum);
            _watch = Clock.CreateTimer(_ => Watch(), null, watch, watch);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops.");
        while (!Killed && All().ToArray() is { Length: > 0 } left)
        {
            foreach (var activation in left)
            {
                activation.Deactivate(reason, cancellationToken);
            }

            try
            {
                await Task.WhenAll(left.Select(a => a.Deactivated)).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        Kill();
    }

    public void Kill()
    {
        _stopping = Killed = true;
        _sweep?.Dispose();
        _watch?.Dispose();
        foreach (var activation in All())
        {
            activation.StopTimers();
        }

        foreach (var call in Waiting.MadeBefore(long.MaxValue))
        {
            call.Fail(new SiloUnavailableException($"The silo is gone; the outcome of {call.Name} is unknown. Repeat it with the same id."));
        }
    }

    public void Dispose() => Kill();

    /// <summary>Hands a call to the activation of its key, which is made if there is none.</summary>
    public void Dispatch(GrainClass grainClass, string key, Call call, ref Activation? last)
    {
        try
        {
            if (_stopping && call.Parent is null)
            {
                throw Unavailable(call);
            }

            // A client that followed its cluster to the next silo may still know an activation of the one before.
            while (last?.Silo != this || !last.Take(call))
            {
                var found = Find(grainClass, key) ?? throw Unavailable(call);
                last = grainClass.Workers > 0 ? null : found;
                if (last is null && found.Take(call))
                {
                    return;
                }
            }
        }
#pragma warning disable CA1031 // The caller learns it from the answer.
        catch (Exception exception)
        {
            call.Fail(exception);
        }
#pragma warning restore CA1031
    }

    public void Redispatch(GrainClass grainClass, string key, Call call)
    {
        Activation? none = null;
        if (call is RuntimeCall)
        {
            call.Fail(new ObjectDisposedException(nameof(Grain)));
        }
        else
        {
            Dispatch(grainClass, key, call, ref none);
        }
    }

    public Activation? Existing(GrainClass grainClass, string key) =>
        grainClass.Workers > 0
            ? _workers.GetValueOrDefault((grainClass, key))?.All().FirstOrDefault()
            : Of(grainClass).GetValueOrDefault(key);

    public void Gone(Activation activation) =>
        ((ICollection<KeyValuePair<string, Activation>>)Of(activation.Class)).Remove(new(activation.Key, activation));

    /// <summary>Lets go of the grains that were idle for too long.</summary>
    public int Sweep()
    {
        var now = Clock.GetTimestamp();
        var gone = All().Count(a => a.Collect(now, Collection.CollectionAge));
        foreach (var (key, workers) in _workers)
        {
            if (workers.Close())
            {
                _workers.TryRemove(new(key, workers));
            }
        }

        return gone;
    }

    private static SiloUnavailableException Unavailable(Call call) => new($"The silo stops; {call.Name} was not carried out.");

    /// <summary>Answers the calls that waited for too long.</summary>
    private void Watch()
    {
        foreach (var call in Waiting.MadeBefore(Clock.GetTimestamp() - Ticks(_responseTimeout)))
        {
            call.Fail(new TimeoutException($"No answer within {_responseTimeout} from {call.Chain()}. The outcome is unknown: repeat it with the same id."));
        }
    }

    private Activation? Find(GrainClass grainClass, string key)
    {
        if (_stopping)
        {
            return Existing(grainClass, key);
        }

        if (grainClass.Workers > 0)
        {
            Activation? chosen;
            do
            {
                chosen = _workers.GetOrAdd((grainClass, key), static (k, silo) => new Workers(silo, k.Class, k.Key), this).Choose();
            }
            while (chosen is null);
            return chosen;
        }

        var activations = Of(grainClass);
        return activations.TryGetValue(key, out var found)
            ? found
            : activations.GetOrAdd(key, static (k, x) => new Activation(x.Silo, x.Class, k, x.Silo), (Silo: this, Class: grainClass));
    }

    private ConcurrentDictionary<string, Activation> Of(GrainClass grainClass)
    {
        var all = _activations;
        return grainClass.Index < all.Length && all[grainClass.Index] is { } known ? known : Add(grainClass);
    }

    private ConcurrentDictionary<string, Activation> Add(GrainClass grainClass)
    {
        lock (_gate)
        {
            var all = _activations.Length > grainClass.Index ? [.. _activations] : new ConcurrentDictionary<string, Activation>?[grainClass.Index + 8];
            _activations.CopyTo(all, 0);
            var added = all[grainClass.Index] ??= new ConcurrentDictionary<string, Activation>(StringComparer.Ordinal);
            _activations = all;
            return added;
        }
    }

    private IEnumerable<Activation> All() =>
        _activations.Where(a => a is not null).SelectMany(a => a!.Select(p => p.Value)).Concat(_workers.SelectMany(w => w.Value.All()));
}
