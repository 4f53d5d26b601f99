using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Organisations;

/// <summary>One place of an organisation where machines can be.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.site-id")]
[JsonConverter(typeof(TextIdConverter<SiteId>))]
public readonly record struct SiteId([property: Id(0)] string Text) : ITextId<SiteId>
{
    /// <inheritdoc/>
    public static SiteId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
