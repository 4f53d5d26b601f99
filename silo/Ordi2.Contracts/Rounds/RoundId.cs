using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Rounds;

/// <summary>One collection round of a driver.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round-id")]
[JsonConverter(typeof(TextIdConverter<RoundId>))]
public readonly record struct RoundId([property: Id(0)] string Text) : ITextId<RoundId>
{
    /// <inheritdoc/>
    public static RoundId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
