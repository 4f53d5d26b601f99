using Ordi2.Contracts.Incidents;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Incidents;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Aggregates;

#pragma warning disable CA1859 // The tests see stories of different aggregates as one kind of thing; a virtual call costs nothing here.

/// <summary>The lives that are told of what happens while machines are used: incidents, sessions, recalls.</summary>
internal static class StoriesOfUse
{
    public static readonly OpenIncident Theft = new(IncidentKind.Theft, "Vol dans le local")
    {
        Pole = Pole.Id,
        Machines = [M1],
        About = "loan/L-1",
        Link = ChainLink.Borrower,
        HappenedAt = Now,
    };

    public static IEnumerable<IStory> All()
    {
        yield return IncidentStory();
    }

    private static IStory IncidentStory() => new Story<Incident, IncidentCommand, IncidentEvent, IncidentTerms, IncidentStatus>(
        Kinds.Incident,
        IncidentLife.Table,
        () => Cast.Facts,
        "incident",
        [
            (Theft, Referent),
            (new AddNote("Porte forcée", "photo-1"), Referent),
            (new DeclareComplaint("PV-7", Now.AddDays(21)), Referent),
            (new AnswerData(DataAnswer.UserFiles), Referent),
            (new AssignIncident(Pole.Id), Coordinator),
            (new AwaitAnswer("l'assurance"), Coordinator),
            (new MarkOverdue(), Cast.System),
            (new ResumeIncident(), Coordinator),
            (new SolveIncident("ligne close"), Coordinator),
            (new ReopenIncident("retrouvée"), Referent),
            (new SolveIncident("ligne close"), Coordinator),
            (new CloseIncident(), Referent),
        ]).Told();
}
