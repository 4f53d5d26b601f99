using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Web.Features.Calls;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Configurations;

/// <summary>The rules of a pole: days, months and shares as numbers, and what is on or off. What this page does not ask stays as it is.</summary>
internal sealed class RulesPage(IGrainFactory grains) : RolePage(Role.Coordinator)
{
    /// <summary>What stands in the rules as a whole number, in groups that belong together.</summary>
    public static readonly ImmutableArray<(string Group, ImmutableArray<string> Names)> Groups =
    [
        ("rules-placing", ["placementDays", "placementReminderDays", "allocationDays", "loanMonths", "warrantyMonths"]),
        ("rules-workshop", ["wipeRetries", "secondPersonFromOperators", "stockMonths", "agedStockDays", "weightTolerancePercent"]),
        ("rules-silence", ["donorSilenceDays", "custodyWorkingDays", "complaintHours", "destructionProofDays"]),
        ("rules-report", ["impactReversalMonths", "nonConformityPercent", "reuseOldestYears", "reuseSharePercent", "reuseShareFrom"]),
    ];

    /// <summary>What is on or off.</summary>
    public static readonly ImmutableArray<string> Switches = ["secondPersonCheck", "trainingMode"];

    private const string RulePrefix = "rules.";
    private const string JuryCriteria = "juryCriteria";

    private ConfigurationTerms? _known;
    private JsonObject _rules = new();

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Number of the version that the form was filled in from.</summary>
    [BindProperty]
    public int? BasedOn { get; set; }

    /// <summary>The version in force; 0 where the pole has set nothing.</summary>
    public int Version => _known?.Rules.Version ?? 0;

    /// <summary>What was in force, the last first.</summary>
    public IEnumerable<RulesVersion> Versions => (_known?.Versions ?? []).Reverse();

    /// <summary>What somebody else changed while this form was open; nothing where nobody did.</summary>
    public RulesMeanwhile? Meanwhile { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is Role.Coordinator)
        {
            _known = await Grain.GetAsync();
            BasedOn ??= Version;
            _rules = RulesMeanwhile.Written(RulesMeanwhile.At(_known, BasedOn.Value));
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    /// <summary>What was typed, else what is in force.</summary>
    public string Value(string name) => (Meanwhile is { } meanwhile ? meanwhile.ToShow(name) : Sent(name)) ?? _rules[name]!.ToJsonString();

    public bool IsOn(string name) => Meanwhile?.ToShow(name) is { } shown ? shown == RulesMeanwhile.On : Request.HasFormContentType ? IsTicked(name) : _rules[name]!.GetValue<bool>();

    /// <summary>What the jury of a call looks at that names nothing of its own.</summary>
    public CriterionRows Criteria => Meanwhile?.ToShow(JuryCriteria) is { } shown ? new(this, CriteriaIn(shown), asSent: false) : new(this, CriteriaIn(_rules[JuryCriteria]!.ToJsonString()));

    /// <summary>A number as it is, a switch in words, criteria by name and weight.</summary>
    public string Shown(string value) => value switch
    {
        RulesMeanwhile.On => Say("rules-on"),
        RulesMeanwhile.Off => Say("rules-off"),
        ['[', ..] => string.Join(", ", CriteriaIn(value).Select(one => Say("rules-criterion", one.Name, one.Weight))) is { Length: > 0 } named ? named : "–",
        _ => value,
    };

    public async Task<IActionResult> OnPostAsync()
    {
        foreach (var name in Groups.SelectMany(group => group.Names))
        {
            if (NumberOf(Request.Form[name].ToString()) is { } number)
            {
                _rules[name] = number;
            }
            else
            {
                Mistakes.Add(name, Say("not-a-number"));
            }
        }

        foreach (var name in Switches)
        {
            _rules[name] = IsTicked(name);
        }

        _rules[JuryCriteria] = JsonSerializer.SerializeToNode(Criteria.Read(), WireJson.Options);
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var rules = _rules.Deserialize<PoleRules>(WireJson.Options)!;
        var change = new ChangeRules(rules, Reason!.Trim()) { BasedOn = BasedOn };
        ConfigurationCommand command = _known is null ? new AdoptRules(rules, Reason!.Trim()) : change;

        // The same form sent twice asks the same, also where its first half has adopted the rules meanwhile.
        if (await Grain.DoAsync(command, Caller, Once(change)) is not Refused<ConfigurationTerms> { Reason: var refusal })
        {
            return Onward("/rules", Say("rules-changed"));
        }

        if (await Grain.GetAsync() is { } now && now.Rules.Version != BasedOn)
        {
            Compare(now);
        }
        else
        {
            // The field that it names, where this page asks it.
            var field = refusal.Arguments.IsDefaultOrEmpty ? string.Empty : refusal.Arguments[0].Replace(RulePrefix, string.Empty, StringComparison.Ordinal);
            Refuse(refusal, Groups.Any(group => group.Names.Contains(field, StringComparer.Ordinal)) ? field
                : field.StartsWith(JuryCriteria, StringComparison.Ordinal) ? CriterionRows.NameOf(0)
                : FormMistakes.Form);
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }

    private IConfigurationGrain Grain => grains.GetGrain<IConfigurationGrain>($"configuration/{Caller.Organisation}");

    /// <summary>Somebody else was first: what they changed is shown, and the form goes on from there.</summary>
    private void Compare(ConfigurationTerms now)
    {
        var sent = Groups.SelectMany(group => group.Names).Concat(Switches).Append(JuryCriteria).ToDictionary(name => name, name => _rules[name]!.ToJsonString(), StringComparer.Ordinal);
        Meanwhile = RulesMeanwhile.Between(now, BasedOn!.Value, sent);
        Refuse(Refusal.Conflict("rules-changed-meanwhile", Written(now.Rules.Version), Written(BasedOn.Value)));

        foreach (var both in Meanwhile.Changes.Where(change => change.IsYours))
        {
            Mistakes.Add(both.Name is JuryCriteria ? CriterionRows.NameOf(0) : both.Name, Say("rules-both", Shown(both.Was), Shown(both.Is)));
        }

        (_known, BasedOn) = (now, now.Rules.Version);
    }

    private static ImmutableArray<Criterion> CriteriaIn(string json) => JsonSerializer.Deserialize<ImmutableArray<Criterion>>(json, WireJson.Options);

    private static string Written(int version) => version.ToString(CultureInfo.InvariantCulture);

    private bool IsTicked(string name) => Request.Form[name].Contains("true", StringComparer.Ordinal);

    private string? Sent(string name) => Request.HasFormContentType && Request.Form.ContainsKey(name) ? Request.Form[name].ToString() : null;
}
