using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>At the benches of the workshop: sorting, audit, repair, installation, control.</summary>
internal static class Bench
{
    private const double PartsPercent = 5;
    private const double RecyclePercent = 12;
    private const double WrongCustodyPercent = 18;
    private const double RepairedPercent = 25;
    private const double FailsControlPercent = 8;

    public static void SortAndAudit(List<Course> courses, Territory territory)
    {
        foreach (var course in courses.Where(course => course.Status is MachineStatus.Received))
        {
            if (course.Gift.Basis is LegalBasis.WasteStream)
            {
                // What comes from a waste stream is made a product again before any work on it (domain.md 12.4).
                course.Scan(course.Workshop.Supervisor, new RescueFromWaste("bon pour la réutilisation"), MachineStatus.Received);
            }

            course.Route = course.Chance.Next(100) switch
            {
                var drawn when course.Gift.ReusePercent is { } reused => drawn < reused ? Route.Reuse : drawn < reused + ((100 - reused) / 4) ? Route.Parts : Route.Recycle,
                < (int)PartsPercent => Route.Parts,
                < (int)(PartsPercent + RecyclePercent) => Route.Recycle,
                _ => Route.Reuse,
            };

            // One scan in a hundred is made by wrong hands: that is about one machine in six.
            var sorted = course.Chance.Percent(WrongCustodyPercent) && WrongHands.Meddle(course, territory);

            if (!sorted)
            {
                course.Scan(SorterOf(course), Sorted(course), MachineStatus.Triaged, mayBeLate: true);
            }

            if (course.Route is Route.Reuse)
            {
                course.Scan(course.Workshop.Operator, Audited(course), MachineStatus.Audited);
            }
        }
    }

    public static void Repair(List<Course> courses)
    {
        foreach (var course in courses.Where(course => course is { Safe: true, HasMedium: true, Status: MachineStatus.Wiped } && course.Chance.Percent(RepairedPercent)))
        {
            var bench = course.Workshop.Operator;
            course.Scan(bench, new OpenRepair { Defects = [course.Chance.Pick<string>(["keyboard", "battery", "screen", "fan"])] }, MachineStatus.InRepair, mayBeLate: true);

            if (course.Chance.Percent(30))
            {
                course.Scan(bench, new RequestPart("keyboard"), MachineStatus.AwaitingPart);
                course.Scan(course.Workshop.Storekeeper, new PartArrived(), MachineStatus.InRepair);
            }

            course.Scan(bench, new CloseRepair(), MachineStatus.Wiped);
        }
    }

    public static void InstallAndCheck(List<Course> courses)
    {
        foreach (var course in courses.Where(course => course is { Safe: true, Status: MachineStatus.Wiped or MachineStatus.Audited }))
        {
            var (bench, supervisor) = (course.Workshop.Operator, course.Workshop.Supervisor);
            var plan = course.HasMedium ? OsPlan.Linux : OsPlan.None;
            course.Scan(bench, new InstallOs(plan, plan is OsPlan.Linux ? "Emmabuntüs 13" : null), MachineStatus.Installed, mayBeLate: true);

            if (course.Chance.Percent(FailsControlPercent) && course.HasMedium)
            {
                course.Scan(supervisor, new FailQc { Lines = Sheet(failed: course.Chance.Pick<string>(["keys", "sound", "wifi"])) }, MachineStatus.QcFailed);
                course.Scan(bench, new OpenRepair { Defects = ["control"] }, MachineStatus.InRepair, mayBeLate: true);
                course.Scan(bench, new CloseRepair(SystemUntouched: true), MachineStatus.Installed);
            }

            course.Scan(
                supervisor,
                new PassQc(course.Chance.Pick<Grade>([Grade.A, Grade.B, Grade.B, Grade.C]), ChargerPresent: !course.Chance.Percent(5)) { Lines = Sheet(failed: null) },
                MachineStatus.Ready);
        }
    }

    public static Triage Sorted(Course course) => new(course.Route, PowersOn: course.Route is Route.Reuse);

    // In training mode only a supervisor sorts out.
    public static Account SorterOf(Course course) => course.Route is Route.Reuse ? course.Workshop.Operator : course.Workshop.Supervisor;

    private static RecordAudit Audited(Course course) => new(course.Audit, LocksTested: true)
    {
        NoMediaConfirmedBy = course.Audit.Media.IsEmpty ? ["badge-12", "badge-17"] : [],
    };

    private static ImmutableArray<CheckLine> Sheet(string? failed) => [.. FunctionalSheet.Lines.Select(line => new CheckLine(line, line != failed))];
}
