namespace System.Runtime.CompilerServices;

/// <summary>Known to the runtime by its name: an emitted assembly may use what is internal in another.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
