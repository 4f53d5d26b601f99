using Ordi2.Contracts;

namespace Ordi2.Web.Features.Shared;

/// <summary>One entry of the navigation.</summary>
/// <param name="Href">Where it leads.</param>
/// <param name="Text">Key of its words.</param>
/// <param name="IsFor">Who sees it; <see langword="null"/> is somebody who has not signed in.</param>
internal sealed record NavigationEntry(string Href, string Text, Func<Caller?, bool> IsFor)
{
    /// <summary>Whether a page belongs below this entry.</summary>
    public bool Holds(PathString path) => Href is "/" ? path == "/" : path.StartsWithSegments(Href, StringComparison.Ordinal);
}

/// <summary>What stands on top of every page, by role: one line for each area, in the order of the day.</summary>
internal static class Navigation
{
    /// <summary>Every entry; a test looks for the page of each.</summary>
    public static readonly NavigationEntry[] All =
    [
        new("/", "nav-home", Somebody),
        new("/inbox", "inbox", Only(Role.Supervisor, Role.Coordinator, Role.Animator)),
        new("/alerts", "nav-alerts", Only(Role.Coordinator)),
        new("/organisations", "nav-organisations", Only(Role.Coordinator)),
        new("/offers", "nav-offers", Only(Role.Coordinator)),
        new("/calls", "nav-calls", Only(Role.Coordinator, Role.Animator, Role.Partner)),
        new("/donations", "nav-donations", Only(Role.Donor)),
        new("/ours", "ours", Only(Role.Partner)),
        new("/bench", "bench", Only(Role.Operator)),
        new("/rounds", "rounds", Only(Role.Driver, Role.Storekeeper, Role.Supervisor, Role.Coordinator)),
        new("/receptions", "nav-receptions", Only(Role.Storekeeper)),
        new("/picking", "nav-picking", Only(Role.Storekeeper)),
        new("/deliveries", "nav-deliveries", Only(Role.Animator, Role.Storekeeper, Role.Supervisor, Role.Driver)),
        new("/placements", "nav-placements", Only(Role.Animator)),
        new("/loans", "nav-loans", Only(Role.Animator, Role.Partner)),
        new("/batches", "batches", Only(Role.Recycler, Role.Storekeeper)),
        new("/parts", "parts", Only(Role.Storekeeper, Role.Supervisor)),
        new("/sessions", "nav-sessions", Only(Role.Animator, Role.Partner, Role.Coordinator)),
        new("/dossiers", "nav-dossiers", Only(Role.Coordinator, Role.Animator, Role.Partner)),
        new("/rules", "rules", Only(Role.Coordinator)),
        new("/allocations", "nav-allocations", Only(Role.Coordinator)),
        new("/incidents", "incidents", caller => caller is { Role: not Role.Coordinator }),
        new("/boards", "nav-boards", Everybody),
        new("/directory", "nav-directory", Everybody),
        new("/machines", "nav-machines", SignedIn),
        new("/documents", "nav-documents", SignedIn),
        new("/labels", "labels", Only(Role.Storekeeper)),
        new("/people", "people", Only(Role.Supervisor, Role.Coordinator)),
        new("/stations", "stations", Only(Role.Supervisor, Role.Coordinator, Role.Animator)),
        new("/verify", "nav-verify", caller => caller is null),
    ];

    public static IEnumerable<NavigationEntry> For(Caller? caller) => All.Where(entry => entry.IsFor(caller));

    /// <summary>For entries that some roles need: <c>new("/loans", "nav-loans", Only(Role.Animator, Role.Coordinator))</c>.</summary>
    public static Func<Caller?, bool> Only(params Role[] roles) => caller => caller is not null && roles.Contains(caller.Role);

    private static bool Somebody(Caller? caller) => caller is not null;

    private static bool Everybody(Caller? caller) => true;

    private static bool SignedIn(Caller? caller) => caller is not null;
}
