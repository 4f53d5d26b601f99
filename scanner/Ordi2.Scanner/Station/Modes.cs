using System.Collections.Immutable;
using Ordi2.Barcodes;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Scanner.Station;

/// <summary>What a scan means at a station until the next card: a step, with its fields.</summary>
/// <param name="Key">What is printed on the card, behind <see cref="StationCard.Prefix"/>; the same names as the targets of the page of the bench.</param>
/// <param name="Words">In a few words.</param>
/// <param name="Step">The step; nothing where a scan only puts the machine on the bench.</param>
/// <param name="Data">The fields of the step.</param>
/// <param name="LocksTested">Whoever scans in this mode has looked for locks and found none: audits of this machine may say so.</param>
internal sealed record Mode(string Key, string Words, string? Step, string? Data = null, bool LocksTested = false)
{
    public static readonly ImmutableArray<Mode> All =
    [
        Of("receive", new ReceiveDevice()),
        Of("triage-reuse", new Triage(Route.Reuse)),
        Of("triage-parts", new Triage(Route.Parts)),
        Of("triage-recycle", new Triage(Route.Recycle)),
        Of("triage-ask", new Triage(Route.Ask)),
        new("bench", StationCard.Of("bench").Words, Step: null),
        new("bench-unlocked", StationCard.Of("bench-unlocked").Words, Step: null, LocksTested: true),
        Of("wipe-overwrite", new StartWipe(WipeMethod.Overwrite)),
        Of("wipe-sanitize", new StartWipe(WipeMethod.DeviceSanitize)),
        Of("wipe-crypto", new StartWipe(WipeMethod.CryptoErase)),
        Of("repair-open", new OpenRepair()),
        Of("repair-arrived", new PartArrived()),
        Of("repair-done", new CloseRepair()),
        Of("install-linux", new InstallOs(OsPlan.Linux)),
        Of("install-chrome", new InstallOs(OsPlan.ChromeosFlex)),
        Of("epn", new ReceiveAtEpn()),
        Of("return", new ReceiveReturn()),
        Of("inventory", new InventoryCheck()),
    ];

    public static Mode? Find(string key) => All.FirstOrDefault(mode => string.Equals(mode.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The mode of a card.</summary>
    private static Mode Of(string key, MachineCommand command) => Of(key, StationCard.Of(key).Words, command);

    /// <summary>The mode of a command.</summary>
    public static Mode Of(string key, string words, MachineCommand command)
    {
        var data = CommandCatalog<MachineCommand>.Write(command).GetRawText();
        return new(key, words, CommandCatalog<MachineCommand>.StepOf(command), data is "{}" ? null : data);
    }
}
