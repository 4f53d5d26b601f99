using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>One disk of a run of nwipe.</summary>
internal sealed class NwipeDisk
{
    private const RegexOptions Fast = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Rounds = new(@"^Finished (?:final )?round (?<done>\d+) of \d+ on ", Fast);
    private static readonly Regex Written = new(@"^(?<bytes>\d+) bytes written to ", Fast);
    private static readonly Regex ReadBack = new(@"^(?<bytes>\d+) bytes read from ", Fast);
    private static readonly Regex Geometry = new(@"sect/blk/dev \d+/\d+/(?<bytes>\d+)", Fast);

    private readonly ImmutableArray<WipeStep>.Builder _steps = ImmutableArray.CreateBuilder<WipeStep>();
    private WipeStep? _step;
    private long? _readBack;

    public string? Serial { get; private set; }

    /// <summary>A pass was begun and did not end yet.</summary>
    public bool IsWriting => _step is not null;

    /// <summary>Its passes and its blanking; one that never ended says so.</summary>
    public ImmutableArray<WipeStep> Steps => [.. _steps, .. _step is { } open ? [open with { Severity = StepSeverity.Unfinished }] : Array.Empty<WipeStep>()];

    public void WritesRandomData() => _step = _step! with { Kind = WipeStepKind.Random };

    public string? Status { get; set; }

    public bool Flagged { get; set; }

    /// <summary>The three columns of the error summary; nothing when it was never printed.</summary>
    public WipeErrors? Errors { get; set; }

    public int ErrorLines { get; private set; }

    public int RoundsDone { get; private set; }

    /// <summary>What the smallest of its passes wrote.</summary>
    public long BytesWritten { get; private set; }

    public long SizeBytes { get; private set; }

    public bool WroteOnlyAPart => BytesWritten > 0 && BytesWritten < SizeBytes;

    /// <summary>The log says how large the disk is, and that every pass wrote as much.</summary>
    public bool WroteAll => SizeBytes > 0 && BytesWritten >= SizeBytes;

    /// <summary>The log says that the whole disk was read back after the last write, and found as it should be.</summary>
    public bool VerifiedSinceLastWrite { get; private set; }

    public DateTimeOffset? Started { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public void TakeLine(DateTimeOffset? at, string level, string said, string method)
    {
        Last = Started is null ? null : at ?? Last;
        TakeStep(at, level, said, method);

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
            SizeBytes = Math.Min(NwipeRun.Number(geometry.Groups["bytes"]), 1_000_000_000_000_000_000);
        }
        else if (said.StartsWith("Invoking method", StringComparison.Ordinal))
        {
            Started = at;
            Last = at;
        }
        else if (Written.Match(said) is { Success: true } written)
        {
            var bytes = NwipeRun.Number(written.Groups["bytes"]);
            BytesWritten = BytesWritten == 0 ? bytes : Math.Min(BytesWritten, bytes);
            VerifiedSinceLastWrite = false;
            _readBack = null;
        }
        else if (ReadBack.Match(said) is { Success: true } read)
        {
            _readBack = NwipeRun.Number(read.Groups["bytes"]);
        }
        else if (Rounds.Match(said) is { Success: true } rounds)
        {
            RoundsDone = (int)Math.Min(NwipeRun.Number(rounds.Groups["done"]), 1000);
        }
        else if (said.StartsWith("[SUCCESS] Verified that", StringComparison.Ordinal) || said.StartsWith("Verified pass", StringComparison.Ordinal))
        {
            VerifiedSinceLastWrite = SizeBytes > 0 && _readBack >= SizeBytes;
        }
    }

    private void TakeStep(DateTimeOffset? at, string level, string said, string method)
    {
        if (said.StartsWith("Starting pass ", StringComparison.Ordinal))
        {
            Begin(KindOf(method), at);
        }
        else if (said.StartsWith("Blanking device", StringComparison.Ordinal))
        {
            Begin(WipeStepKind.Zero, at);
        }
        else if (said.StartsWith("Finished pass ", StringComparison.Ordinal) || said.StartsWith("[SUCCESS] Blanked", StringComparison.Ordinal))
        {
            End(at);
        }
        else if (_step is not null && (level is "error" or "fatal" or "sanity" || said.StartsWith("[FAILURE]", StringComparison.Ordinal)))
        {
            _step = _step with { Severity = StepSeverity.Error };
        }
    }

    private void Begin(WipeStepKind kind, DateTimeOffset? at)
    {
        End(at);
        _step = new(kind, at, null);
    }

    private void End(DateTimeOffset? at)
    {
        // More than any method has.
        if (_step is { } step && _steps.Count < ReportReader.MostSteps)
        {
            _steps.Add(step with { EndedAt = at });
        }

        _step = null;
    }

    private static WipeStepKind KindOf(string method) => method switch
    {
        _ when method.Contains("zero", StringComparison.OrdinalIgnoreCase) => WipeStepKind.Zero,
        _ when method.Contains("PRNG", StringComparison.OrdinalIgnoreCase) => WipeStepKind.Random,
        _ when method.Contains("crypto", StringComparison.OrdinalIgnoreCase) => WipeStepKind.CryptoErase,
        _ when method.Contains("sanitize", StringComparison.OrdinalIgnoreCase) || method.Contains("secure erase", StringComparison.OrdinalIgnoreCase) => WipeStepKind.Sanitize,
        _ => WipeStepKind.Overwrite,
    };
}
