using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Deliveries;

/// <summary>One delivery to an EPN.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery-id")]
[JsonConverter(typeof(TextIdConverter<DeliveryId>))]
public readonly record struct DeliveryId([property: Id(0)] string Text) : ITextId<DeliveryId>
{
    /// <inheritdoc/>
    public static DeliveryId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
