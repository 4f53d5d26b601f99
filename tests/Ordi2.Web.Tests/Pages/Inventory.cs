using Ordi2.Contracts;
using Ordi2.Web.Features.SignIn;

namespace Ordi2.Web.Tests.Pages;

/// <summary>A page as somebody opens it.</summary>
/// <param name="Route">The address of its <c>@page</c>.</param>
/// <param name="Address">An address of it; <c>{…}</c> is made by <see cref="PageRoom.AddressAsync"/>.</param>
/// <param name="Who">The role that opens it; <see langword="null"/> is somebody who has not signed in.</param>
/// <param name="Status">What the server answers.</param>
internal sealed record PageEntry(string Route, string Address, Role? Who = null, int Status = 200)
{
    /// <summary>The organisation of the account, where the first one of that role is not the right one.</summary>
    public string? Organisation { get; init; }

    /// <summary>What is still missing of somebody who is half way in.</summary>
    public Missing? Lacks { get; init; }

    /// <summary>The roles of whom the first account opens it as well; every other account is refused.</summary>
    public Role[] AlsoFor { get; init; } = [];

    /// <summary>Anybody may open it; this account sees a face of its own.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>Every page of the product, each with the account that opens it. One line for a page, more where it has several faces.</summary>
internal static class Inventory
{
    private static readonly Role[] Everyone = [.. Enum.GetValues<Role>().Except([Role.None, Role.System])];

    public static readonly PageEntry[] Pages =
    [
        .. PoleInventory.Pages,
        new("/", "/", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = Everyone },
        new("/", "/?role=donor", Role.Donor) { Organisation = "don-assurances-du-val", AlsoFor = Everyone },
        new("/", "/?role=supervisor", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = Everyone },
        new("/", "/?role=storekeeper", Role.Storekeeper) { Organisation = "atelier-du-canal", AlsoFor = Everyone },
        new("/", "/?role=operator", Role.Operator) { Organisation = "atelier-du-canal", AlsoFor = Everyone },
        new("/", "/?role=partner", Role.Partner) { Organisation = "asso-horizon-emploi", AlsoFor = Everyone },
        new("/", "/?role=recycler", Role.Recycler) { Organisation = "recyclage-du-val", AlsoFor = Everyone },
        new("/", "/?role=carrier", Role.Driver) { Organisation = "transports-roulier", AlsoFor = Everyone },
        new("/", "/?role=pole", Role.Coordinator) { AlsoFor = Everyone },
        new("/accessibility", "/accessibility"),
        new("/account", "/account", Role.Supervisor) { AlsoFor = Everyone },
        new("/account/erase", "/account/erase", Role.Supervisor) { AlsoFor = Everyone },
        new("/account/passkeys", "/account/passkeys", Role.Supervisor) { AlsoFor = Everyone },
        new("/account/password", "/account/password", Role.Supervisor) { AlsoFor = Everyone },
        new("/account/second-factor", "/account/second-factor", Role.Supervisor) { AlsoFor = Everyone },
        new("/badges", "/badges", Role.Supervisor) { AlsoFor = [Role.Coordinator, Role.Animator] },
        new("/batches", "/batches", Role.Recycler) { Organisation = "recyclage-du-val", AlsoFor = [Role.Storekeeper, Role.Supervisor] },
        new("/batches/{id}", "/batches/{batch}", Role.Recycler) { Organisation = "recyclage-du-val", AlsoFor = [Role.Storekeeper, Role.Supervisor, Role.Coordinator] },
        new("/batches/{id}", "/batches/{accepted-batch}", Role.Recycler) { Organisation = "recyclage-du-val", AlsoFor = [Role.Storekeeper, Role.Supervisor, Role.Coordinator] },
        new("/batches/{id}", "/batches/{cage}", Role.Storekeeper) { AlsoFor = [Role.Recycler, Role.Supervisor, Role.Coordinator] },
        new("/batches/{id}", "/batches/{cage}?role=supervisor", Role.Supervisor) { AlsoFor = [Role.Recycler, Role.Storekeeper, Role.Coordinator] },
        new("/batches/{id}", "/batches/{proven-batch}", Role.Storekeeper) { AlsoFor = [Role.Recycler, Role.Supervisor, Role.Coordinator] },
        new("/batches/{id}", "/batches/{proven-batch}?role=pole", Role.Coordinator) { AlsoFor = [Role.Recycler, Role.Storekeeper, Role.Supervisor] },
        new("/batches/new", "/batches/new", Role.Storekeeper) { AlsoFor = [Role.Supervisor] },
        new("/bench", "/bench", Role.Operator) { Organisation = "atelier-du-canal", AlsoFor = [Role.Supervisor] },
        new("/bench", "/bench?mode=triage&machine={dock}", Role.Operator) { Organisation = "atelier-du-canal", AlsoFor = [Role.Supervisor] },
        new("/bench", "/bench?mode=install&machine={dock}&again=install-linux", Role.Operator) { Organisation = "atelier-du-canal", AlsoFor = [Role.Supervisor] },
        new("/bench", "/bench?mode=pack&box=H4T9CXB", Role.Operator) { Organisation = "atelier-du-canal", AlsoFor = [Role.Supervisor] },
        new("/boards/{**scope}", "/boards"),
        new("/boards/{**scope}", "/boards?wall=true"),
        new("/boards/{**scope}", "/boards/organisation/{organisation}", Role.Supervisor) { AlsoFor = [Role.Coordinator, Role.Operator, Role.Storekeeper, Role.Driver] },
        new("/cards", "/cards", Role.Storekeeper) { AlsoFor = [Role.Supervisor, Role.Coordinator] },
        new("/deliveries", "/deliveries", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Storekeeper, Role.Supervisor, Role.Driver, Role.Coordinator] },
        new("/deliveries/{id}", "/deliveries/{delivery}", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Storekeeper, Role.Supervisor, Role.Driver, Role.Coordinator] },
        new("/deliveries/{id}/packing", "/deliveries/{packing}/packing", Role.Storekeeper) { AlsoFor = [Role.Supervisor] },
        new("/deliveries/{id}/packing", "/deliveries/{delivery}/packing", Role.Storekeeper) { AlsoFor = [Role.Supervisor] },
        new("/design", "/design"),
        new("/design", "/design?wrong=true"),
        new("/directory", "/directory"),
        new("/directory", "/directory?department=69&activity=EPN"),
        new("/directory", "/directory?q=nowhere"),
        new("/directory-card", "/directory-card", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Coordinator, Role.Supervisor] },
        new("/directory/{id}", "/directory/epn-le-phare"),
        new("/documents", "/documents", Role.Supervisor) { AlsoFor = Everyone },
        new("/documents/{number}", "/documents/{sheet}", Role.Supervisor) { AlsoFor = [Role.Coordinator, Role.Storekeeper, Role.Operator, Role.Driver] },
        new("/donations", "/donations", Role.Donor) { Organisation = "don-assurances-du-val" },
        new("/donations/import", "/donations/import", Role.Donor),
        new("/donations/new", "/donations/new", Role.Donor),
        new("/donations/{id}", "/donations/{donation}", Role.Donor) { Organisation = "don-assurances-du-val" },
        new("/donations/{id}", "/donations/{accepted}", Role.Donor) { Organisation = "don-assurances-du-val" },
        new("/dossiers", "/dossiers", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Partner, Role.Coordinator, Role.Donor, Role.Supervisor] },
        new("/dossiers/{id}", "/dossiers/{dossier}", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Coordinator] },
        new("/errors/{status:int}", "/errors/404"),
        new("/errors/{status:int}", "/errors/403"),
        new("/errors/{status:int}", "/errors/500", Status: 500),
        new("/errors/{status:int}", "/no-such-page", Status: 404),
        new("/handovers", "/handovers", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Animator, Role.Coordinator, Role.Driver, Role.Partner, Role.Recycler, Role.Storekeeper] },
        new("/handovers/{id}", "/handovers/{handover}", Role.Supervisor) { Organisation = "fabrique-des-tilleuls", AlsoFor = [Role.Coordinator, Role.Driver, Role.Storekeeper] },
        new("/handovers/new", "/handovers/new", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Animator, Role.Coordinator, Role.Driver, Role.Partner, Role.Recycler, Role.Storekeeper] },
        new("/help", "/help"),
        new("/help", "/help?role=operator", Role.Operator) { Organisation = "atelier-du-canal", IsOpen = true },
        new("/help/shortcuts", "/help/shortcuts"),
        new("/inbox", "/inbox", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Animator, Role.Coordinator] },
        new("/inbox", "/inbox?show=WipeFailed", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Animator, Role.Coordinator] },
        new("/inbox/operations", "/inbox/operations", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Animator, Role.Coordinator] },
        new("/inbox", "/inbox?show=PartAwaited", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Animator, Role.Coordinator] },
        new("/inbox", "/inbox?show=Claimed", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Animator, Role.Coordinator] },
        new("/inbox/{machine}", "/inbox/{claimed}", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Coordinator] },
        new("/inbox/{machine}", "/inbox/{blocked}", Role.Supervisor) { Organisation = "atelier-du-canal", AlsoFor = [Role.Coordinator] },
        new("/invitation/{secret}", "{invitation}"),
        new("/invitation/{secret}", "/invitation/used-already", Status: 404),
        new("/labels", "/labels", Role.Storekeeper) { AlsoFor = [Role.Supervisor, Role.Coordinator] },
        new("/labels/{id}", "/labels/{labels}", Role.Storekeeper) { AlsoFor = [Role.Supervisor] },
        new("/loans", "/loans", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Partner, Role.Supervisor, Role.Coordinator] },
        new("/loans/new", "/loans/new", Role.Animator) { Organisation = "epn-le-phare" },
        new("/loans/{id}", "/loans/{loan}", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Supervisor, Role.Coordinator] },
        new("/m/{code?}", "/m"),
        new("/m/{code?}", "/m/{machine}"),
        new("/m/{code?}", "/m/{recalled}"),
        new("/m/{code?}", "/m/ABCDEFG", Status: 404),
        new("/machines", "/machines", Role.Supervisor) { AlsoFor = Everyone },
        new("/machines", "/machines?q={told}", Role.Supervisor) { AlsoFor = Everyone },
        new("/machines", "/machines?q=rien-de-tel", Role.Supervisor) { AlsoFor = Everyone },
        new("/machines/{code}", "/machines/{told}", Role.Supervisor) { AlsoFor = [Role.Coordinator, Role.Storekeeper, Role.Operator, Role.Driver] },
        new("/machines/{code}", "/machines/{recalled}", Role.Coordinator) { AlsoFor = [Role.Supervisor, Role.Storekeeper, Role.Operator, Role.Driver] },
        new("/machines/{code}/label", "/machines/{shown}/label", Role.Supervisor) { AlsoFor = [Role.Storekeeper, Role.Coordinator] },
        new("/machines/{code}/photos/{id}/withdraw", "/machines/{shown}/photos/{picture}/withdraw", Role.Supervisor) { AlsoFor = [Role.Coordinator] },
        new("/machines/{code}/photos/{id}/withdraw", "/machines/{shown}/photos/{proof}/withdraw", Role.Supervisor) { AlsoFor = [Role.Coordinator] },
        new("/machines/{code}/record-audit", "/machines/{sorted}/record-audit", Role.Operator) { AlsoFor = [Role.Supervisor] },
        new("/machines/{code}/wipe-succeeded", "/machines/{wiping}/wipe-succeeded", Role.Operator) { AlsoFor = [Role.Supervisor] },
        new("/machines/{code}/{step}", "/machines/{shown}/refuse-device", Role.Supervisor) { AlsoFor = [Role.Storekeeper] },
        new("/machines/{code}/{step}", "/machines/{told}/install-os", Role.Operator) { AlsoFor = [Role.Supervisor] },
        new("/machines/{code}/{step}", "/machines/{told}/pass-qc", Role.Supervisor) { AlsoFor = [Role.Operator] },
        new("/ours", "/ours", Role.Partner) { Organisation = "asso-horizon-emploi" },
        new("/ours/{machine}", "/ours/{lent}", Role.Partner) { Organisation = "asso-horizon-emploi" },
        new("/offers", "/offers", Role.Coordinator),
        new("/offers/{id}", "/offers/{offer}", Role.Coordinator),
        new("/offers/{id}", "/offers/{accepted}", Role.Coordinator),
        new("/parts", "/parts", Role.Supervisor) { AlsoFor = [Role.Operator, Role.Storekeeper] },
        new("/parts/new", "/parts/new", Role.Supervisor) { AlsoFor = [Role.Operator, Role.Storekeeper] },
        new("/parts/{id}", "/parts/{part}", Role.Supervisor) { AlsoFor = [Role.Operator, Role.Storekeeper] },
        new("/people", "/people", Role.Coordinator) { AlsoFor = [Role.Supervisor] },
        new("/picking", "/picking", Role.Storekeeper) { AlsoFor = [Role.Supervisor] },
        new("/picking/{dossier}", "/picking/{picks}", Role.Storekeeper) { AlsoFor = [Role.Supervisor] },
        new("/placements", "/placements", Role.Animator) { Organisation = "epn-le-phare" },
        new("/placements/{dossier}", "/placements/{dossier}", Role.Animator) { Organisation = "epn-le-phare" },
        new("/receptions", "/receptions", Role.Storekeeper) { AlsoFor = [Role.Supervisor] },
        new("/receptions/{donation}", "/receptions/{gift}", Role.Storekeeper) { AlsoFor = [Role.Supervisor] },
        new("/reset/{secret?}", "/reset"),
        new("/reset/{secret?}", "/reset/used-already", Status: 404),
        new("/rounds", "/rounds", Role.Driver) { Organisation = "transports-roulier", AlsoFor = [Role.Storekeeper, Role.Supervisor, Role.Coordinator] },
        new("/rounds/new", "/rounds/new", Role.Storekeeper) { AlsoFor = [Role.Supervisor, Role.Coordinator] },
        new("/rounds/{id}", "/rounds/{round}", Role.Driver) { Organisation = "transports-roulier", AlsoFor = [Role.Storekeeper, Role.Supervisor, Role.Coordinator] },
        new("/rounds/{id}", "/rounds/{planned}", Role.Storekeeper) { AlsoFor = [Role.Driver, Role.Supervisor, Role.Coordinator] },
        new("/rounds/{id}/plan", "/rounds/{planned}/plan", Role.Storekeeper) { AlsoFor = [Role.Supervisor, Role.Coordinator] },
        new("/rounds/{id}/stops/{stop}", "/rounds/{round}/stops/cave", Role.Driver) { Organisation = "transports-roulier" },
        new("/sessions", "/sessions", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Partner, Role.Coordinator] },
        new("/sessions/new", "/sessions/new", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Partner] },
        new("/sessions/{id}", "/sessions/{session}", Role.Animator) { Organisation = "epn-le-phare", AlsoFor = [Role.Coordinator] },
        new("/setup/{secret}", "{setup}"),
        new("/sign-in", "/sign-in"),
        new("/sign-in/back", "/sign-in/back", Role.Supervisor) { AlsoFor = Everyone },
        new("/sign-in/code", "/sign-in/code", Role.Animator) { Organisation = "epn-trois-ponts", Lacks = Missing.Code },
        new("/sign-in/second-factor", "/sign-in/second-factor", Role.Animator) { Organisation = "epn-vallon", Lacks = Missing.SecondFactor },
        new("/station", "/station"),
        new("/station/enrol", "/station/enrol"),
        new("/stations", "/stations", Role.Supervisor) { AlsoFor = [Role.Coordinator, Role.Animator] },
        new("/swaps/new", "/swaps/new?machine={lent}", Role.Coordinator),
        new("/tokens", "/tokens", Role.Coordinator),
        new("/verify/{number?}", "/verify"),
        new("/verify/{number?}", "/verify/{sheet}"),
        new("/verify/{number?}", "/verify/CE-2027-999999-personne", Status: 404),
    ];

    /// <summary>Routes that show nothing: they do something and lead on to a page.</summary>
    public static readonly string[] Doors = ["/sign-out"];
}
