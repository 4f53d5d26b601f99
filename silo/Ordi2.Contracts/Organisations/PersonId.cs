using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Organisations;

/// <summary>One person, opaque: the ledger never holds a name (RGPD art. 5).</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.person-id")]
[JsonConverter(typeof(TextIdConverter<PersonId>))]
public readonly record struct PersonId([property: Id(0)] string Text) : ITextId<PersonId>
{
    /// <summary>How the name of a program begins; the id of nobody does.</summary>
    public const string ProgramPrefix = "program-";

    /// <summary>
    /// Whether a program speaks under this name, by a token that somebody made for it. It is nobody: where two persons are needed (domain.md 4.5, invariant 10),
    /// whoever makes tokens could else be both of them.
    /// </summary>
    public bool IsProgram => Text.StartsWith(ProgramPrefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public static PersonId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
