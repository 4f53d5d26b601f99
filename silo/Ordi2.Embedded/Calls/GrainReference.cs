using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>A grain or an observer, from outside. The classes that implement the interfaces are emitted; see <see cref="References"/>.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly ObserverTarget? _observer;
    private Activation? _last;

    private protected GrainReference(GrainFactory grains, GrainClass grainClass, string key)
    {
        Grains = grains;
        Class = grainClass;
        Key = key;
    }

    private protected GrainReference(ObserverTarget observer)
    {
        _observer = observer;
        Key = observer.Key;
    }

    public GrainId GrainId => Class is null ? GrainId.Create("sys.client", Key) : new GrainId(Class.Type, IdSpan.Create(Key));

    internal string Key { get; } = "";

    internal GrainClass? Class { get; }

    internal GrainFactory? Grains { get; }

    internal ObserverTarget? Observer => _observer;

    public bool Equals(GrainReference? other) =>
        other is not null && other.Class == Class && other._observer == _observer && string.Equals(other.Key, Key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public sealed override string ToString() => $"GrainReference:{GrainId}";

    /// <summary>Every method of an emitted reference ends here.</summary>
    internal Task<TAnswer> Send<TArguments, TAnswer>(GrainMethod<TArguments, TAnswer> method, TArguments arguments)
    {
        method.Check();
        if (_observer is not null)
        {
            _observer.Tell(method, method.Isolate(arguments));
            return Task.FromResult<TAnswer>(default!);
        }

        var silo = Grains!.Silo;
        var call = new Call<TArguments, TAnswer>(silo, method, method.Isolate(arguments));
        if (method.OneWay)
        {
            silo.Dispatch(Class!, Key, call, ref _last);
            return Task.FromResult<TAnswer>(default!);
        }

        silo.Waiting.Add(call);
        silo.Dispatch(Class!, Key, call, ref _last);
        if (method.Token is not null && method.Token(arguments) is { CanBeCanceled: true } token)
        {
            CancelWith(call, token);
        }

        return call.Task;
    }

    private static void CancelWith<TArguments, TAnswer>(Call<TArguments, TAnswer> call, CancellationToken token)
    {
        var registration = token.UnsafeRegister(static (state, token) => ((Call<TArguments, TAnswer>)state!).Cancel(token), call);
        if (!call.Task.IsCompleted)
        {
            _ = call.Task.ContinueWith(
                static (_, state) => ((CancellationTokenRegistration)state!).Unregister(),
                registration,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
        else
        {
            registration.Unregister();
        }
    }
}
