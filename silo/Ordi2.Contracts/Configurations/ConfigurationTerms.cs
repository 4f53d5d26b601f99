using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Configurations;

/// <summary>The configuration of one pole; it has the pole's own identifier.</summary>
/// <param name="Text">The identifier as text.</param>
[GenerateSerializer, Immutable, Alias("ordi2.configuration-id")]
[JsonConverter(typeof(TextIdConverter<ConfigurationId>))]
public readonly record struct ConfigurationId([property: Id(0)] string Text) : ITextId<ConfigurationId>
{
    /// <inheritdoc/>
    public static ConfigurationId From(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Life of a configuration.</summary>
[Alias("ordi2.configuration-status")]
public enum ConfigurationStatus
{
    /// <summary>The pole has set its rules.</summary>
    InForce = 0,
}

/// <summary>A version of the rules, as it was set: a decision that names it can be read for ever.</summary>
/// <param name="Rules">The rules, with their number.</param>
/// <param name="Since">From when on they hold.</param>
/// <param name="Reason">Why they were changed.</param>
[GenerateSerializer, Immutable, Alias("ordi2.rules-version")]
public sealed record RulesVersion(
    [property: Id(0)] PoleRules Rules,
    [property: Id(1)] DateTimeOffset Since,
    [property: Id(2)] string Reason);

/// <summary>What others need to know of a configuration.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.configuration-terms")]
public sealed record ConfigurationTerms
{
    /// <summary>Of which pole.</summary>
    [Id(0)]
    public required ConfigurationId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public ConfigurationStatus Status { get; init; }

    /// <summary>The pole.</summary>
    [Id(2)]
    public required OrganisationId Pole { get; init; }

    /// <summary>What holds now.</summary>
    [Id(3)]
    public required PoleRules Rules { get; init; }

    /// <summary>Every version, the first one first.</summary>
    [Id(4)]
    public ImmutableArray<RulesVersion> Versions { get; init; } = [];

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(5)]
    public long Version { get; init; }
}
