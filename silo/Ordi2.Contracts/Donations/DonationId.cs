using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Donations;

/// <summary>One donation (a lot that a donor gives).</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation-id")]
[JsonConverter(typeof(TextIdConverter<DonationId>))]
public readonly record struct DonationId([property: Id(0)] string Text) : ITextId<DonationId>
{
    /// <inheritdoc/>
    public static DonationId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
