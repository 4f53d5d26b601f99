using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Organisations;

/// <summary>The phone, tablet or station that a scan was made on.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.device-id")]
[JsonConverter(typeof(TextIdConverter<DeviceId>))]
public readonly record struct DeviceId([property: Id(0)] string Text) : ITextId<DeviceId>
{
    /// <inheritdoc/>
    public static DeviceId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
