using System.Globalization;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>Parts, cages, and the recycler's proof.</summary>
internal static class EndOfLife
{
    private const int MachinesOfACage = 60;
    private const int GramsOfAMachine = 5_000;
    private const double ProvenPercent = 80;

    private static readonly DateOnly ShreddedOn = new(2026, 3, 30);

    /// <summary>Sorts what cannot be re-used into cages: one kind for what is clean, one for what goes to the shredder with its data.</summary>
    public static List<Cage> Cages(Territory territory, List<Course> courses, string name, int? exactly = null)
    {
        List<Cage> cages = [];
        var capacity = exactly is { } wanted ? CapacityFor(courses, wanted) : _ => MachinesOfACage;
        var shredder = territory.Recyclers.FirstOrDefault(recycler => recycler.Profile.DataDestruction);

        foreach (var course in courses.Where(IsForTheCage))
        {
            var dismantled = course.Route is Route.Parts && course.Status is MachineStatus.Triaged;
            var withData = !dismantled && !course.Safe;
            if (withData && shredder is null)
            {
                // Nobody here may take machines with data: they wait.
                continue;
            }

            var cage = cages.Find(open => open.Workshop == course.Workshop && open.DataDestruction == withData && open.Courses.Count < capacity(open));
            if (cage is null)
            {
                cage = new(
                    new BatchId($"{name}-d3e-{(cages.Count + 1).ToString("000", CultureInfo.InvariantCulture)}"),
                    course.Workshop,
                    withData ? shredder! : territory.Recyclers[cages.Count % territory.Recyclers.Length],
                    territory.Carriers[cages.Count % territory.Carriers.Length],
                    withData);
                cages.Add(cage);
            }

            cage.Courses.Add(course);
        }

        return cages;
    }

    private static bool WithData(Course course) => !(course.Route is Route.Parts && course.Status is MachineStatus.Triaged) && !course.Safe;

    /// <summary>How full a cage gets, so that the cages of all workshops together are exactly so many.</summary>
    private static Func<Cage, int> CapacityFor(List<Course> courses, int exactly)
    {
        var groups = courses.Where(IsForTheCage).GroupBy(course => (course.Workshop, Data: WithData(course))).ToDictionary(group => group.Key, group => group.Count());
        var cages = groups.ToDictionary(group => group.Key, _ => 1);

        // One more cage always for those whose cages are the fullest.
        while (cages.Values.Sum() < exactly)
        {
            var fullest = groups.MaxBy(group => (double)group.Value / cages[group.Key]).Key;
            cages[fullest]++;
        }

        return cage => (groups[(cage.Workshop, cage.DataDestruction)] + cages[(cage.Workshop, cage.DataDestruction)] - 1) / cages[(cage.Workshop, cage.DataDestruction)];
    }

    public static void Scrap(StageBuilder stage, List<Cage> cages)
    {
        foreach (var cage in cages)
        {
            var supervisor = cage.Workshop.Supervisor;
            stage.Chain().Do(
                supervisor,
                cage.Batch,
                new CreateBatch(cage.Workshop.Profile.Id, cage.Recycler.Profile.Id, WasteFlow.SmallIt, "16 02 13*", $"CAGE-{cage.Batch}") { DataDestruction = cage.DataDestruction });

            foreach (var course in cage.Courses)
            {
                if (course.Route is Route.Parts && course.Status is MachineStatus.Triaged)
                {
                    course.Scan(
                        supervisor,
                        new Cannibalise { Parts = [new(course.NewPart(), "ram"), new(course.NewPart(), "screen")], NoMediaConfirmedBy = ["badge-12", "badge-17"] },
                        MachineStatus.Dismantled);
                }

                course.Scan(supervisor, new Scrap("beyond repair", cage.Batch, cage.DataDestruction) { Confirmed = true }, MachineStatus.ToRecycle);
            }
        }
    }

    public static void Prove(StageBuilder stage, List<Cage> cages, Territory territory)
    {
        foreach (var cage in cages)
        {
            var store = cage.Workshop.Storekeeper;
            stage.Chain()
                .Do(store, cage.Batch, new SealBatch())
                .Do(store, cage.Batch, new WeighBatch(cage.Courses.Count * GramsOfAMachine, Confirmed: true))
                .Do(store, cage.Batch, new HandOverBatch(cage.Recycler.Profile.Id, TraceabilityDocument.EcoOrganismeSlip, $"BSD-{cage.Batch}", $"REC-{cage.Batch}"))
                .Do(cage.Recycler.Account, cage.Batch, new AcceptBatch());

            if (cage.Courses[0].Chance.Percent(ProvenPercent))
            {
                stage.Do(cage.Recycler.Account, cage.Batch, Proof(cage));

                foreach (var course in cage.Courses)
                {
                    course.Scan(territory.Pole.Account, new ConfirmRecycling(), MachineStatus.Recycled);
                }
            }
        }
    }

    /// <summary>A shredder says what it did with the data that came with the machines.</summary>
    private static ProveBatch Proof(Cage cage) => new($"ATT-{cage.Batch}", "R4")
    {
        Destruction = cage.DataDestruction ? new(DestructionMethod.Shredded, ShreddedOn, cage.Recycler.Profile.Name, $"CD-{cage.Batch}") { SecurityClass = "H-4" } : null,
    };

    private static bool IsForTheCage(Course course) =>
        (course.Status is MachineStatus.Triaged && course.Route is Route.Recycle or Route.Parts) || course.Status is MachineStatus.WipeFailed;
}
