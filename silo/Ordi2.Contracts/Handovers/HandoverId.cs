using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Handovers;

/// <summary>One handover between two organisations.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.handover-id")]
[JsonConverter(typeof(TextIdConverter<HandoverId>))]
public readonly record struct HandoverId([property: Id(0)] string Text) : ITextId<HandoverId>
{
    /// <inheritdoc/>
    public static HandoverId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
