using System.Globalization;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>One run of nwipe, line after line.</summary>
internal sealed class NwipeRun
{
    private const RegexOptions Fast = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Device = new(@"/dev/(?<name>[A-Za-z0-9_-]+)", Fast);
    private static readonly Regex Option = new(@"^\s*(?<name>banner|prng|rounds|verify|method)\s*=\s*(?<value>.*)$", Fast);
    private static readonly Regex ErrorRow = new(@"^(?<flag>!?)\s*(?<name>\S+)\s*\|\s*(?<pass>\d+)\s*\|\s*(?<verify>\d+)\s*\|\s*(?<sync>\d+)\s*$", Fast);
    private static readonly Regex StatusRow = new(@"^(?<flag>!?)\s*(?<name>\S+)\s*\|\s*(?<status>[^|]+?)\s*\|[^|]*\|[^|]*\|", Fast);

    private readonly Dictionary<string, NwipeDisk> _disks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private Ending _ending;

    private enum Ending
    {
        /// <summary>The log stops: power cut, kill, full stick.</summary>
        Missing,
        Completed,
        WithErrors,
        Stopped,
    }

    /// <summary>The log stops before the program did.</summary>
    public bool IsUnfinished => _ending is Ending.Missing;

    private bool VerifyAsked => _options.TryGetValue("verify", out var verify) && verify.StartsWith('1') | verify.StartsWith('2');

    private string Method => _options.GetValueOrDefault("method", string.Empty);

    public void TakeLine(DateTimeOffset? at, string level, string said)
    {
        if (Option.Match(said) is { Success: true } option)
        {
            _options.TryAdd(option.Groups["name"].Value, option.Groups["value"].Value.Trim());
            return;
        }

        if (said.StartsWith("Nwipe ", StringComparison.Ordinal))
        {
            _ending = said switch
            {
                _ when said.Contains("aborted", StringComparison.OrdinalIgnoreCase) => Ending.Stopped,
                _ when said.Contains("fatal", StringComparison.OrdinalIgnoreCase) && !said.Contains("non fatal", StringComparison.OrdinalIgnoreCase)
                    && !said.Contains("non-fatal", StringComparison.OrdinalIgnoreCase) => Ending.Stopped,
                _ when said.Contains("successfully completed", StringComparison.Ordinal) => Ending.Completed,
                _ when said.Contains("errors", StringComparison.Ordinal) => Ending.WithErrors,
                _ => _ending,
            };
            return;
        }

        if (Device.Match(said) is { Success: true } device)
        {
            DiskOf(device.Groups["name"].Value).TakeLine(at, level, said, Method);
        }
        else if (said.StartsWith("prng stream is active", StringComparison.Ordinal) && _disks.Values.Count(disk => disk.IsWriting) == 1)
        {
            // The line names no disk: with several at work nobody knows whose it is.
            _disks.Values.Single(disk => disk.IsWriting).WritesRandomData();
        }
    }

    public void TakeRow(string line)
    {
        if (ErrorRow.Match(line) is { Success: true } errors)
        {
            var disk = DiskOf(errors.Groups["name"].Value);
            disk.Errors = new(Number(errors.Groups["pass"]), Number(errors.Groups["verify"]), Number(errors.Groups["sync"]));
            disk.Flagged |= errors.Groups["flag"].Length > 0;
        }
        else if (StatusRow.Match(line) is { Success: true } status && status.Groups["name"].Value is not "Device")
        {
            var disk = DiskOf(status.Groups["name"].Value);
            disk.Status = status.Groups["status"].Value.Trim();
            disk.Flagged |= status.Groups["flag"].Length > 0;
        }
    }

    public IEnumerable<WipeReport> Reports(Evidence evidence, NwipeHiddenSectors hidden, NwipeFound found)
    {
        var requested = int.TryParse(_options.GetValueOrDefault("rounds"), CultureInfo.InvariantCulture, out var rounds) ? Math.Clamp(rounds, 0, 1000) : 0;

        // A disk that was only looked at, and not wiped, has neither a serial line nor a row.
        foreach (var (name, disk) in _disks.Where(pair => pair.Value.Serial is not null || pair.Value.Started is not null || pair.Value.Status is not null))
        {
            var counted = disk.Errors is { } by ? Sum(Sum(by.Pass, by.Verify), by.Sync) : (long?)null;
            var errors = Math.Max(counted ?? 0, disk.ErrorLines);
            var succeeded = _ending is Ending.Completed or Ending.WithErrors
                && disk.Status is "Erased" && !disk.Flagged && counted is not null && errors == 0
                && disk.Started is not null && !disk.WroteOnlyAPart && disk.RoundsDone >= Math.Max(1, requested)
                && !Method.StartsWith("Verify", StringComparison.OrdinalIgnoreCase)
                && !hidden.DetectedOn(name);

            var method = MethodOf(Method);

            yield return new()
            {
                Evidence = evidence,
                Serial = Placeholders.Serial(disk.Serial) ?? $"?{name}",
                Method = method,
                Tool = Placeholders.Name(_options.GetValueOrDefault("banner", "nwipe")),
                Succeeded = succeeded,
                // Asked for, done after the last write, over the whole disk as the log says its size, and not only over what it was willing to show.
                Verified = succeeded && VerifyAsked && disk.VerifiedSinceLastWrite && (disk.WroteAll || method is WipeMethod.DeviceSanitize or WipeMethod.CryptoErase)
                    && !hidden.UnsureOf(name),
                Errors = errors,
                RoundsRequested = requested,
                RoundsCompleted = disk.RoundsDone,
                BytesErased = disk.BytesWritten,
                StartedAt = disk.Started,
                EndedAt = disk.Last,
                SizeBytes = disk.SizeBytes,
                Model = found.ModelOf(name),
                Bus = found.BusOf(name),
                Prng = Placeholders.Name(_options.GetValueOrDefault("prng")),
                Hidden = hidden.Of(name),
                VerifyPass = VerifyOf(_options.GetValueOrDefault("verify")),
                ErrorsBy = disk.Errors,
                Steps = disk.Steps,
            };
        }
    }

    // "0 (off)", "1 (last pass)", "2 (all passes)"
    private static VerifyPass VerifyOf(string? verify) => verify switch
    {
        ['0', ..] => VerifyPass.NoPass,
        ['1', ..] => VerifyPass.LastPass,
        ['2', ..] => VerifyPass.AllPasses,
        _ => VerifyPass.Unsaid,
    };

    private static WipeMethod MethodOf(string method) => method switch
    {
        "" => WipeMethod.Unknown,
        _ when method.Contains("crypto", StringComparison.OrdinalIgnoreCase) => WipeMethod.CryptoErase,
        _ when method.Contains("sanitize", StringComparison.OrdinalIgnoreCase) || method.Contains("secure erase", StringComparison.OrdinalIgnoreCase) =>
            WipeMethod.DeviceSanitize,
        _ => WipeMethod.Overwrite,
    };

    // The rows name "loop0" where the lines name "/dev/loop0".
    private NwipeDisk DiskOf(string name)
    {
        var key = name[(name.LastIndexOf('/') + 1)..];
        if (!_disks.TryGetValue(key, out var disk))
        {
            disk = new();

            // More than any machine has: counted on only so that the whole is refused.
            if (_disks.Count <= ReportReader.MostMedia)
            {
                _disks.Add(key, disk);
            }
        }

        return disk;
    }

    internal static long Number(Group group) => long.TryParse(group.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    private static long Sum(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;
}
