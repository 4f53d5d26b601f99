namespace Ordi2.Domain.Tests.Reports;

/// <summary>A log as nwipe 0.33 writes it, for disks that we choose.</summary>
internal static class NwipeLog
{
    public static string Of(params string[] disks) => Of(disks, "1 (last pass)");

    public static string WithVerify(string verify) => Of(["sda"], verify);

    public static string Without(this string log, string text) =>
        string.Join('\n', log.Split('\n').Where(line => !line.Contains(text, StringComparison.Ordinal)));

    private static string Of(string[] disks, string verify)
    {
        List<string> lines =
        [
            "notice: Program options are set as follows...",
            "notice:   banner   = nwipe 0.33",
            "notice:   method   = Fill With Zeros",
            "notice:   rounds   = 1",
            $"notice:   verify   = {verify}",
            .. disks.SelectMany((disk, i) => new[]
            {
                $"notice: /dev/{disk} has serial number WD-{1234 + i}",
                $"notice: /dev/{disk}, sect/blk/dev 512/4096/1000204886016",
                $"notice: Invoking method 'Fill With Zeros' on /dev/{disk}",
                $"notice: Starting round 1 of 1 on /dev/{disk}",
                $"notice: 1000204886016 bytes written to /dev/{disk}",
                $"notice: Finished final round 1 of 1 on /dev/{disk}",
                $"notice: 1000204886016 bytes read from /dev/{disk}",
                $"notice: [SUCCESS] Verified that /dev/{disk} is empty.",
            }),
        ];

        return $"""
            {string.Join('\n', lines.Select(line => $"[2026/11/21 17:39:08]  {line}"))}

            ******************************** Error Summary *********************************
            !   Device | Pass Errors | Verifications Errors | Fdatasync I\O Errors
            --------------------------------------------------------------------------------
            {string.Join('\n', disks.Select(disk => $"{disk,10} |           0 |                    0 |                    0"))}
            ********************************************************************************

            ********************************* Drive Status *********************************
            !   Device | Status | Thru-put | HH:MM:SS | Model/Serial Number
            --------------------------------------------------------------------------------
            {string.Join('\n', disks.Select(disk => $"{disk,10} | Erased |  90 MB/s | 03:05:12 | WDC WD10/ WD-1234"))}
            --------------------------------------------------------------------------------
            [2026/11/21 20:39:10] Total Throughput  90 MB/s, Fill With Zeros, 1R+B+VL
            ********************************************************************************

            [2026/11/21 20:39:10]    info: Nwipe successfully completed. See summary table for details.

            """;
    }
}
