using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Dossiers;

/// <summary>One project dossier of an EPN with its partner.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier-id")]
[JsonConverter(typeof(TextIdConverter<DossierId>))]
public readonly record struct DossierId([property: Id(0)] string Text) : ITextId<DossierId>
{
    /// <inheritdoc/>
    public static DossierId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
