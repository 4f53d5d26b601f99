using System.Collections.Immutable;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Scanner.Station;

/// <summary>What a scan means at a station until the next card: a step, with its fields.</summary>
/// <param name="Key">What is printed on the card, behind <see cref="Prefix"/>; the same names as the targets of the page of the bench.</param>
/// <param name="Words">In a few words.</param>
/// <param name="Step">The step; nothing where a scan only puts the machine on the bench.</param>
/// <param name="Data">The fields of the step.</param>
/// <param name="LocksTested">Whoever scans in this mode has looked for locks and found none: audits of this machine may say so.</param>
internal sealed record Mode(string Key, string Words, string? Step, string? Data = null, bool LocksTested = false)
{
    /// <summary>What every mode card begins with. No letter of it is moved by a French keyboard that a keyboard can not move back.</summary>
    public const string Prefix = "O2-";

    public static readonly ImmutableArray<Mode> All =
    [
        Of("receive", "réception", new ReceiveDevice()),
        Of("triage-reuse", "tri : réemploi", new Triage(Route.Reuse)),
        Of("triage-parts", "tri : pièces", new Triage(Route.Parts)),
        Of("triage-recycle", "tri : recyclage", new Triage(Route.Recycle)),
        Of("triage-ask", "tri : demander", new Triage(Route.Ask)),
        new("bench", "au banc", Step: null),
        new("bench-unlocked", "au banc, verrous testés : aucun", Step: null, LocksTested: true),
        Of("wipe-overwrite", "effacement : réécriture", new StartWipe(WipeMethod.Overwrite)),
        Of("wipe-sanitize", "effacement : commande du disque", new StartWipe(WipeMethod.DeviceSanitize)),
        Of("wipe-crypto", "effacement : clé détruite", new StartWipe(WipeMethod.CryptoErase)),
        Of("repair-open", "réparation : début", new OpenRepair()),
        Of("repair-arrived", "réparation : pièce arrivée", new PartArrived()),
        Of("repair-done", "réparation : fin", new CloseRepair()),
        Of("install-linux", "installation : Linux", new InstallOs(OsPlan.Linux)),
        Of("install-chrome", "installation : ChromeOS Flex", new InstallOs(OsPlan.ChromeosFlex)),
        Of("epn", "arrivée à l'EPN", new ReceiveAtEpn()),
        Of("return", "retour", new ReceiveReturn()),
        Of("inventory", "inventaire", new InventoryCheck()),
    ];

    public static Mode? Find(string key) => All.FirstOrDefault(mode => string.Equals(mode.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The mode of a command.</summary>
    public static Mode Of(string key, string words, MachineCommand command)
    {
        var data = CommandCatalog<MachineCommand>.Write(command).GetRawText();
        return new(key, words, CommandCatalog<MachineCommand>.StepOf(command), data is "{}" ? null : data);
    }
}
