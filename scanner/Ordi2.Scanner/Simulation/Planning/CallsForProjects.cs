using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Donations;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>What the pole answers a dossier that gets no machines.</summary>
internal enum Answered
{
    Waits,
    Rejected,
}

/// <summary>A dossier that gets no machines.</summary>
internal sealed record Applicant(DossierId Dossier, CallId Call, Member Epn, Member Partner, Answered Answer);

/// <summary>
/// The two calls of a territory, and the dossiers that answer them: a dated one with a jury, which closes, is judged, and leaves a
/// waiting list and a refusal; and a continuous one whose pledge is used up, so that the last ones wait.
/// </summary>
/// <param name="Dated">The dated call.</param>
/// <param name="Continuous">The continuous one.</param>
/// <param name="ClosesAt">When the dated one closes, by the server's clock.</param>
/// <param name="Placements">The dossiers that are accepted, with their machines.</param>
/// <param name="Others">The dossiers that are not.</param>
internal sealed record CallsForProjects(
    CallId Dated, CallId Continuous, DateTimeOffset ClosesAt, List<Placement> Placements, ImmutableArray<Applicant> Others)
{
    // Of 55 dossiers 30 answer the dated call.
    private const double DatedShare = 30.0 / 55;
    private const int WaitingInTheDatedOne = 4;
    private const int RejectedInTheDatedOne = 1;
    private const int WaitingInTheContinuousOne = 3;
    private const int AskedInVain = 12;

    private static readonly ImmutableArray<Criterion> Criteria = [new("projet commun", 3), new("accompagnement", 2), new("public", 1)];

    /// <summary>Each machine goes to an accepted dossier of its workshop that the law allows.</summary>
    public static CallsForProjects Make(Territory territory, List<Course> courses, string name, Volumes volumes, DateTimeOffset closesAt)
    {
        var (dated, continuous) = (new CallId($"{name}-appel-1"), new CallId($"{name}-appel-2"));
        var ofTheDated = (int)Math.Round(volumes.Dossiers * DatedShare);
        var accepted = volumes.Dossiers - WaitingInTheDatedOne - RejectedInTheDatedOne - WaitingInTheContinuousOne;
        var acceptedInTheDated = ofTheDated - WaitingInTheDatedOne - RejectedInTheDatedOne;

        List<Placement> placements = [.. Enumerable.Range(0, accepted).Select(i => PlacementOf(i, i < acceptedInTheDated ? dated : continuous))];
        ImmutableArray<Applicant> others =
        [
            .. Enumerable.Range(0, volumes.Dossiers - accepted).Select(i => new Applicant(
                new DossierId($"{name}-dos-{Number(accepted + i)}"),
                i < WaitingInTheDatedOne + RejectedInTheDatedOne ? dated : continuous,
                territory.Epns[(accepted + i) % territory.Epns.Length],
                territory.Partners[(accepted + i) % territory.Partners.Length],
                i == WaitingInTheDatedOne ? Answered.Rejected : Answered.Waits)),
        ];

        foreach (var course in courses.Where(course => course.Status is MachineStatus.Ready && course.Chance.Percent(Outward.AllocatedPercent)))
        {
            // The emptiest first: no dossier is left without machines.
            var open = placements
                .Where(placement => placement.Workshop == course.Workshop && placement.Courses.Count < Outward.MachinesOfADossier
                    && RestrictionRules.Allows(DonationRestrictions.Of(course.Gift.Basis, PoleRules.Default), placement.Partner.Profile.Category))
                .MinBy(placement => placement.Courses.Count);
            open?.Courses.Add(course);
            course.Placement = open;
        }

        return new(dated, continuous, closesAt, placements, others);

        Placement PlacementOf(int i, CallId call)
        {
            var loans = (volumes.Loans / accepted) + (i < volumes.Loans % accepted ? 1 : 0);
            return new Placement(
                new DossierId($"{name}-dos-{Number(i)}"),
                new($"{name}-liv-{Number(i)}"),
                new($"{name}-pret-{Number(i)}-1"),
                territory.Workshops[i % territory.Workshops.Length],
                territory.Epns[i % territory.Epns.Length],
                territory.Partners[i % territory.Partners.Length],
                territory.Carriers[i % territory.Carriers.Length])
            {
                Loans = [.. Enumerable.Range(1, loans).Select(loan => new Contracts.Loans.LoanId($"{name}-pret-{Number(i)}-{loan.ToString(CultureInfo.InvariantCulture)}"))],
                Call = call,
            };
        }

        static string Number(int i) => (i + 1).ToString("000", CultureInfo.InvariantCulture);
    }

    /// <summary>Both are written, published and opened; the jury of the dated one has a donor, and an EPN that applies and is recused for its own dossier.</summary>
    public void Open(StageBuilder stage, Territory territory)
    {
        var pole = territory.Pole.Account;

        foreach (var call in (CallId[])[Dated, Continuous])
        {
            stage.Chain().Do(pole, call, new CreateCall(territory.Pole.Profile.Id, call == Dated ? CallMode.Dated : CallMode.Continuous, PlanOf(call)));

            foreach (var juror in call == Dated ? (Account[])[JurorOf(territory), territory.Epns[0].Account] : [])
            {
                stage.Do(pole, call, new SeatJuror(new(new PersonId(juror.Person!), juror.OrganisationId, juror.Role)));
            }

            stage.Do(pole, call, new PublishCall()).Do(pole, call, new OpenCall());
        }
    }

    public void File(StageBuilder stage, Territory territory)
    {
        foreach (var placement in Placements)
        {
            Outward.File(stage, territory, placement.Dossier, placement.Epn, placement.Partner, placement.Call, Outward.Lines(placement));
        }

        foreach (var other in Others)
        {
            Outward.File(stage, territory, other.Dossier, other.Epn, other.Partner, other.Call, AskedBy(other));
        }
    }

    /// <summary>The time of the dated one is over, by the server's clock: nothing can be filed any more, and the jury begins.</summary>
    public void Close(StageBuilder stage, Territory territory) => stage.Chain()
        .Do(territory.Pole.Account, Dated, new CloseCall()).OnceItIs(ClosesAt)
        .Do(territory.Pole.Account, Dated, new StartReview());

    public void Judge(StageBuilder stage, Territory territory)
    {
        var pole = territory.Pole.Account;

        foreach (var placement in Placements)
        {
            stage.Chain();
            Score(stage, territory, placement.Dossier, placement.Call!.Value, mark: 10 + (placement.Courses.Count % 10));
            stage.Do(pole, placement.Dossier, new AcceptDossier { Quantities = [.. Outward.Lines(placement).Select(line => line.Count)] });
        }

        foreach (var other in Others)
        {
            stage.Chain();
            Score(stage, territory, other.Dossier, other.Call, other.Answer is Answered.Rejected ? 2 : 9);
        }
    }

    /// <summary>What is left of the pledges goes to nobody else: they wait, in the order of their points or of their filing.</summary>
    public void Decide(StageBuilder stage, Territory territory)
    {
        foreach (var other in Others)
        {
            stage.Chain().Do(territory.Pole.Account, other.Dossier, other.Answer is Answered.Rejected ? new RejectDossier("pas de projet commun") : new WaitlistDossier());
        }
    }

    public void Run(StageBuilder stage, Territory territory) =>
        stage.Chain().Do(territory.Pole.Account, Dated, new DecideCall()).Do(territory.Pole.Account, Dated, new RunCall());

    private void Score(StageBuilder stage, Territory territory, DossierId dossier, CallId call, int mark) => stage
        .Do(territory.Pole.Account, dossier, new FindEligible())
        .Do(
            call == Dated ? JurorOf(territory) : territory.Pole.Account,
            dossier,
            call == Dated ? new ScoreDossier { Marks = [.. Criteria.Select(one => new CriterionMark(one.Name, mark))] } : new ScoreDossier(5 * mark));

    private CallPlan PlanOf(CallId call) => new()
    {
        Title = call == Dated ? "Appel à projets EPN" : "Toute l'année",
        Rules = "Réservé aux EPN qui souhaitent recevoir des ordinateurs pour les mettre à disposition de leurs partenaires, dans le cadre d'un projet commun.",
        Pledges =
        [
            .. Placements.Where(placement => placement.Call == call).SelectMany(Outward.Lines).GroupBy(line => line.Type).OrderBy(lines => lines.Key)
                .Select(lines => new Pledge(lines.Key, lines.Sum(line => line.Count))),
        ],
        PerDossierMax = Outward.MachinesOfADossier,
        Criteria = call == Dated ? Criteria : [],
        ClosesAt = call == Dated ? ClosesAt : null,
    };

    private List<(DeviceType Type, int Count)> AskedBy(Applicant other) => [(PlanOf(other.Call).Pledges[0].Type, AskedInVain)];

    private static Account JurorOf(Territory territory) => territory.Donors[0].Account;
}
