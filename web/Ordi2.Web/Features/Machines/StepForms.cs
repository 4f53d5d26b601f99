using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Donations;

namespace Ordi2.Web.Features.Machines;

/// <summary>How a field of a step is asked for.</summary>
internal enum Ask
{
    /// <summary>Words or a number, typed or scanned.</summary>
    Words,

    /// <summary>Words with several lines.</summary>
    Text,

    /// <summary>Several words, one a line.</summary>
    List,

    /// <summary>The parts that were taken out, one a line: label, kind, and the serial of a medium.</summary>
    Parts,

    /// <summary>One of several.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Check,

    /// <summary>The lines of the functional sheet that pass, and those for which the machine has no such thing; the others fail.</summary>
    LinesThatPass,

    /// <summary>The lines of the functional sheet that fail; the others pass.</summary>
    LinesThatFail,

    /// <summary>A file, kept as a photo of the machine; its id is sent along.</summary>
    Photo,

    /// <summary>Whether the charger goes along, which answers its line of the sheet too: it is asked once.</summary>
    Charger,

    /// <summary>One of the open cages of the house, chosen, or named by its label.</summary>
    Cage,

    /// <summary>One of the gifts that come to the house, chosen, or named by its number.</summary>
    Gift,

    /// <summary>Any number of several.</summary>
    Several,

    /// <summary>A day and an hour, as they are in France; never in the future.</summary>
    Moment,

    /// <summary>Euros, sent as cents.</summary>
    Euros,

    /// <summary>Known already, and sent along.</summary>
    Known,
}

/// <summary>The machine as somebody sees it who does a step.</summary>
internal sealed record StepScene(MachineView Machine, MachineLook Look, Role Role, PoleRules Rules);

/// <summary>One field of a step.</summary>
/// <param name="Name">In the command.</param>
/// <param name="Ask">How it is asked for.</param>
/// <param name="Required">Whether the step makes no sense without it.</param>
/// <param name="Options">What may be chosen, as codes that have words.</param>
/// <param name="Value">What is filled in before anybody types.</param>
/// <param name="When">Of which machines it is asked; of all where it is left out.</param>
internal sealed record StepField(
    string Name,
    Ask Ask = Ask.Words,
    bool Required = true,
    Func<StepScene, IEnumerable<string>>? Options = null,
    Func<StepScene, JsonNode?>? Value = null,
    Func<StepScene, bool>? When = null);

/// <summary>
/// The steps that a person at a desk may do, with what has to be filled in. Those that have a page of their own (audit, result of a wipe) and those
/// that stand with another noun (allocation) are not among them.
/// </summary>
internal static class StepForms
{
    /// <summary>The field with the lines of the sheet for which the machine has no such thing: there is nothing to fail (<see cref="FunctionalSheet"/>).</summary>
    public const string LinesWithout = "without";

    private const string ChargerHere = "charger-here";
    private const string ChargerAway = "charger-away";
    private const string ChargerLine = "charger";

    private static readonly StepField Reason = new("reason", Ask.Text);
    private static readonly StepField Photo = new("photo", Ask.Photo);
    private static readonly StepField Defects = new("defects", Ask.Several, Required: false, Options: static scene => VisibleDefects.Of(scene.Machine.Type));
    private static readonly StepField PartType = new("partType", Ask.Choice, Options: Codes("ram", "ssd", "hdd", "screen", "battery", "keyboard"));

    private static readonly FrozenDictionary<string, ImmutableArray<StepField>> ByStep = new Dictionary<string, ImmutableArray<StepField>>(StringComparer.Ordinal)
    {
        ["receive-device"] = [new("type", Ask.Choice, Options: Of<DeviceType>(DeviceType.Unknown)), new("serial", Required: false), new("donation", Required: false), new("donorNumber", Required: false), new("fromWasteStream", Ask.Check)],
        ["attach-to-gift"] = [new("donation", Ask.Gift), new("donorNumber", Required: false)],
        ["refuse-device"] = [new("reason", Ask.Choice, Options: Codes("too-old", "crt", "broken", "locked", "dangerous", "not-in-gift", "other")), Photo],
        ["triage"] = [new("route", Ask.Choice, Options: static scene => scene.Role is Role.Supervisor ? ["REUSE", "PARTS", "RECYCLE"] : ["REUSE", "PARTS", "RECYCLE", "ASK"]), new("powersOn", Ask.Check), Defects],
        ["hand-back"] = [new("signedBy"), new("document", Required: false)],
        ["start-wipe"] =
        [
            new("method", Ask.Choice, Options: static scene => WipeMethods.For(WipeMethods.Left(scene.Look), scene.Rules).Select(method => method.Code())),
            new("media", Ask.Several, Required: false, Options: static scene => WipeMethods.Left(scene.Look).Select(medium => medium.Serial), When: static scene => WipeMethods.Left(scene.Look).Skip(1).Any()),
        ],
        ["wipe-failed"] = [Reason],
        ["retry-wipe"] = [],
        ["remove-medium"] = [Medium(), new("part", Required: false)],
        ["destroy-medium"] = [Medium(), new("method"), new("witness"), Photo],
        ["requalify"] = [Reason],
        ["open-repair"] = [Defects],
        ["request-part"] = [PartType],
        ["part-arrived"] = [],
        ["fit-part"] = [new("part"), new("alreadyFitted", Ask.Check)],
        ["take-part"] = [new("part"), PartType, new("mediumSerial", Required: false)],
        ["close-repair"] = [new("systemUntouched", Ask.Check), new("partsUsed", Ask.List, Required: false)],
        ["install-os"] =
        [
            new("plan", Ask.Choice, Options: static scene => Plans(scene).Select(plan => plan.Code()), Value: static scene => Plans(scene) is [var only] ? only.Code() : null),
            new("image", Required: false, When: TakesASystem),
            new("licence", Required: false, When: TakesASystem),
            new("newCoa", Required: false, When: TakesASystem),
            new("oldCoa", Required: false, When: TakesASystem),
        ],
        ["pass-qc"] =
        [
            new("grade", Ask.Choice, Options: Of(Grade.None)),
            new("lines", Ask.LinesThatPass),
            new("chargerPresent", Ask.Charger, Options: Codes(ChargerHere, ChargerAway), When: static scene => FunctionalSheet.ComesWithCharger(scene.Machine.Type)),
        ],
        ["fail-qc"] = [new("lines", Ask.LinesThatFail)],
        ["release-allocation"] = [Reason],
        ["pack"] = [new("box"), new("delivery", Value: static scene => scene.Machine.Delivery)],
        ["unpack"] = [Reason],
        ["dispatch"] = [new("delivery", Value: static scene => scene.Machine.Delivery), new("shortShippedReason", Required: false)],
        ["receive-at-epn"] = [],
        ["return-to-depot"] = [new("reason", Ask.Choice, Options: Codes("absent", "refused"))],
        ["place-with-partner"] = [new("loan"), new("coSignedBy")],
        ["give-back-unplaced"] = [Reason],
        ["request-return"] = [new("kind", Ask.Choice, Options: Of<ReturnKind>())],
        ["receive-return"] = [new("condition", Ask.Text), new("chargerPresent", Ask.Check), new("boxOpened", Ask.Check), Photo with { Required = false }],
        ["cannibalise"] = [new("parts", Ask.Parts, Required: false), new("noMediaConfirmedBy", Ask.List, Required: false)],
        ["acquire-ownership"] = [new("newOwner"), new("document")],
        ["transfer-ownership"] = [new("newOwner"), new("document"), new("priceCents", Ask.Euros, Required: false)],
        ["scrap"] = [Reason, new("batch", Ask.Cage), new("withData", Ask.Check, When: static scene => scene.Machine.Sanitisation is not (Sanitisation.Clean or Sanitisation.NoMediaConfirmed)), new("confirmed", Ask.Check)],
        ["rescue-from-waste"] = [Reason],
        ["confirm-recycling"] = [],
        ["report-missing"] = [new("circumstances", Ask.Text, Required: false)],
        ["report-theft"] = [new("happenedAt", Ask.Moment, Required: false), new("policeNumber", Required: false), new("complaintAt", Ask.Moment, Required: false)],
        ["tell-complaint"] = [new("policeNumber"), new("filedAt", Ask.Moment, Required: false)],
        ["recover"] = [new("circumstances", Ask.Text, Required: false)],
        ["place-hold"] = [new("hold", Ask.Choice, Options: Codes("SAFETY_BATTERY", "UNREADABLE_LABEL", "OWNER_RESTRICTION", "DATA_INCIDENT")), Reason],
        ["lift-hold"] = [new("hold", Ask.Choice, Options: static scene => scene.Machine.Holds.Select(hold => hold.Code())), Reason, new("recall", Required: false, Value: static scene => scene.Look.Recalls is [var only] ? only : null)],
        ["claim-custody"] = [],
        ["report-sighting"] = [],
        ["confirm-handover"] = [],
        ["contest-handover"] = [Reason],
        ["inventory-check"] = [new("zone", Required: false)],
        ["correct-event"] = [new("seq", Ask.Known, Value: static scene => scene.Look.LastStep), new("reason", Ask.Choice, Options: Codes("did-not-occur", "incorrect-data"))],
        ["relabel"] = [new("newLabel"), new("proof")],
        ["drop-held-scan"] = [new("scanId", Ask.Choice, Options: static scene => scene.Look.Waiting.Select(waiting => waiting.ScanId.ToString())), Reason],
        ["settle-finding"] = [new("code", Ask.Choice, Options: static scene => scene.Machine.Findings), Reason],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What may happen to a machine wherever it stands.
    private static readonly FrozenSet<string> Incidental = FrozenSet.Create(
        StringComparer.Ordinal,
        "report-missing", "report-theft", "tell-complaint", "place-hold", "lift-hold", "inventory-check", "report-sighting", "claim-custody", "correct-event", "relabel", "attach-to-gift", "take-part", "scrap");

    // What has rows, one for each storage medium.
    private static readonly FrozenSet<string> OnPagesOfTheirOwn = FrozenSet.Create(StringComparer.Ordinal, "record-audit", "wipe-succeeded");

    /// <summary>Whether a person may do it on a page of the machine.</summary>
    public static bool IsOnAPage(string step) => ByStep.ContainsKey(step) || OnPagesOfTheirOwn.Contains(step);

    /// <summary>Whether a step brings no machine on: something is reported, corrected or ended.</summary>
    public static bool IsIncidental(string step) => Incidental.Contains(step);

    /// <summary>The fields of a step; nothing for one that is not done at a desk.</summary>
    public static ImmutableArray<StepField>? Of(string step) => ByStep.TryGetValue(step, out var fields) ? fields : null;

    /// <summary>The steps that have a form.</summary>
    public static IEnumerable<string> Steps => ByStep.Keys;

    /// <summary>What was typed, as the fields of the command.</summary>
    public static JsonElement Write(ImmutableArray<StepField> fields, StepScene scene, Func<string, IEnumerable<string>> typed)
    {
        var command = new JsonObject();

        foreach (var field in fields)
        {
            string[] values = [.. typed(field.Name).Select(value => value.Trim()).Where(value => value.Length > 0)];

            var node = field.Ask switch
            {
                Ask.Known => field.Value!(scene),
                Ask.Check => values is ["true", ..],
                Ask.List => values is [var words, ..] ? LinesOf(words, line => line) : null,
                Ask.Several => values.Length > 0 ? new JsonArray([.. values.Select(value => (JsonNode)value)]) : null,
                Ask.Moment => values is [var moment, ..] ? MomentOf(moment) : null,
                Ask.Euros => values is [var euros, ..] ? CentsOf(euros) : null,
                Ask.Parts => values is [var parts, ..] ? LinesOf(parts, Part) : null,
                Ask.Charger => values switch { [ChargerHere] => true, [ChargerAway] => false, _ => null },
                Ask.LinesThatPass => Lines(
                    scene.Machine.Type,
                    line => values.Contains(line, StringComparer.Ordinal) || (IsAskedApart(scene.Machine.Type, line) && typed("chargerPresent").Any(answer => answer is ChargerHere or ChargerAway)),
                    line => typed(LinesWithout).Contains(line, StringComparer.Ordinal)),
                Ask.LinesThatFail => Lines(scene.Machine.Type, line => !values.Contains(line, StringComparer.Ordinal), _ => false),
                _ => values is [var only, ..] ? only : null,
            };

            if (node is not null)
            {
                command[field.Name] = node;
            }
        }

        return JsonSerializer.SerializeToElement(command, WireJson.Options);
    }

    /// <summary>The lines of the sheet that somebody is asked for in a list: those that such a machine can have, the charger by itself where one goes with it.</summary>
    public static IEnumerable<string> LinesOf(DeviceType type, Ask ask) =>
        FunctionalSheet.Lines.Where(line => !FunctionalSheet.NeverHas(type, line) && (ask is not Ask.LinesThatPass || !IsAskedApart(type, line)));

    private static bool IsAskedApart(DeviceType type, string line) => line == ChargerLine && FunctionalSheet.ComesWithCharger(type);

    private static ImmutableArray<OsPlan> Plans(StepScene scene) => SystemPlans.For(scene.Machine.Type, scene.Look);

    private static bool TakesASystem(StepScene scene) => Plans(scene) is not [OsPlan.None];

    private static JsonArray Lines(DeviceType type, Func<string, bool> passed, Func<string, bool> without) =>
    [
        .. FunctionalSheet.Lines.Select(line => (JsonNode)(FunctionalSheet.NeverHas(type, line) || without(line)
            ? new JsonObject { ["name"] = line, ["passed"] = false, ["notApplicable"] = true }
            : new JsonObject { ["name"] = line, ["passed"] = passed(line) })),
    ];

    /// <summary>What a browser sends of a day and an hour. What is none of these is sent on as it is, and the command says that it is none.</summary>
    private static JsonNode MomentOf(string text) => FrenchMoment(text) is { } moment ? moment : text;

    private static JsonNode CentsOf(string text) => GiftPage.CentsOf(text) is { } cents ? cents : text;

    /// <summary>A moment as a browser sends it: the day and the hour in France.</summary>
    public static DateTimeOffset? FrenchMoment(string text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var there)
            ? FrenchCalendar.At(DateOnly.FromDateTime(there), TimeOnly.FromDateTime(there))
            : null;

    private static JsonArray LinesOf(string text, Func<string, JsonNode?> read) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(read)];

    private static JsonNode Part(string line)
    {
        var words = line.Split(';', StringSplitOptions.TrimEntries);
        var part = new JsonObject { ["part"] = words[0], ["partType"] = words.ElementAtOrDefault(1) ?? string.Empty };

        if (words.ElementAtOrDefault(2) is { Length: > 0 } serial)
        {
            part["mediumSerial"] = serial;
        }

        return part;
    }

    private static StepField Medium() => new(
        "serial",
        Ask.Choice,
        Options: static scene => scene.Look.Media.Where(medium => medium.State is not (MediumState.Destroyed or MediumState.Removed)).Select(medium => medium.Serial));

    private static Func<StepScene, IEnumerable<string>> Codes(params string[] codes) => _ => codes;

    private static Func<StepScene, IEnumerable<string>> Of<T>(params T[] except)
        where T : struct, Enum => _ => Enum.GetValues<T>().Except(except).Select(value => value.Code());
}
