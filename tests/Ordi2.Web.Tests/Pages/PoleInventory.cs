using Ordi2.Contracts;

namespace Ordi2.Web.Tests.Pages;

/// <summary>The pages of a pole, of its juries, and of who applies.</summary>
internal static class PoleInventory
{
    private const string Phare = "epn-le-phare";

    private static readonly Role[] Readers = [Role.Animator, Role.Partner, Role.Donor, Role.Supervisor];

    private static readonly Role[] Everybody = [Role.Donor, Role.Driver, Role.Operator, Role.Supervisor, Role.Storekeeper, Role.Coordinator, Role.Animator, Role.Partner, Role.Recycler];

    private static readonly Role[] Reporters = [Role.Donor, Role.Supervisor, Role.Storekeeper, Role.Coordinator, Role.Animator];

    public static readonly PageEntry[] Pages =
    [
        new("/alerts", "/alerts", Role.Coordinator),
        new("/alerts", "/alerts?show=Placements", Role.Coordinator),
        new("/alerts", "/alerts?show=Loans", Role.Coordinator),
        new("/alerts", "/alerts?show=Gaps", Role.Coordinator),
        new("/alerts", "/alerts?show=Custody", Role.Coordinator),
        new("/allocations", "/allocations", Role.Coordinator),
        new("/allocations/{id}", "/allocations/{proposed}", Role.Coordinator),
        new("/allocations/{id}", "/allocations/{reserved}", Role.Coordinator),
        new("/allocations/{id}", "/allocations/{lost}", Role.Coordinator),
        new("/audit", "/audit", Role.Coordinator),
        new("/audit", "/audit?what=command-refused&since=2020-01-01", Role.Coordinator),
        new("/boards/{**scope}", "/boards/donation/{donation}", Role.Donor) { Organisation = "don-assurances-du-val", AlsoFor = [Role.Coordinator, Role.Supervisor, Role.Storekeeper, Role.Operator, Role.Driver] },
        new("/boards/{**scope}", "/boards/pole/{organisation}", Role.Coordinator),
        new("/calls", "/calls", Role.Coordinator) { AlsoFor = Readers },
        new("/calls", "/calls?as=epn", Role.Animator) { Organisation = Phare, AlsoFor = [Role.Coordinator, .. Readers] },
        new("/calls/new", "/calls/new", Role.Coordinator),
        new("/calls/{id}", "/calls/{written}", Role.Coordinator) { AlsoFor = [Role.Supervisor] },
        new("/calls/{id}", "/calls/{judged}", Role.Coordinator) { AlsoFor = Readers },
        new("/calls/{id}", "/calls/{judged}?as=epn", Role.Animator) { Organisation = Phare, AlsoFor = [Role.Coordinator, .. Readers] },
        new("/calls/{id}/edit", "/calls/{written}/edit", Role.Coordinator),
        new("/calls/{id}/jury", "/calls/{judged}/jury", Role.Coordinator) { AlsoFor = [Role.Supervisor] },
        new("/calls/{id}/jury", "/calls/{judged}/jury?as=juror", Role.Supervisor) { AlsoFor = [Role.Coordinator] },
        new("/dossiers", "/dossiers?as=pole", Role.Coordinator) { AlsoFor = Readers },
        new("/dossiers/new", "/dossiers/new", Role.Animator) { Organisation = Phare },
        new("/dossiers/new", "/dossiers/new?call={opened}", Role.Animator) { Organisation = Phare },
        new("/dossiers/{id}", "/dossiers/{drafted}", Role.Animator) { Organisation = Phare, AlsoFor = [Role.Coordinator] },
        new("/dossiers/{id}", "/dossiers/{waiting}?as=partner", Role.Partner) { Organisation = "asso-horizon-emploi", AlsoFor = [Role.Coordinator, Role.Supervisor] },
        new("/dossiers/{id}/allocate", "/dossiers/{granted}/allocate", Role.Coordinator),
        new("/dossiers/{id}/edit", "/dossiers/{drafted}/edit", Role.Animator) { Organisation = Phare },
        new("/dossiers/{id}/judge", "/dossiers/{filed}/judge", Role.Coordinator) { AlsoFor = [Role.Supervisor] },
        new("/dossiers/{id}/judge", "/dossiers/{scored}/judge", Role.Coordinator) { AlsoFor = [Role.Supervisor] },
        new("/dossiers/{id}/judge", "/dossiers/{scored}/judge?as=juror", Role.Supervisor) { AlsoFor = [Role.Coordinator] },
        new("/exchanges/new", "/exchanges/new", Role.Coordinator),
        new("/flows", "/flows", Role.Coordinator),
        new("/flows", "/flows?months=0&organisation=atelier-du-canal", Role.Coordinator),
        new("/incidents", "/incidents", Role.Animator) { Organisation = Phare, AlsoFor = Everybody },
        new("/incidents", "/incidents?as=pole", Role.Coordinator) { AlsoFor = Everybody },
        new("/incidents/new", "/incidents/new", Role.Animator) { Organisation = Phare, AlsoFor = Everybody },
        new("/incidents/new", "/incidents/new?machine={told}", Role.Supervisor) { AlsoFor = Everybody },
        new("/incidents/{id}", "/incidents/{incident}", Role.Coordinator),
        new("/inbox/{machine}", "/inbox/{claimed}?as=pole", Role.Coordinator) { AlsoFor = [Role.Supervisor] },
        new("/inbox/{machine}", "/inbox/{contested}", Role.Coordinator) { AlsoFor = [Role.Supervisor] },
        new("/organisations", "/organisations", Role.Coordinator),
        new("/organisations", "/organisations?show=ending", Role.Coordinator),
        new("/organisations", "/organisations?q=rien-de-tel", Role.Coordinator),
        new("/organisations/new", "/organisations/new", Role.Coordinator),
        new("/organisations/{id}", "/organisations/epn-le-phare", Role.Coordinator),
        new("/organisations/{id}", "/organisations/{organisation}", Role.Coordinator),
        new("/organisations/{id}/closing", "/organisations/epn-le-phare/closing", Role.Coordinator),
        new("/recalls", "/recalls", Role.Coordinator),
        new("/reports", "/reports", Role.Supervisor) { AlsoFor = Reporters },
        new("/reports", "/reports?as=pole", Role.Coordinator) { AlsoFor = Reporters },
        new("/reports/{kind}", "/reports/insertion-hours", Role.Supervisor),
        new("/reports/{kind}", "/reports/pole-report", Role.Coordinator),
        new("/reports/{kind}", "/reports/reuse-attestation", Role.Coordinator) { AlsoFor = [Role.Donor] },
        new("/reports/{kind}", "/reports/takeover-certificate", Role.Donor) { AlsoFor = [Role.Supervisor, Role.Coordinator] },
        new("/reports/{kind}", "/reports/inventory-report", Role.Animator) { Organisation = Phare, AlsoFor = [Role.Supervisor, Role.Storekeeper, Role.Coordinator] },
        new("/rules", "/rules", Role.Coordinator),
        new("/recalls/new", "/recalls/new", Role.Coordinator),
        new("/recalls/{id}", "/recalls/{draft-recall}", Role.Coordinator),
        new("/recalls/{id}", "/recalls/{recall}", Role.Coordinator),
        new("/sessions/report", "/sessions/report", Role.Coordinator) { AlsoFor = [Role.Animator, Role.Partner] },
    ];
}
