using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Documents;

/// <summary>The number of a document, which is its identifier: <c>CE-2027-000001-atelier-nord</c>.</summary>
/// <param name="Text">The number as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.document-id")]
[JsonConverter(typeof(TextIdConverter<DocumentId>))]
public readonly record struct DocumentId([property: Id(0)] string Text) : ITextId<DocumentId>
{
    /// <inheritdoc/>
    public static DocumentId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A series of numbers: one for each kind of document, year and issuer, <c>CE-2027-atelier-nord</c> (invariant 8).</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.series-id")]
[JsonConverter(typeof(TextIdConverter<SeriesId>))]
public readonly record struct SeriesId([property: Id(0)] string Text) : ITextId<SeriesId>
{
    /// <inheritdoc/>
    public static SeriesId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
