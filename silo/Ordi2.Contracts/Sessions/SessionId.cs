using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Sessions;

/// <summary>One accompaniment session.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.session-id")]
[JsonConverter(typeof(TextIdConverter<SessionId>))]
public readonly record struct SessionId([property: Id(0)] string Text) : ITextId<SessionId>
{
    /// <inheritdoc/>
    public static SessionId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
