using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Calls;

/// <summary>One call for projects of a pole.</summary>
/// <param name="Text">The identifier as text, for example <c>2027-1</c>.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call-id")]
[JsonConverter(typeof(TextIdConverter<CallId>))]
public readonly record struct CallId([property: Id(0)] string Text) : ITextId<CallId>
{
    /// <inheritdoc/>
    public static CallId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
