using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Parts;

/// <summary>One part: the 7 symbols of its label.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.part-id")]
[JsonConverter(typeof(TextIdConverter<PartId>))]
public readonly record struct PartId([property: Id(0)] string Text) : ITextId<PartId>
{
    /// <inheritdoc/>
    public static PartId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
