using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Makes references. One factory may follow its silo to the next, as a client of a cluster does.</summary>
internal sealed class GrainFactory(IServiceProvider services, Func<Silo> silo) : IClusterClient
{
    public Silo Silo => silo();

    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return grainClassNamePrefix is null
            ? (TGrainInterface)Contract<TGrainInterface>.References.ForGrain(this, Contract<TGrainInterface>.Class, primaryKey)
            : (TGrainInterface)Reference(typeof(TGrainInterface), GrainClasses.Implementing(typeof(TGrainInterface), grainClassNamePrefix), primaryKey);
    }

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grainPrimaryKey);
        return (IGrain)Reference(grainInterfaceType, GrainClasses.Implementing(grainInterfaceType, null), grainPrimaryKey);
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference or not TGrainObserverInterface)
        {
            throw new ArgumentException($"{obj.GetType()} is a reference already or does not implement {typeof(TGrainObserverInterface)}.", nameof(obj));
        }

        if (References.To(typeof(TGrainObserverInterface)).Waited is { } waited)
        {
            throw new NotSupportedException($"{waited} is not [OneWay]: the official runtime would let the grain wait for its observer, and this one never does.");
        }

        return (TGrainObserverInterface)References.To(typeof(TGrainObserverInterface)).ForObserver(new ObserverTarget(Silo, obj));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        var observer = (obj as GrainReference)?.Observer
            ?? throw new ArgumentException("This is not the reference that CreateObjectReference gave.", nameof(obj));
        observer.Delete();
    }

    public object Reference(Type contract, GrainClass grainClass, string key) => References.To(contract).ForGrain(this, grainClass, key);

    /// <summary>What was found for an interface; nothing is kept of a search that failed.</summary>
    private static class Contract<T>
    {
        private static References? _references;
        private static GrainClass? _class;

        public static References References => _references ??= References.To(typeof(T));

        public static GrainClass Class
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _class ??= GrainClasses.Implementing(typeof(T), null);
        }
    }
}
