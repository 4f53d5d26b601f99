using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Machines;

/// <summary>One machine: the 7 symbols of the first label that was stuck on it, for example <c>H4T9CXB</c>. Later labels are aliases.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine-id")]
[JsonConverter(typeof(TextIdConverter<MachineId>))]
public readonly record struct MachineId([property: Id(0)] string Text) : ITextId<MachineId>
{
    /// <inheritdoc/>
    public static MachineId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
