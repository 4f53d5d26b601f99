using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;

namespace Ordi2.Scanner.Station;

/// <summary>What a station says of a machine: how it stands, and what is done with it next. Short sentences, for people who read slowly.</summary>
internal static class NextWords
{
    /// <summary>The state in words; what the server calls by a name that we do not know, by that name.</summary>
    public static string StatusOf(string? status) => status is null ? string.Empty : Words.SayOf("machine", status);

    public static string Of(string? status) => status is not null && Next.TryGetValue(status, out var next) ? next : "Passez à la suivante.";

    private static readonly Dictionary<string, string> Next = new Dictionary<MachineStatus, string>
    {
        [MachineStatus.Declared] = "Elle sera reçue à son arrivée.",
        [MachineStatus.Collected] = "Elle va au quai : réception.",
        [MachineStatus.Received] = "Elle va au tri.",
        [MachineStatus.Refused] = "Mettez-la à part : elle sera rendue ou recyclée.",
        [MachineStatus.Triaged] = "Réemploi : elle va à l'audit. Sinon : pièces ou recyclage.",
        [MachineStatus.Audited] = "Elle va à l'effacement.",
        [MachineStatus.Wiping] = "Lancez l'effacement, puis déposez le rapport.",
        [MachineStatus.Wiped] = "Elle va à l'installation, ou en réparation.",
        [MachineStatus.WipeFailed] = "Posez-la à part et appelez l'encadrant.",
        [MachineStatus.InRepair] = "Réparez-la.",
        [MachineStatus.AwaitingPart] = "Posez-la sur l'étagère d'attente.",
        [MachineStatus.Installed] = "Elle va au contrôle.",
        [MachineStatus.QcFailed] = "Elle va en réparation.",
        [MachineStatus.Ready] = "Elle va au stock.",
        [MachineStatus.Reserved] = "Elle attend l'emballage.",
        [MachineStatus.Packed] = "Elle attend le départ.",
        [MachineStatus.InTransit] = "Elle part en livraison.",
        [MachineStatus.AtEpn] = "Remettez-la au partenaire.",
        [MachineStatus.Returning] = "Recevez-la au retour.",
        [MachineStatus.ToRecycle] = "Elle va dans la cage D3E.",
        [MachineStatus.Dismantled] = "Sa carcasse va dans la cage D3E.",
    }.ToDictionary(pair => pair.Key.Code(), pair => pair.Value, StringComparer.Ordinal);
}
