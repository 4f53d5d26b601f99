using System.Globalization;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>One run of nwipe, line after line.</summary>
internal sealed class NwipeRun
{
    private const RegexOptions Fast = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Device = new(@"/dev/(?<name>[A-Za-z0-9_-]+)", Fast);
    private static readonly Regex Option = new(@"^\s*(?<name>banner|rounds|verify|method)\s*=\s*(?<value>.*)$", Fast);
    private static readonly Regex Rounds = new(@"^Finished (?:final )?round (?<done>\d+) of \d+ on ", Fast);
    private static readonly Regex Written = new(@"^(?<bytes>\d+) bytes written to ", Fast);
    private static readonly Regex ReadBack = new(@"^(?<bytes>\d+) bytes read from ", Fast);
    private static readonly Regex Geometry = new(@"sect/blk/dev \d+/\d+/(?<bytes>\d+)", Fast);
    private static readonly Regex ErrorRow = new(@"^(?<flag>!?)\s*(?<name>\S+)\s*\|\s*(?<pass>\d+)\s*\|\s*(?<verify>\d+)\s*\|\s*(?<sync>\d+)\s*$", Fast);
    private static readonly Regex StatusRow = new(@"^(?<flag>!?)\s*(?<name>\S+)\s*\|\s*(?<status>[^|]+?)\s*\|[^|]*\|[^|]*\|", Fast);

    private readonly Dictionary<string, Disk> _disks = new(StringComparer.Ordinal);
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
            DiskOf(device.Groups["name"].Value).TakeLine(at, level, said);
        }
    }

    public void TakeRow(string line)
    {
        if (ErrorRow.Match(line) is { Success: true } errors)
        {
            var disk = DiskOf(errors.Groups["name"].Value);
            disk.CountedErrors = Sum(Sum(Number(errors.Groups["pass"]), Number(errors.Groups["verify"])), Number(errors.Groups["sync"]));
            disk.Flagged |= errors.Groups["flag"].Length > 0;
        }
        else if (StatusRow.Match(line) is { Success: true } status && status.Groups["name"].Value is not "Device")
        {
            var disk = DiskOf(status.Groups["name"].Value);
            disk.Status = status.Groups["status"].Value.Trim();
            disk.Flagged |= status.Groups["flag"].Length > 0;
        }
    }

    public IEnumerable<WipeReport> Reports(Evidence evidence, NwipeHiddenSectors hidden)
    {
        var requested = int.TryParse(_options.GetValueOrDefault("rounds"), CultureInfo.InvariantCulture, out var rounds) ? Math.Clamp(rounds, 0, 1000) : 0;

        // A disk that was only looked at, and not wiped, has neither a serial line nor a row.
        foreach (var (name, disk) in _disks.Where(pair => pair.Value.Serial is not null || pair.Value.Started is not null || pair.Value.Status is not null))
        {
            var errors = Math.Max(disk.CountedErrors ?? 0, disk.ErrorLines);
            var succeeded = _ending is Ending.Completed or Ending.WithErrors
                && disk.Status is "Erased" && !disk.Flagged && disk.CountedErrors is not null && errors == 0
                && disk.Started is not null && !disk.WroteOnlyAPart && disk.RoundsDone >= Math.Max(1, requested)
                && !Method.StartsWith("Verify", StringComparison.OrdinalIgnoreCase)
                && !hidden.DetectedOn(name);

            yield return new()
            {
                Evidence = evidence,
                Serial = Placeholders.Serial(disk.Serial) ?? $"?{name}",
                Method = MethodOf(Method),
                Tool = Placeholders.Name(_options.GetValueOrDefault("banner", "nwipe")),
                Succeeded = succeeded,
                // Asked for, done after the last write, and not only over what the disk was willing to show.
                Verified = succeeded && VerifyAsked && disk.VerifiedSinceLastWrite && !hidden.UnsureOf(name),
                Errors = errors,
                RoundsRequested = requested,
                RoundsCompleted = disk.RoundsDone,
                BytesErased = disk.BytesWritten,
                StartedAt = disk.Started,
                EndedAt = disk.Last,
                SizeBytes = disk.SizeBytes,
            };
        }
    }

    private static WipeMethod MethodOf(string method) => method switch
    {
        "" => WipeMethod.Unknown,
        _ when method.Contains("crypto", StringComparison.OrdinalIgnoreCase) => WipeMethod.CryptoErase,
        _ when method.Contains("sanitize", StringComparison.OrdinalIgnoreCase) || method.Contains("secure erase", StringComparison.OrdinalIgnoreCase) =>
            WipeMethod.DeviceSanitize,
        _ => WipeMethod.Overwrite,
    };

    // The rows name "loop0" where the lines name "/dev/loop0".
    private Disk DiskOf(string name)
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

    private static long Number(Group group) => long.TryParse(group.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    private static long Sum(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    private sealed class Disk
    {
        private long? _readBack;

        public string? Serial { get; private set; }

        public string? Status { get; set; }

        public bool Flagged { get; set; }

        /// <summary>The three columns of the error summary; nothing when it was never printed.</summary>
        public long? CountedErrors { get; set; }

        public int ErrorLines { get; private set; }

        public int RoundsDone { get; private set; }

        /// <summary>What the smallest of its passes wrote.</summary>
        public long BytesWritten { get; private set; }

        public long SizeBytes { get; private set; }

        public bool WroteOnlyAPart => BytesWritten > 0 && BytesWritten < SizeBytes;

        public bool VerifiedSinceLastWrite { get; private set; }

        public DateTimeOffset? Started { get; private set; }

        public DateTimeOffset? Last { get; private set; }

        public void TakeLine(DateTimeOffset? at, string level, string said)
        {
            Last = Started is null ? null : at ?? Last;

            if (level is "error" or "fatal" or "sanity" || said.StartsWith("[FAILURE]", StringComparison.Ordinal))
            {
                ErrorLines++;
            }
            else if (said.IndexOf(" has serial number", StringComparison.Ordinal) is >= 0 and var at1)
            {
                Serial = said[(at1 + " has serial number".Length)..];
            }
            else if (Geometry.Match(said) is { Success: true } geometry)
            {
                SizeBytes = Math.Min(Number(geometry.Groups["bytes"]), 1_000_000_000_000_000_000);
            }
            else if (said.StartsWith("Invoking method", StringComparison.Ordinal))
            {
                Started = at;
                Last = at;
            }
            else if (Written.Match(said) is { Success: true } written)
            {
                var bytes = Number(written.Groups["bytes"]);
                BytesWritten = BytesWritten == 0 ? bytes : Math.Min(BytesWritten, bytes);
                VerifiedSinceLastWrite = false;
                _readBack = null;
            }
            else if (ReadBack.Match(said) is { Success: true } read)
            {
                _readBack = Number(read.Groups["bytes"]);
            }
            else if (Rounds.Match(said) is { Success: true } rounds)
            {
                RoundsDone = (int)Math.Min(Number(rounds.Groups["done"]), 1000);
            }
            else if (said.StartsWith("[SUCCESS] Verified that", StringComparison.Ordinal) || said.StartsWith("Verified pass", StringComparison.Ordinal))
            {
                VerifiedSinceLastWrite = _readBack is null || _readBack >= SizeBytes;
            }
        }
    }
}
