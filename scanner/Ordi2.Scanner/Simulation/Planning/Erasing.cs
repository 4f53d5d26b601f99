using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>
/// Wipes with the results that tools wrote. A real log names another disk than any machine here has, so the disk of the simulated machine is
/// taken to be the disk of the log: the serial in the report is replaced by that of the medium, and nothing else of it.
/// </summary>
internal static class Erasing
{
    private const double UnprovenPercent = 6;
    private const double FailurePercent = 4;

    public static void Wipe(List<Course> courses, ReportShelf shelf)
    {
        foreach (var course in courses.Where(course => course.Status is MachineStatus.Audited))
        {
            course.HasMedium = course.Audit.Media.Any(medium => !IsNameless(medium));

            switch (course.Audit.Media)
            {
                case []:
                    course.Safe = true;
                    break;
                case var media when media.Any(IsNameless):
                    WipeWhatHasANameAndDestroyTheRest(course, shelf);
                    break;
                case [{ Kind: MediumKind.Hdd, Soldered: false } only] when course.Chance.Percent(UnprovenPercent):
                    Believe(course, only, shelf);
                    break;
                case [{ Soldered: false } only] when course.Chance.Percent(FailurePercent):
                    Fail(course, only, shelf);
                    break;
                case var media:
                    Succeed(course, media, shelf);
                    break;
            }
        }
    }

    private static void Succeed(Course course, ImmutableArray<AuditedMedium> media, ReportShelf shelf)
    {
        Start(course, media);
        course.Scan(course.Workshop.Operator, new WipeSucceeded { Reports = Proofs(course, media, shelf) }, MachineStatus.Wiped);
        course.Safe = true;
    }

    /// <summary>The tool says success, nothing was read back: that is a failure. Then it is done again, or the disk is destroyed.</summary>
    private static void Believe(Course course, AuditedMedium medium, ReportShelf shelf)
    {
        Start(course, [medium]);
        course.Scan(course.Workshop.Operator, new WipeSucceeded { Reports = [Of(course.Chance.Pick(shelf.Unproven), medium)] }, MachineStatus.WipeFailed);

        if (course.Chance.Percent(60))
        {
            course.Scan(course.Workshop.Supervisor, new RetryWipe(), MachineStatus.Audited);
            Succeed(course, [medium], shelf);
        }
        else
        {
            Destroy(course, medium);
            course.Safe = true;
            course.HasMedium = false;
        }
    }

    /// <summary>The tool says failure, three times: the disk is destroyed, or the machine goes to the shredder as it is.</summary>
    private static void Fail(Course course, AuditedMedium medium, ReportShelf shelf)
    {
        for (var attempt = 0; ; attempt++)
        {
            Start(course, [medium]);
            course.Scan(
                course.Workshop.Operator,
                new WipeFailed("I/O error") { Reports = [Of(course.Chance.Pick(shelf.Failures), medium)] },
                MachineStatus.WipeFailed);

            if (attempt == 2)
            {
                break;
            }

            course.Scan(course.Workshop.Supervisor, new RetryWipe(), MachineStatus.Audited);
        }

        if (course.Chance.Percent(70))
        {
            Destroy(course, medium);
            course.Safe = true;
            course.HasMedium = false;
        }
    }

    private static void WipeWhatHasANameAndDestroyTheRest(Course course, ReportShelf shelf)
    {
        var named = course.Audit.Media.Where(medium => !IsNameless(medium)).ToImmutableArray();
        Start(course, course.Audit.Media);

        if (!named.IsEmpty)
        {
            course.Scan(course.Workshop.Operator, new WipeSucceeded { Reports = Proofs(course, named, shelf) }, MachineStatus.Wiping);
        }

        // A report cannot be bound to a medium that nobody can name.
        var nameless = course.Audit.Media.Where(IsNameless).ToList();
        for (var i = 0; i < nameless.Count; i++)
        {
            if (i > 0)
            {
                Start(course, [nameless[i]]);
            }

            course.Scan(course.Workshop.Operator, new WipeFailed("no readable serial"), MachineStatus.WipeFailed);
            Destroy(course, nameless[i]);
        }

        course.Safe = true;
    }

    private static void Start(Course course, ImmutableArray<AuditedMedium> media) => course.Scan(
        course.Workshop.Operator,
        new StartWipe(MethodFor(course.Audit.Media)) { Media = [.. media.Select(medium => medium.Serial)] },
        MachineStatus.Wiping,
        mayBeLate: true);

    private static void Destroy(Course course, AuditedMedium medium) => course.Scan(
        course.Workshop.Supervisor,
        new DestroyMedium(medium.Serial, "shredded", "badge-21", "photo-2"),
        MachineStatus.Audited);

    private static ImmutableArray<WipeReport> Proofs(Course course, ImmutableArray<AuditedMedium> media, ReportShelf shelf)
    {
        var proofs = MethodFor(course.Audit.Media) is WipeMethod.Overwrite ? shelf.Overwrites : shelf.Sanitizes;
        return [.. media.Select(medium => Of(course.Chance.Pick(proofs), medium))];
    }

    // One method for the machine: what reaches flash reaches a magnetic disk as well.
    private static WipeMethod MethodFor(ImmutableArray<AuditedMedium> media) =>
        media.All(medium => medium.Kind is MediumKind.Hdd) ? WipeMethod.Overwrite : WipeMethod.DeviceSanitize;

    private static WipeReport Of(WipeReport report, AuditedMedium medium) => report with { Serial = medium.Serial };

    private static bool IsNameless(AuditedMedium medium) => medium.Serial.StartsWith('?');
}
