namespace Orleans
{
    /// <summary>This type crosses grain calls.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface)]
    public sealed class GenerateSerializerAttribute : Attribute
    {
    }

    /// <summary>Number of a member on the wire, for ever.</summary>
    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Method)]
    public sealed class IdAttribute(uint id) : Attribute
    {
        public uint Id { get; } = id;
    }

    /// <summary>Name of a type or method on the wire, whatever it is called in code.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Method)]
    public sealed class AliasAttribute(string alias) : Attribute
    {
        public string Alias { get; } = alias;
    }

    /// <summary>Never changes once made: it is shared, not copied.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
    public sealed class ImmutableAttribute : Attribute
    {
    }

    /// <summary>Anything that can be called at a distance.</summary>
    public interface IGrain : Runtime.IAddressable
    {
    }

    /// <summary>A grain named by a text.</summary>
    public interface IGrainWithStringKey : IGrain
    {
    }

    /// <summary>An object outside the silo that grains can tell things to.</summary>
    public interface IGrainObserver : Runtime.IAddressable
    {
    }
}

namespace Orleans.Runtime
{
    /// <summary>Something with an address.</summary>
    public interface IAddressable
    {
    }
}

namespace Orleans.Concurrency
{
    /// <summary>Changes nothing: may run beside others of its kind.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute
    {
    }

    /// <summary>Nobody waits for the answer.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class OneWayAttribute : Attribute
    {
    }
}
