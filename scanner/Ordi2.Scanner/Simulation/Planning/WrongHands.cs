using Ordi2.Contracts.Machines;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>Somebody scans a machine that is not theirs, and it is cleared up.</summary>
internal static class WrongHands
{
    /// <summary>Plans the whole story.</summary>
    /// <returns>Whether the machine is sorted at its end, by those whose scan was held.</returns>
    public static bool Meddle(Course course, Territory territory)
    {
        var others = territory.Workshops.Where(workshop => workshop.Profile.Id != course.Workshop.Profile.Id).ToList();

        if (others.Count == 0)
        {
            return MeddleByAnEpn(course, territory);
        }

        var other = course.Chance.Pick(others);
        var home = course.Workshop;
        var held = course.Disturb(other.Supervisor, Bench.Sorted(course), Expected.Held);
        course.Disturb(other.Supervisor, new ClaimCustody(), Expected.Accepted);

        if (course.Chance.Percent(60))
        {
            // It was at the other workshop indeed: their scan is carried out as soon as the holder says so, and they go on.
            course.Disturb(home.Supervisor, new ConfirmHandover(), Expected.Accepted, MachineStatus.Triaged);
            course.Workshop = other;
            return true;
        }

        course.Disturb(home.Supervisor, new ContestHandover("la machine est sur notre étagère"), Expected.Accepted);
        course.Disturb(territory.Pole.Account, new SettleCustody(home.Profile.Id, "vérifié sur place"), Expected.Accepted);
        course.Disturb(home.Supervisor, new DropHeldScan(held, "autre machine"), Expected.Accepted);
        return false;
    }

    private static bool MeddleByAnEpn(Course course, Territory territory)
    {
        var epn = course.Chance.Pick(territory.Epns);
        course.Disturb(epn.Account, new InventoryCheck(), Expected.Accepted);
        course.Disturb(epn.Account, new ClaimCustody(), Expected.Accepted);
        course.Disturb(course.Workshop.Supervisor, new ContestHandover("la machine est sur notre étagère"), Expected.Accepted);
        course.Disturb(territory.Pole.Account, new SettleCustody(course.Workshop.Profile.Id, "vérifié sur place"), Expected.Accepted);
        return false;
    }
}
