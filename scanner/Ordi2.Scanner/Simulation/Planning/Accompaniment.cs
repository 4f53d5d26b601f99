using System.Globalization;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Sessions;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>The sessions of the dossiers: planned, held with counts, most of them looked at by the pole.</summary>
internal static class Accompaniment
{
    private const double ValidatedPercent = 70;
    private const double CancelledPercent = 6;

    private static readonly DateOnly First = new(2026, 4, 14);

    public static void Meet(StageBuilder stage, List<Placement> placements, Territory territory, string name, int sessions)
    {
        for (var i = 0; i < sessions && placements.Count > 0; i++)
        {
            var placement = placements[i % placements.Count];
            var number = (i + 1).ToString("000", CultureInfo.InvariantCulture);
            var session = new SessionId($"{name}-seance-{number}");
            var chance = Chance.Of(i, session.Text);
            var (epn, partner) = (placement.Epn.Account, placement.Partner.Account);

            stage.Chain().Do(epn, session, new PlanSession(placement.Dossier, First.AddDays(i / placements.Count * 14), 120, (AccompanimentKind)(i % 3)) { Place = "salle", Topic = "prise en main" });

            if (chance.Percent(CancelledPercent))
            {
                stage.Do(partner, session, new CancelSession("salle fermée"));
                continue;
            }

            var women = chance.Next(7);
            var men = chance.Next(6);
            var people = women + men;
            stage.Do(
                chance.Percent(50) ? epn : partner,
                session,
                new HoldSession(120, new(people, people / 2, people / 3, women, men, 0, new(0, people / 2, people - (people / 2), 0, 0))));

            if (chance.Percent(ValidatedPercent))
            {
                stage.Do(territory.Pole.Account, session, new ValidateSession());
            }
        }
    }
}
