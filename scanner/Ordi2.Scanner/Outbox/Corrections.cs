using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Scanner.Outbox;

/// <summary>The wish that a scan that the server may have be taken back.</summary>
/// <param name="Correction">Id of the correction, made with the wish: however often it is sent, it counts once.</param>
/// <param name="At">When it was said, by the clock of this device.</param>
internal sealed record Wish(Guid Correction, DateTimeOffset At);

/// <summary>What takes a scan back that the server has: a compensating event of the same person.</summary>
internal static class Corrections
{
    /// <summary>Why it comes out of its box, as it is kept with the machine.</summary>
    private const string WrongScan = "scannée par erreur";

    private static readonly string Packed = CommandCatalog<MachineCommand>.StepOf(new Pack(string.Empty, default));

    /// <param name="scan">The scan, with its answer.</param>
    /// <param name="wish">It happened when it was said, not when it could be sent.</param>
    public static NewScan Of(KeptScan scan, Wish wish)
    {
        // What went into a box by mistake comes out of it; of anything else it is said that it did not happen.
        MachineCommand command = scan.Scan.Step == Packed ? new Unpack(WrongScan) : new CorrectEvent(0, "did-not-occur", scan.Scan.Id);
        return new(
            wish.Correction, scan.Answer?.Machine ?? scan.Scan.Code, CommandCatalog<MachineCommand>.StepOf(command), wish.At, CommandCatalog<MachineCommand>.Write(command).GetRawText());
    }
}
