namespace Ordi2.Contracts;

/// <summary>The name of a command as devices and the API write it: kebab-case, for ever.</summary>
/// <param name="name">For example <c>pick-up</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StepAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
