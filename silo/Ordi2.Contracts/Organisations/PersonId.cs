using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Organisations;

/// <summary>One person, opaque: the ledger never holds a name (RGPD art. 5).</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.person-id")]
[JsonConverter(typeof(TextIdConverter<PersonId>))]
public readonly record struct PersonId([property: Id(0)] string Text) : ITextId<PersonId>
{
    /// <inheritdoc/>
    public static PersonId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
