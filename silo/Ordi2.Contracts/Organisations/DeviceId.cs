using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Organisations;

/// <summary>The phone, tablet or station that a scan was made on.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.device-id")]
[JsonConverter(typeof(TextIdConverter<DeviceId>))]
public readonly record struct DeviceId([property: Id(0)] string Text) : ITextId<DeviceId>
{
    /// <summary>The clock that carries out what is due.</summary>
    public static readonly DeviceId Clock = new("clock");

    /// <summary>The press that makes the documents.</summary>
    public static readonly DeviceId Press = new("documents");

    /// <summary>The public page, where nobody is signed in.</summary>
    public static readonly DeviceId PublicPage = new("public");

    /// <summary>
    /// Whether the system speaks under this name: an aggregate, by its key (<c>machine/H4T9CXB</c>), or a part of the program. The
    /// ids of its commands can be worked out, so nobody else may use them up.
    /// </summary>
    public bool IsOfTheSystem => Text.Contains('/', StringComparison.Ordinal) || this == Clock || this == Press || this == PublicPage;

    /// <inheritdoc/>
    public static DeviceId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
