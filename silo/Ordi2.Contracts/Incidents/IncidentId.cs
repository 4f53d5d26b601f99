using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Incidents;

/// <summary>One incident (ticket).</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident-id")]
[JsonConverter(typeof(TextIdConverter<IncidentId>))]
public readonly record struct IncidentId([property: Id(0)] string Text) : ITextId<IncidentId>
{
    /// <inheritdoc/>
    public static IncidentId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
