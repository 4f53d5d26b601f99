using System.Text.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>Reads the JSON of usody sanitize: one medium in each file.</summary>
/// <remarks>
/// Never verified. The tool's <c>validation</c> writes and reads back ten sectors (of 625 million in the report that we have), and only says that
/// they changed; every reading that it records was made before the erasure began, and the readings of the old data are replaced by the word
/// « Private ». That is a sample, not a verify pass: a disk that was skipped between those ten sectors would get the same report.
/// The domain then asks for a wipe that reads everything back, or for destruction.
/// </remarks>
internal static class SanitizeReader
{
    public static bool Recognises(JsonElement root) =>
        root.Member("device_info") is not null && root.Member("steps")?.ValueKind is JsonValueKind.Array && root.Member("result") is not null;

    public static WipeReport Read(JsonElement root, Evidence evidence)
    {
        var device = root.Member("device_info")!.Value;
        var exported = device.Member("export_data");
        var block = exported?.Member("block");
        var steps = root.Items("steps").ToList();
        var commands = steps.SelectMany(step => step.Items("commands")).ToList();

        // What could not even be sampled counts as an error as well.
        var errors = commands.Concat(root.Member("validation")?.Items("commands") ?? []).Count(command => !WentWell(command))
            + steps.Count(step => !step.IsTrue("success"));

        return new()
        {
            Evidence = evidence,
            Serial = Placeholders.Serial(device.Text("serial_number")) ?? Placeholders.Serial(block?.Text("serial"))
                ?? $"?{Placeholders.Name(block?.Text("name")) ?? "device"}",
            Method = MethodOf(commands),
            Tool = Placeholders.Name($"usody sanitize {root.Text("version")}"),
            Succeeded = root.IsTrue("result") && root.Member("validation")?.IsTrue("result") is true && steps.Count > 0 && errors == 0,
            Verified = false,
            Errors = errors,
            RoundsRequested = root.Member("method")?.Items("overwriting_steps").Count() ?? 0,
            RoundsCompleted = steps.Count(step => step.IsTrue("success")),
            StartedAt = UnixTime(steps.Select(step => step.Number("start_time")).DefaultIfEmpty().First()),
            EndedAt = UnixTime(steps.Select(step => step.Number("end_time")).DefaultIfEmpty().Last()),
            SizeBytes = exported?.Member("smart")?.Member("user_capacity")?.Size("bytes") ?? 0,
            Model = Placeholders.Name(device.Text("model")),
            Bus = Placeholders.Name(block?.Text("tran")),
            VerifyPass = VerifyPass.SampleOnly,
            Steps = [.. steps.Take(ReportReader.MostSteps).Select(StepOf)],
        };
    }

    private static bool WentWell(JsonElement command) => command.IsTrue("success") && command.Number("return_code") == 0;

    /// <summary>By the commands that were run, not by the name of the method: the report that we have calls random data zeros.</summary>
    private static WipeMethod MethodOf(List<JsonElement> commands)
    {
        var methods = commands.Select(command => command.Text("command") ?? string.Empty).Select(MethodOf).Distinct().ToList();
        return methods is [var one] ? one : methods.Contains(WipeMethod.Overwrite) ? WipeMethod.Overwrite : WipeMethod.Unknown;
    }

    private static WipeMethod MethodOf(string command) => command.TrimStart() switch
    {
        var line when line.StartsWith("shred ", StringComparison.Ordinal) || line.StartsWith("dd ", StringComparison.Ordinal)
            || line.StartsWith("badblocks ", StringComparison.Ordinal) => WipeMethod.Overwrite,
        var line when line.Contains("crypto", StringComparison.OrdinalIgnoreCase) => WipeMethod.CryptoErase,
        var line when line.Contains("security-erase", StringComparison.Ordinal) || line.Contains("sanitize", StringComparison.Ordinal)
            || line.StartsWith("nvme format", StringComparison.Ordinal) => WipeMethod.DeviceSanitize,
        _ => WipeMethod.Unknown,
    };

    private static WipeStep StepOf(JsonElement step)
    {
        var commands = step.Items("commands").ToList();
        var kinds = commands.Select(command => KindOf(command.Text("command")?.TrimStart() ?? string.Empty)).Distinct().ToList();

        return new(
            kinds is [var one] ? one : WipeStepKind.Overwrite,
            UnixTime(step.Number("start_time")),
            UnixTime(step.Number("end_time")),
            step.IsTrue("success") && commands.TrueForAll(WentWell) ? StepSeverity.Info : StepSeverity.Error);
    }

    /// <summary>What a command writes: <c>shred</c> writes random data unless it is told to end with zeros.</summary>
    private static WipeStepKind KindOf(string command) => MethodOf(command) switch
    {
        WipeMethod.CryptoErase => WipeStepKind.CryptoErase,
        WipeMethod.DeviceSanitize => WipeStepKind.Sanitize,
        _ when command.Contains("if=/dev/zero", StringComparison.Ordinal) => WipeStepKind.Zero,
        _ when command.Contains("if=/dev/urandom", StringComparison.Ordinal) || command.Contains("if=/dev/random", StringComparison.Ordinal) => WipeStepKind.Random,
        _ when command.StartsWith("shred ", StringComparison.Ordinal) => command.Contains("--zero", StringComparison.Ordinal) || command.Contains(" -z", StringComparison.Ordinal)
            ? WipeStepKind.Overwrite
            : WipeStepKind.Random,
        _ => WipeStepKind.Overwrite,
    };

    private static DateTimeOffset? UnixTime(double seconds) =>
        seconds is > 0 and < 32_503_680_000 ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;
}
