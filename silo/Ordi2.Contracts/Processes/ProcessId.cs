using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Processes;

/// <summary>One process: work on several aggregates that is finished or undone as a whole.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process-id")]
[JsonConverter(typeof(TextIdConverter<ProcessId>))]
public readonly record struct ProcessId([property: Id(0)] string Text) : ITextId<ProcessId>
{
    /// <inheritdoc/>
    public static ProcessId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
