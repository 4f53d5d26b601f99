using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;

namespace Ordi2.Domain.Access;

/// <summary>
/// Who may see what: one table for every kind of thing. Whoever stands in no line sees nothing, and is answered as if the thing
/// did not exist. The system sees all. Who may do what stands in the lives of the aggregates and in the machine's transitions.
/// </summary>
public static class SightTable
{
    private static readonly ImmutableArray<Role> Everyone = [.. Enum.GetValues<Role>().Where(role => role is not (Role.None or Role.System))];

    // What somebody needs to know of a machine that passed through their hands, and nothing of where it went afterwards.
    private static readonly ImmutableArray<string> Card = ["machine", "labels", "status", "statusSince", "type", "sanitisation", "legalNature", "maker", "model", "serial"];

    private static readonly ImmutableArray<string> Notice = ["id", "status", "pole", "mode", "plan"];

    public static ImmutableArray<SightRow> Rows { get; } =
    [
        // Its fate, never the partner nor anybody's people (domain.md 2.11 and 8.2).
        All("machine", Everyone.Except([Donor, Partner, Recycler]), ItsHolder),
        All("machine", [Coordinator, Supervisor, Storekeeper, Animator], ItsOwner, ItsReceiver, ItsLender),
        All("machine", [Coordinator], ItsPole),
        All("machine", [Supervisor, Storekeeper], ItsSender),
        All("machine", [Animator], ItsConsignee, ItsEpn, ItsRelay),
        Some("machine", [.. Card, "donation", "grade"], [Donor], ItsDonor, ItsHolder),
        Some("machine", [.. Card, "holder", "owner", "dossier", "loan", "grade", "profile", "dueAt", "holds"], [Partner], ItsPartner, ItsBorrower, ItsHolder, ItsOwner),
        Some("machine", [.. Card, "holder", "holds", "grade", "profile"], [Operator], ItsReceiver, ItsSender, ItsOwner),
        Some("machine", [.. Card, "holder", "delivery", "holds"], [Driver], ItsCarrier, ItsSender, ItsReceiver),
        Some("machine", [.. Card, "holder", "batch", "holds"], [Recycler], ItsRecycler, ItsHolder),

        All("organisation", Everyone, Itself),
        All("organisation", [Coordinator], ItsPole),
        Some("organisation", ["id", "name", "status", "activities", "sites", "pole", "parent"], [Coordinator, Supervisor, Animator], ItsParent),
        Known("organisation", ["id", "name", "status", "activities", "pole"], [Coordinator], Anybody),

        // What hangs on an organisation: machines, loans, dossiers and sessions at once.
        All("attached", Everyone.Except([Operator, Driver]), Itself),
        All("attached", [Coordinator], ItsPole),

        All("donation", [Donor], ItsDonor),
        All("donation", [Coordinator], ItsPole),
        All("donation", [Coordinator, Supervisor, Storekeeper, Animator], ItsReceiver),
        Some("donation", ["id", "status", "donor", "receiver", "pole", "announced", "refusalDefault", "dockSignatureAllowed", "restrictions"], [Driver, Operator], ItsReceiver),

        All("round", [Driver, Storekeeper, Supervisor], ItsCarrier, ItsReceiver),
        All("round", [Donor], ItsDonor),
        All("round", [Coordinator], ItsPole, ItsReceiver),
        Some("round", ["id", "status", "carrier", "donation", "counts"], [Operator], ItsReceiver),

        All("dossier", [Animator], ItsEpn),
        All("dossier", [Partner], ItsPartner),
        All("dossier", [Coordinator], ItsPole),
        All("dossier", [Coordinator, Animator, Partner, Donor, Supervisor], ItsJury),

        // Rules, waiting list and what is left are for the applicants; who else applied is not. Once published, anybody may read the rules.
        All("call", [Coordinator], ItsPole),
        All("call", [Coordinator, Animator, Partner, Donor, Supervisor], ItsJury),
        Some("call", [.. Notice, "waitingList", "left", "report"], [Animator], ItsEpn),
        Some("call", [.. Notice, "waitingList", "left", "report"], [Partner], ItsPartner),
        Some("call", Notice, Everyone, Anybody),

        // Whoever is decided on by these rules may read them.
        All("configuration", [Coordinator], ItsPole),
        Some("configuration", ["id", "status", "pole", "rules", "versions"], Everyone, Anybody),

        All("allocation", [Coordinator], ItsPole),
        All("allocation", [Animator], ItsEpn),
        All("allocation", [Partner], ItsPartner),

        All("delivery", [Storekeeper, Supervisor, Driver], ItsSender),
        All("delivery", [Driver], ItsCarrier),
        All("delivery", [Animator], ItsConsignee),
        All("delivery", [Coordinator], ItsPole, ItsSender),
        Some("delivery", ["id", "status", "from", "consignee", "machines", "arrived"], [Operator], ItsSender),

        All("loan", [Supervisor, Storekeeper, Coordinator, Animator], ItsLender),
        All("loan", [Animator], ItsRelay),
        All("loan", [Partner], ItsBorrower),
        All("loan", [Coordinator], ItsPole),

        All("batch", [Storekeeper, Supervisor], ItsHolder),
        All("batch", [Recycler], ItsRecycler),
        All("batch", [Coordinator], ItsPole),
        Some("batch", ["id", "status", "holder", "recycler", "flow", "wasteCode", "dataDestruction", "machines"], [Operator, Driver], ItsHolder),

        All("part", [Operator, Storekeeper, Supervisor], ItsHolder),

        All("incident", Everyone, ItsOpener, ItsHandler),
        All("incident", [Coordinator], ItsPole),

        All("session", [Animator], ItsEpn),
        All("session", [Partner], ItsPartner),
        All("session", [Coordinator], ItsPole),

        All("handover", [Driver, Operator, Supervisor, Storekeeper, Coordinator, Animator, Partner, Recycler], ItsSender, ItsReceiver),
        All("handover", [Coordinator], ItsPole),

        // The list of who has what is the pole's alone; whoever has or relays a machine knows what to do.
        All("recall", [Coordinator], ItsPole),
        Some("recall", ["id", "status", "guidance", "instruction", "reason", "answerBefore"], [Animator, Partner], ItsHolder, ItsRelay),

        All("document", Everyone, ItsSignatory),
        All("document", Everyone.Except([Operator, Driver]), ItsIssuer, ItsReader),
        Some("document", ["id", "kind", "status", "issuer", "madeAt", "about", "replaces", "replacedBy"], [Operator, Driver], ItsIssuer, ItsReader),
        All("receipt", [Donor], ItsDonor),
        All("receipt", [Supervisor, Coordinator], ItsIssuer),
        All("receipt", [Coordinator], ItsPole),
        All("series", [Supervisor, Storekeeper, Coordinator, Animator], ItsIssuer),

        // Whoever started it sees how far it is.
        All("process", [Coordinator, Supervisor, Storekeeper, Animator], ItsPole),

        // Boards show sums only; the national one is open to everybody, signed in or not.
        All("board-national", Everyone, Anybody),
        All("board-pole", Everyone, Itself),
        All("board-organisation", Everyone, Itself),
        All("board-organisation", [Coordinator], ItsPole),

        // A station at which nobody works hangs on the wall of its workshop.
        All("board-organisation", [None], Itself),
        All("board-donation", [Donor], ItsDonor),
        All("board-donation", [Coordinator], ItsPole),
        All("board-donation", [Coordinator, Supervisor, Storekeeper, Animator, Operator, Driver], ItsReceiver),

        // What waits for a person.
        All("inbox", [Coordinator], ItsPole),
        All("inbox", [Supervisor, Storekeeper, Animator], ItsHolder),

        // What was refused and what was administered.
        All("audit", [Coordinator], ItsPole),
    ];

    private static SightRow All(string kind, IEnumerable<Role> roles, params Relation[] relations) =>
        new(kind, Sight.All, [], [.. Each(roles, relations), Rights.TheSystem]);

    private static SightRow Some(string kind, ImmutableArray<string> shows, IEnumerable<Role> roles, params Relation[] relations) =>
        new(kind, Sight.Summary, shows, [.. Each(roles, relations)]);

    private static SightRow Known(string kind, ImmutableArray<string> shows, IEnumerable<Role> roles, params Relation[] relations) =>
        new(kind, Sight.Existence, shows, [.. Each(roles, relations)]);

    private static IEnumerable<Right> Each(IEnumerable<Role> roles, Relation[] relations) =>
        from relation in relations from role in roles select role.Of(relation);
}
