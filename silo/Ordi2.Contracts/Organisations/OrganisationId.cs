using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Organisations;

/// <summary>One organisation: donor, workshop, EPN, partner, pole, carrier, recycler.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation-id")]
[JsonConverter(typeof(TextIdConverter<OrganisationId>))]
public readonly record struct OrganisationId([property: Id(0)] string Text) : ITextId<OrganisationId>
{
    /// <inheritdoc/>
    public static OrganisationId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
