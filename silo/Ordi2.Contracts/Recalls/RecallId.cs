using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Recalls;

/// <summary>One recall.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recall-id")]
[JsonConverter(typeof(TextIdConverter<RecallId>))]
public readonly record struct RecallId([property: Id(0)] string Text) : ITextId<RecallId>
{
    /// <inheritdoc/>
    public static RecallId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
