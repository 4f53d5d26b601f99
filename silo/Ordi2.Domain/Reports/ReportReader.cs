using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>
/// Reads the files of audit and wipe tools, from the raw bytes: lshw, eReuse Workbench, nwipe, usody sanitize. Tolerant of what real tools
/// write, and safe against files made to hurt: it never throws. Names of persons, hosts and networks are not carried over.
/// </summary>
public static class ReportReader
{
    /// <summary>The largest file that is read.</summary>
    public const int LargestFile = 16 * 1024 * 1024;

    /// <summary>The deepest JSON that is read; real reports stay under 40.</summary>
    public const int DeepestJson = 96;

    /// <summary>The most media that one report may name.</summary>
    public const int MostMedia = 64;

    /// <summary>Steps of one wipe that are kept.</summary>
    public const int MostSteps = 100;

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file as it came.</param>
    /// <param name="fileName">Its name; only a hint, the contents decide.</param>
    public static ReportReading Read(ReadOnlySpan<byte> bytes, string? fileName = null)
    {
        if (bytes.Length > LargestFile)
        {
            return Refuse("report-too-large", Megabytes(bytes.Length), Megabytes(LargestFile));
        }

        if (WithoutPadding(bytes).IsEmpty)
        {
            return Refuse("report-empty");
        }

        if (bytes.StartsWith("%PDF"u8))
        {
            return Refuse("report-pdf");
        }

        if (bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return Refuse("report-archive");
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var text = Decode(bytes);

        return text.AsSpan().TrimStart() switch
        {
            ['<', ..] => Refuse("report-xml"),
            ['{' or '[', '"' or '{' or ' ' or '\n' or '\r' or '\t' or ']' or '}', ..] => ReadJson(text, sha256),
            _ when NwipeReader.Recognises(text) => ReadNwipe(text, sha256),
            _ when fileName?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) is true => Refuse("report-broken-json", "1"),
            _ => Refuse("report-unknown-format"),
        };
    }

    private static ReportReading ReadNwipe(string text, string sha256)
    {
        var (wipes, unfinished) = NwipeReader.Read(text, new("nwipe", sha256));
        return Checked("nwipe", [], wipes) is var reading && reading is ReportRead read ? read with { Unfinished = unfinished } : reading;
    }

    private static ReportReading ReadJson(string text, string sha256)
    {
        if (JsonText.DeeperThan(text, DeepestJson))
        {
            return Refuse("report-too-deep", DeepestJson.ToString(CultureInfo.InvariantCulture));
        }

        JsonDocument document;
        try
        {
            document = JsonText.Parse(text);
        }
        catch (JsonException broken)
        {
            return Refuse("report-broken-json", ((broken.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
        }

        using (document)
        {
            var root = document.RootElement;
            if (LshwReader.Root(root) is { } machine)
            {
                return Checked("lshw", [LshwReader.Read(machine, new("lshw", sha256))], []);
            }

            if (SnapshotReader.Recognises(root))
            {
                var (audit, wipes) = SnapshotReader.Read(root, new("ereuse-snapshot", sha256));
                return audit is null ? Refuse("report-without-machine", "eReuse") : Checked("ereuse-snapshot", [audit], wipes);
            }

            if (SanitizeReader.Recognises(root))
            {
                return Checked("sanitize", [], [SanitizeReader.Read(root, new("sanitize", sha256))]);
            }

            return LshwReader.IsPart(root) ? Refuse("report-without-machine", "lshw") : Refuse("report-unknown-format");
        }
    }

    private static ReportReading Checked(string format, IReadOnlyList<HardwareAudit> audits, IReadOnlyList<WipeReport> wipes)
    {
        if (audits.Any(audit => audit.Media.Length > MostMedia) || wipes.Count > MostMedia)
        {
            return Refuse("report-too-many-media", MostMedia.ToString(CultureInfo.InvariantCulture));
        }

        return audits.Count + wipes.Count == 0 ? Refuse("report-without-device", format) : new ReportRead(format, [.. audits], [.. wipes]);
    }

    private static ReportRefused Refuse(string code, params ReadOnlySpan<string> arguments) => new(Refusal.Invalid(code, arguments));

    // A power cut leaves files full of zero bytes.
    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> bytes) => bytes.Trim("\0 \t\r\n"u8);

    /// <summary>UTF-8, or UTF-16 where a PowerShell redirection made that of it; bytes that fit neither become U+FFFD.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        _ => Encoding.UTF8.GetString(bytes),
    };

    private static string Megabytes(int bytes) => Math.Ceiling(bytes / 1048576.0).ToString(CultureInfo.InvariantCulture);
}
