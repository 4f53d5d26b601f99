using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Anything that can be called at a distance.</summary>
public interface IGrain : IAddressable
{
}

/// <summary>A grain named by a text.</summary>
public interface IGrainWithStringKey : IGrain
{
}

/// <summary>An object outside the silo that grains can tell things to.</summary>
public interface IGrainObserver : IAddressable
{
}

/// <summary>What a grain is to the runtime.</summary>
public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}

/// <summary>Base of every grain. Only the runtime makes one.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    protected Grain()
    {
        // Null when a test makes the grain by hand, as there.
        GrainContext = Call.Current?.Activation!;
    }

    public IGrainContext GrainContext { get; }

    internal Activation Activation => GrainContext as Activation
        ?? throw new InvalidOperationException("The runtime did not make this grain: ask for it with IGrainFactory.GetGrain.");

    protected IGrainFactory GrainFactory => Activation.Silo.Grains;

    protected internal IServiceProvider ServiceProvider => Activation.ActivationServices;

#pragma warning disable CA1725 // The names of the parameters are the official ones.
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
#pragma warning restore CA1725

    /// <summary>The grain goes after the turn that is running.</summary>
    protected void DeactivateOnIdle() => ((IGrainBase)this).DeactivateOnIdle();

    /// <summary>The grain stays at least so long.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.Delay(timeSpan);
}

/// <summary>What can be asked of a grain or of a reference to one.</summary>
public static class GrainExtensions
{
    public static string GetPrimaryKeyString(this IAddressable grain) => grain switch
    {
        Grain own => own.Activation.Key,
        GrainReference reference => reference.Key,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference to one.", nameof(grain)),
    };

    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)AsReference(grain, typeof(TGrainInterface));

    public static object AsReference(this IAddressable grain, Type interfaceType) => grain switch
    {
        Grain own => own.Activation.Silo.Grains.Reference(interfaceType, own.Activation.Class, own.Activation.Key),
        GrainReference reference when interfaceType.IsInstanceOfType(reference) => reference,
        GrainReference { Class: { } grainClass } reference => reference.Grains!.Reference(interfaceType, grainClass, reference.Key),
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference to one.", nameof(grain)),
    };
}

/// <summary>What a grain may ask of the runtime.</summary>
public static class GrainBaseExtensions
{
    public static void DeactivateOnIdle(this IGrainBase grain) => grain.GrainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(callback);
        return ((Grain)grain).Activation.AddTimer(callback, options);
    }

    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return grain.RegisterGrainTimer(_ => callback(), options);
    }

    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return grain.RegisterGrainTimer(cancellationToken => callback(state, cancellationToken), options);
    }
}
