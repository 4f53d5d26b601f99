using System.Collections.Frozen;

namespace Ordi2.Benchmarks.Plain;

/// <summary>The steps of the benchmark as a plain design would check them: from which statuses, to which.</summary>
internal static class PlainRules
{
    private static readonly FrozenDictionary<string, PlainRule> Rules = new Dictionary<string, PlainRule>(StringComparer.Ordinal)
    {
        ["receive-device"] = new([], "RECEIVED"),
        ["triage"] = new(["RECEIVED"], "TRIAGED"),
        ["open-repair"] = new(["TRIAGED", "WIPED", "QC_FAILED"], "IN_REPAIR") { Remembers = true },
        ["request-part"] = new(["IN_REPAIR"], "AWAITING_PART"),
        ["part-arrived"] = new(["AWAITING_PART"], "IN_REPAIR"),
        ["close-repair"] = new(["IN_REPAIR"], null),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static PlainRule? Of(string step) => Rules.GetValueOrDefault(step);
}

/// <summary>One step.</summary>
/// <param name="From">Statuses in which it is allowed; none for a machine that is not known yet.</param>
/// <param name="To">The status after it; null for the status before the repair.</param>
internal sealed record PlainRule(string[] From, string? To)
{
    /// <summary>Whether the status before the step is kept, to come back to it.</summary>
    public bool Remembers { get; init; }

    public bool Begins => From.Length == 0;
}
