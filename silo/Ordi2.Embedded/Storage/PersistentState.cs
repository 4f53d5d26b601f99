using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;

namespace Orleans.Runtime
{
    /// <summary>Working state of a grain, never the truth.</summary>
    public interface IPersistentState<TState> : IStorage<TState>
    {
    }

    /// <summary>Asks for a state by its name, which is unique in the program.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
#pragma warning disable CA1813 // Not sealed, so that code which derives from the official one compiles here.
    public class PersistentStateAttribute : Attribute
#pragma warning restore CA1813
    {
        public PersistentStateAttribute(string stateName, string? storageName = null)
        {
            ArgumentNullException.ThrowIfNull(stateName);
            StateName = stateName;
            StorageName = storageName;
        }

        public string StateName { get; }

        public string? StorageName { get; }
    }
}

namespace Orleans.Embedded
{
    /// <summary>What is read before a grain is activated.</summary>
    internal abstract class PersistentState
    {
        public abstract Task ReadStateAsync(CancellationToken cancellationToken);

        public static PersistentState Make(ParameterInfo parameter, Activation activation)
        {
            var asked = parameter.GetCustomAttribute<Runtime.PersistentStateAttribute>()!;
            var storage = (asked.StorageName is null
                ? activation.ActivationServices.GetService<IGrainStorage>()
                : activation.ActivationServices.GetKeyedService<IGrainStorage>(asked.StorageName))
                ?? throw new BadProviderConfigException(
                    $"{activation.Class.Class.Name} asks for the storage « {asked.StorageName ?? "Default"} »: add it with AddMemoryGrainStorage or another provider.");
            return (PersistentState)Activator.CreateInstance(
                typeof(PersistentState<>).MakeGenericType(parameter.ParameterType.GetGenericArguments()),
                storage,
                asked.StateName,
                activation.GrainId)!;
        }
    }

    internal sealed class PersistentState<T>(IGrainStorage storage, string name, Runtime.GrainId grain) : PersistentState, Runtime.IPersistentState<T>
    {
        private readonly GrainState<T> _state = new(New());

        public T State
        {
            get => _state.State!;
            set => _state.State = value;
        }

        public string? Etag => _state.ETag;

        public bool RecordExists => _state.RecordExists;

        public Task ReadStateAsync() => ReadStateAsync(default);

        public Task WriteStateAsync() => WriteStateAsync(default);

        public Task ClearStateAsync() => ClearStateAsync(default);

        public override async Task ReadStateAsync(CancellationToken cancellationToken)
        {
            await storage.ReadStateAsync(name, grain, _state, cancellationToken);
            _state.State ??= New();
        }

        public Task WriteStateAsync(CancellationToken cancellationToken) => storage.WriteStateAsync(name, grain, _state, cancellationToken);

        public async Task ClearStateAsync(CancellationToken cancellationToken)
        {
            await storage.ClearStateAsync(name, grain, _state, cancellationToken);
            _state.State ??= New();
        }

        private static T New() => typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>() : default!;
    }
}
