using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Configurations.ConfigurationStatus;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Configurations.ConfigurationEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Configurations;

/// <summary>A fact in the life of a configuration.</summary>
public abstract record ConfigurationEvent
{
    private protected ConfigurationEvent()
    {
    }
}

/// <summary>These rules hold from now on.</summary>
[StoredAs("configuration.rules-set.v1")]
public sealed record RulesSet(PoleRules Rules, string Reason) : ConfigurationEvent;

/// <summary>What can happen to a configuration, and who may ask for it.</summary>
public static class ConfigurationLife
{
    public static readonly Life<ConfigurationStatus> Table = new(
        "configuration",
        new("adopt", [], [InForce], [Role.Coordinator.Of(Relation.ItsPole)]),
        new("change-rules", [InForce], [], [Role.Coordinator.Of(Relation.ItsPole)]));
}

/// <summary>What is known of a configuration from its history.</summary>
public sealed record Configuration(ConfigurationId Id)
{
    /// <summary>What others may know; nothing before the pole set anything.</summary>
    public ConfigurationTerms? Terms { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    public Configuration Evolve(ConfigurationEvent @event, Provenance from) => @event switch
    {
        RulesSet e => this with
        {
            Terms = new()
            {
                Id = Id,
                Pole = new(Id.Text),
                Rules = e.Rules,
                Versions = (Terms?.Versions ?? []).Add(new(e.Rules, from.RecordedAt, e.Reason)),
                Version = (Terms?.Version ?? 0) + 1,
            },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        },
        _ => throw new UnreachableException($"A configuration does not know {@event.GetType().Name}."),
    };
}

/// <summary>May these rules be set?</summary>
public static class ConfigurationDecisions
{
    private const int MostVersions = 500;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(Configuration configuration) => Inquiry.About(new OrganisationId(configuration.Id.Text));

    public static Decision<ConfigurationEvent> Decide(Configuration configuration, ConfigurationCommand command, Caller caller, Guid commandId, Facts facts)
    {
        var step = CommandCatalog<ConfigurationCommand>.StepOf(command);
        var relations = caller.Organisation.Text == configuration.Id.Text ? [Relation.ItsPole] : Array.Empty<Relation>();
        var repeated = configuration.Commands.Contains(commandId);

        return ConfigurationLife.Table.Stops(configuration.Id.Text, step, configuration.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : command switch
            {
                AdoptRules c => Set(configuration, c.Rules, c.Reason, Demand.Does(facts, new(configuration.Id.Text), Activity.Pole)),
                ChangeRules c => Set(configuration, c.Rules, c.Reason, SetMeanwhile(configuration.Terms!.Rules.Version, c.BasedOn)),
                _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
            };
    }

    /// <summary>Who wrote from an older version would undo what was set since.</summary>
    private static Refusal? SetMeanwhile(int now, int? basedOn) => basedOn is { } old && old != now
        ? Refusal.Conflict("rules-changed-meanwhile", now.ToString(CultureInfo.InvariantCulture), old.ToString(CultureInfo.InvariantCulture))
        : null;

    private static Decision<ConfigurationEvent> Set(Configuration configuration, PoleRules? rules, string reason, Refusal? first)
    {
        var next = (configuration.Terms?.Rules.Version ?? 0) + 1;
        return (first ?? Demand.Words(reason, "reason") ?? Demand.Between(next, 1, MostVersions, "versions") ?? RuleRanges.Usable(rules)) is { } refusal
            ? No(refusal)
            : Write(new RulesSet(rules! with { Version = next }, reason));
    }
}
