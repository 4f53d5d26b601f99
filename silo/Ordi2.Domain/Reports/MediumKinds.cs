using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>What a disk is made of, where a tool gives only its model.</summary>
internal static class MediumKinds
{
    private static readonly Regex Flash = new(
        @"SSD|SOLID STATE|NVME|MSATA|\bWDS\d|\bLITEON|\bLMT-|\bOCZ|\bMTFD|\bMZ[-A-Z0-9]|\bCT\d+(?:M|BX|P)|\bSA400|\bSV300|\bSUV\d|\bTHNS|\bHFS\d|\bKBG\d|\bKXG\d|\bPM\d{3}|\bSDSSD|\bEMTEC X",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Magnetic = new(
        @"^ST\d|^WDC WD\d|^WDC? ?WD\d|^WD\d|^HITACHI|^HGST|^HT[SEAC]\d|^HD[STP]\d|^IC\d|^TOSHIBA (?:MK|MQ|DT|HD)|^MK\d|^MQ\d|^DT01|^FUJITSU M|^M[HJ][TVWYZ]\d|^SAMSUNG (?:HD|HM|SP|MP|ST)|^HM\d|^HD\d|^MAXTOR|^QUANTUM|^SEAGATE|^VBOX HARDDISK",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>
    /// A disk on ATA or SATA. A model that is on neither list counts as flash: nearly every such model is one, and it asks for the stricter
    /// wipe; a magnetic disk wiped too strictly loses nothing, the other way round the data stays.
    /// </summary>
    public static MediumKind OfAta(string? model) => IsFlash(model) || !IsMagnetic(model) ? MediumKind.SataSsd : MediumKind.Hdd;

    public static bool IsFlash(string? model) => model is not null && Flash.IsMatch(model);

    public static bool IsMagnetic(string? model) => model is not null && Magnetic.IsMatch(model);
}
