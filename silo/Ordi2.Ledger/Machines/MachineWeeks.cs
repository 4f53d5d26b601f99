namespace Ordi2.Ledger.Machines;

/// <summary>
/// The coarse part of the moment at which a machine came to its status, for indexes: weeks since 1970. The moment itself changes with
/// every status; the week changes a few times in a machine's life, most of them when its stage does too.
/// </summary>
internal static class MachineWeeks
{
    /// <summary>As the migration that filled the column had it: another length means another migration.</summary>
    private const long Microseconds = 7L * 24 * 3600 * 1_000_000;

    public static int Of(DateTimeOffset since) => (int)(since.ToMicroseconds() / Microseconds);
}
