using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;

namespace Ordi2.Web.Features.Configurations;

/// <summary>A rule that somebody else changed while a form was open.</summary>
/// <param name="Name">As it stands in the rules.</param>
/// <param name="Was">When the form was opened.</param>
/// <param name="Is">In force.</param>
/// <param name="Sent">What the form says.</param>
internal sealed record RuleChange(string Name, string Was, string Is, string Sent)
{
    /// <summary>Whoever filled in the form changed it as well, and to something else.</summary>
    public bool IsYours => Sent != Was && Sent != Is;
}

/// <summary>What became of the rules while a form with all of them was open: who sends it must not undo what another coordinator has set.</summary>
/// <param name="Versions">The versions since then, the first one first.</param>
/// <param name="Changes">What differs of the rules that the form asks.</param>
/// <param name="Others">Whether rules that the form does not ask differ too.</param>
internal sealed record RulesMeanwhile(ImmutableArray<RulesVersion> Versions, ImmutableArray<RuleChange> Changes, bool Others)
{
    public const string On = "true";
    public const string Off = "false";

    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);

    /// <summary>What the form shows now: what was changed in it, and else what is in force.</summary>
    public string? ToShow(string name) => _shown.GetValueOrDefault(name);

    /// <param name="now">What is in force.</param>
    /// <param name="basedOn">Number of the version that the form was filled in from.</param>
    /// <param name="sent">What the form says, by the names of the rules that it asks.</param>
    public static RulesMeanwhile Between(ConfigurationTerms now, int basedOn, IReadOnlyDictionary<string, string> sent)
    {
        var (before, after) = (Written(At(now, basedOn)), Written(now.Rules));
        string Was(string name) => before[name]!.ToJsonString();
        string Is(string name) => after[name]!.ToJsonString();

        var meanwhile = new RulesMeanwhile(
            [.. now.Versions.Where(version => version.Rules.Version > basedOn)],
            [.. sent.Where(rule => Was(rule.Key) != Is(rule.Key)).Select(rule => new RuleChange(rule.Key, Was(rule.Key), Is(rule.Key), rule.Value))],
            before.Concat(after).Select(rule => rule.Key).Any(name => !sent.ContainsKey(name) && name != VersionName && !JsonNode.DeepEquals(after[name], before[name])));

        foreach (var (name, value) in sent)
        {
            meanwhile._shown[name] = value == Was(name) ? Is(name) : value;
        }

        return meanwhile;
    }

    /// <summary>The rules of a version; those in force where there is none of this number.</summary>
    public static PoleRules At(ConfigurationTerms? known, int version) => version == 0
        ? PoleRules.Default
        : known?.Versions.FirstOrDefault(one => one.Rules.Version == version)?.Rules ?? known?.Rules ?? PoleRules.Default;

    public static JsonObject Written(PoleRules rules) => JsonSerializer.SerializeToNode(rules, WireJson.Options)!.AsObject();

    private static readonly string VersionName = JsonNamingPolicy.CamelCase.ConvertName(nameof(PoleRules.Version));
}
