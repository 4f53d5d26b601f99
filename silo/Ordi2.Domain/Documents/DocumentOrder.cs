using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Documents;

/// <summary>A document that is due: what it says, and the fact that makes it due.</summary>
public sealed record DocumentOrder
{
    /// <summary>The fact that makes it due, in words of the ledger: the same one makes one document only.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it became due: the year of its series.</summary>
    public required DateTimeOffset At { get; init; }

    public required RenderDocument Render { get; init; }

    /// <summary>The document in whose place it stands (« annule et remplace »), if that one was made.</summary>
    public DocumentTrace? InPlaceOf { get; init; }

    /// <summary>Why that one holds no longer.</summary>
    public string InPlaceWhy { get; init; } = "annule et remplace";

    /// <summary>The machines that it names: what they are stands in their own histories, and is looked up when the document is made.</summary>
    public ImmutableArray<MachineId> Machines { get; init; } = [];

    /// <summary>The dossier whose machines it names, where the order comes before they are handed over: those that it has got by then, and that no loan has yet.</summary>
    public DossierId? MachinesOf { get; init; }

    /// <summary>The dossier of which it says on which days the accompaniment is planned.</summary>
    public DossierId? SessionsOf { get; init; }

    /// <summary>The order with what is known of its machines, in the order in which it names them; one that waits for the machines of a dossier says that there are none yet.</summary>
    public DocumentOrder Naming(ImmutableArray<NamedMachine> machines)
    {
        var named = Saying("machines", JsonSerializer.SerializeToNode(machines, WireJson.Options));
        return machines.IsEmpty && MachinesOf is not null ? named.Saying("machinesSoFar", "none-yet") : named;
    }

    /// <summary>The order with the days of the planned sessions.</summary>
    public DocumentOrder Accompanied(IEnumerable<DateOnly> sessions) =>
        Saying("accompanimentDates", JsonSerializer.SerializeToNode(sessions.Order().ToArray(), WireJson.Options));

    private DocumentOrder Saying(string name, JsonNode? value)
    {
        var content = JsonNode.Parse(Render.Content)!.AsObject();
        content[name] = value;
        return this with { Render = Render with { Content = CanonicalJson.Write(JsonSerializer.SerializeToElement(content)) } };
    }

    /// <summary>How it is found again.</summary>
    public DocumentTrace Trace => new(Purpose, Render.Kind, Render.Issuer, At);
}

/// <summary>How a document that was ordered is found again: its number follows from its purpose in its series.</summary>
/// <param name="Purpose">The fact that made it due.</param>
/// <param name="Kind">With the issuer and the year: its series.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="At">When it became due.</param>
public sealed record DocumentTrace(string Purpose, DocumentKind Kind, OrganisationId Issuer, DateTimeOffset At);
