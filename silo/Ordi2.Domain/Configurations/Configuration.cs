using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
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
    private const int MostForms = 50;

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
                ChangeRules c => Set(configuration, c.Rules, c.Reason, null),
                _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
            };
    }

    private static Decision<ConfigurationEvent> Set(Configuration configuration, PoleRules? rules, string reason, Refusal? first)
    {
        var next = (configuration.Terms?.Rules.Version ?? 0) + 1;
        return (first ?? Demand.Words(reason, "reason") ?? Demand.Between(next, 1, MostVersions, "versions") ?? Usable(rules)) is { } refusal
            ? No(refusal)
            : Write(new RulesSet(rules! with { Version = next }, reason));
    }

    private static Refusal? Usable(PoleRules? rules) => rules is null
        ? Refusal.Invalid("words-missing", "rules", "1")
        : Demand.Between(rules.PlacementDays, 1, 365, "rules.placementDays")
            ?? Demand.Between(rules.AllocationDays, 1, 365, "rules.allocationDays")
            ?? Demand.Between(rules.WipeRetries, 0, 10, "rules.wipeRetries")
            ?? Demand.Between(rules.WarrantyMonths, 0, 60, "rules.warrantyMonths")
            ?? Demand.Between(rules.StockMonths, 1, 60, "rules.stockMonths")
            ?? Demand.Between(rules.LoanMonths, 1, 60, "rules.loanMonths")
            ?? Demand.Between(rules.PriceCapCents ?? 0, 0, 1_000_000, "rules.priceCapCents")
            ?? Demand.Number(rules.TriageCriteria, "rules.triageCriteria")
            ?? Demand.Between(rules.Grades.Distinct().Count(), Math.Max(1, rules.Grades.Length), 3, "rules.grades")
            ?? (rules.Grades.Contains(Grade.None) ? Refusal.Invalid("words-missing", "rules.grades", "1") : null)
            ?? Demand.Between(rules.Forms.Length, 0, MostForms, "rules.forms")
            ?? Profiles(rules.Profiles);

    /// <summary>Each profile once, the better one first, and a better one never asks for less.</summary>
    private static Refusal? Profiles(ImmutableArray<ProfileThreshold> profiles)
    {
        for (var i = 0; i < profiles.Length; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"rules.profiles[{i}]");
            var (one, better) = (profiles[i], i == 0 ? null : profiles[i - 1]);

            if ((Demand.Between(one.Cores, 1, 256, field)
                ?? Demand.Between(one.MemoryBytes, 0, long.MaxValue, field)
                ?? Demand.Between(one.FlashBytes, 0, long.MaxValue, field)) is { } reason)
            {
                return reason;
            }

            if (one.Profile is Profile.None
                || (better is not null && (better.Profile <= one.Profile || better.Cores < one.Cores || better.MemoryBytes < one.MemoryBytes || better.FlashBytes < one.FlashBytes)))
            {
                return Refusal.Invalid("profiles-not-in-order", field);
            }
        }

        return null;
    }
}

/// <summary>How a decision names the rules that it followed.</summary>
public static class Rulings
{
    /// <summary>Number of the version; nothing where the rules hold as shipped.</summary>
    public static int? Cited(this PoleRules rules) => rules.Version == 0 ? null : rules.Version;
}
