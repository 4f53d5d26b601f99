using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Bench;

/// <summary>What came of one scan or tap, as it was said.</summary>
/// <param name="Machine">Its label, or what was read where that is none.</param>
/// <param name="Tone">Done, to see with the supervisor, or stop.</param>
/// <param name="Words">In the language of whoever worked.</param>
/// <param name="At">When.</param>
/// <param name="Scan">The scan whose step may be taken back; nothing where it took none, or none that may.</param>
/// <param name="ByUnpacking">It is taken out of its box again; anything else is said not to have happened.</param>
internal sealed record BenchResult(string Machine, Tone Tone, string Words, DateTimeOffset At, Guid? Scan = null, bool ByUnpacking = false)
{
    /// <summary>So long a wrong tap is taken back without anybody else (domain.md 3.3, rule 6).</summary>
    public static readonly TimeSpan Undo = TimeSpan.FromSeconds(10);

    public bool MayBeUndone(DateTimeOffset now) => Scan is not null && now - At < Undo;
}

/// <summary>The last results of whoever works at a station. They are kept by the browser, sealed, and are gone with the person: what lasts stands in the ledger.</summary>
internal static class BenchResults
{
    private const string Key = "bench";
    private const int Most = 6;

    /// <summary>The latest first; nothing of whoever worked here before.</summary>
    public static ImmutableArray<BenchResult> Of(ITempDataDictionary kept, Caller caller) =>
        kept.Peek(Key) is string text && JsonSerializer.Deserialize<Kept>(text, WireJson.Options) is { } found && found.Person == caller.Person.Text ? found.Results : [];

    public static void Add(ITempDataDictionary kept, Caller caller, BenchResult result) =>
        kept[Key] = JsonSerializer.Serialize(new Kept(caller.Person.Text, [result, .. Of(kept, caller).Take(Most - 1)]), WireJson.Options);

    private sealed record Kept(string Person, ImmutableArray<BenchResult> Results);
}
