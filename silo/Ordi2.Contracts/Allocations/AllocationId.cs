using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Allocations;

/// <summary>One allocation: machines of the stock for one line of a dossier.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.allocation-id")]
[JsonConverter(typeof(TextIdConverter<AllocationId>))]
public readonly record struct AllocationId([property: Id(0)] string Text) : ITextId<AllocationId>
{
    /// <inheritdoc/>
    public static AllocationId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
