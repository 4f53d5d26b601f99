using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Recycling;

/// <summary>One recycling batch (lot D3E).</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch-id")]
[JsonConverter(typeof(TextIdConverter<BatchId>))]
public readonly record struct BatchId([property: Id(0)] string Text) : ITextId<BatchId>
{
    /// <inheritdoc/>
    public static BatchId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
