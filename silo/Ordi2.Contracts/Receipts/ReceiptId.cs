using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Receipts;

/// <summary>One tax receipt.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.receipt-id")]
[JsonConverter(typeof(TextIdConverter<ReceiptId>))]
public readonly record struct ReceiptId([property: Id(0)] string Text) : ITextId<ReceiptId>
{
    /// <inheritdoc/>
    public static ReceiptId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
