using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Loans;

/// <summary>One loan convention (prêt à usage, Code civil art. 1875).</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan-id")]
[JsonConverter(typeof(TextIdConverter<LoanId>))]
public readonly record struct LoanId([property: Id(0)] string Text) : ITextId<LoanId>
{
    /// <inheritdoc/>
    public static LoanId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
