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
    /// <summary>At the dock: each machine is also of a gift, which somebody says.</summary>
    public const string Dock = "receive";

    /// <summary>Where a machine is seen that is being cleaned: nothing else of it changes (domain.md 3.1, station 7).</summary>
    private const string CleaningTable = "nettoyage";

    public static readonly ImmutableArray<Mode> All =
    [
        Of(Dock, new ReceiveDevice()),
        AtDock("receive-laptop", DeviceType.Laptop),
        AtDock("receive-desktop", DeviceType.Desktop),
        AtDock("receive-monitor", DeviceType.Monitor),
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
        Of("clean", new InventoryCheck(CleaningTable)),
        Of("install-linux", new InstallOs(OsPlan.Linux)),
        Of("install-chrome", new InstallOs(OsPlan.ChromeosFlex)),
        new("pack", StationCard.Of("pack").Words, CommandCatalog<MachineCommand>.StepOf(new Pack(string.Empty, default))) { IsPacking = true },
        Of("epn", new ReceiveAtEpn()),
        Of("return", new ReceiveReturn()),
        Of("inventory", new InventoryCheck()),
    ];

    /// <summary>The kind of machine that the card says with it; only at the dock.</summary>
    public DeviceType Kind { get; private init; }

    /// <summary>At the packing table: each machine also goes into a box.</summary>
    public bool IsPacking { get; private init; }

    public bool IsDock => Key == Dock || Kind is not DeviceType.Unknown;

    /// <summary>By its key, or by the words on its card: « nettoyage ».</summary>
    public static Mode? Find(string key) => All.FirstOrDefault(mode => string.Equals(mode.Key, key, StringComparison.OrdinalIgnoreCase))
        ?? All.FirstOrDefault(mode => string.Equals(mode.Words, key, StringComparison.OrdinalIgnoreCase));

    private static Mode AtDock(string key, DeviceType kind) => Of(key, new ReceiveDevice(Type: kind)) with { Kind = kind };

    /// <summary>The mode of a card.</summary>
    private static Mode Of(string key, MachineCommand command) => Of(key, StationCard.Of(key).Words, command);

    /// <summary>The mode of a command.</summary>
    public static Mode Of(string key, string words, MachineCommand command)
    {
        var data = CommandCatalog<MachineCommand>.Write(command).GetRawText();
        return new(key, words, CommandCatalog<MachineCommand>.StepOf(command), data is "{}" ? null : data);
    }
}
