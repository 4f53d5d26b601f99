using System.Globalization;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Donations;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>From the stock to the partner, and back.</summary>
internal static class Outward
{
    /// <summary>So many at most for one dossier.</summary>
    public const int MachinesOfADossier = 80;

    /// <summary>So many of a hundred that are ready leave the stock.</summary>
    public const double AllocatedPercent = 65;
    private const double LostOnTheWayPercent = 0.5;
    private const double UnplacedPercent = 4;
    private const double ReturnedPercent = 6;
    private const double StolenPercent = 0.7;
    private const double LostInStockPercent = 0.7;

    private static readonly DateOnly From = new(2026, 4, 1);
    private static readonly DateOnly To = new(2027, 3, 31);

    /// <summary>Chooses the machines that leave, and groups them by dossier: one workshop, one EPN, one partner.</summary>
    public static List<Placement> Place(Territory territory, List<Course> courses, string name)
    {
        List<Placement> placements = [];

        // Each EPN works with its own few partners, and never with itself under another name.
        var pairs = territory.Partners
            .Select((partner, i) => (Epn: territory.Epns[i % territory.Epns.Length], Partner: partner))
            .Where(pair => pair.Partner.Profile.Id != pair.Epn.Profile.Id && (pair.Partner.Profile.Siren.Length == 0 || pair.Partner.Profile.Siren != pair.Epn.Profile.Siren))
            .ToList();

        foreach (var course in courses.Where(course => course.Status is MachineStatus.Ready && course.Chance.Percent(AllocatedPercent)))
        {
            var allowed = pairs.Where(pair => RestrictionRules.Allows(DonationRestrictions.Of(course.Gift.Basis, PoleRules.Default), pair.Partner.Profile.Category)).ToList();
            if (allowed.Count == 0)
            {
                continue;
            }

            var (epn, partner) = course.Chance.Pick(allowed);
            var placement = placements.Find(open => open.Workshop == course.Workshop && open.Epn == epn && open.Partner == partner && open.Courses.Count < MachinesOfADossier);
            if (placement is null)
            {
                var number = (placements.Count + 1).ToString("000", CultureInfo.InvariantCulture);
                placement = new(
                    new DossierId($"{name}-dos-{number}"),
                    new DeliveryId($"{name}-liv-{number}"),
                    new LoanId($"{name}-pret-{number}"),
                    course.Workshop,
                    epn,
                    partner,
                    territory.Carriers[placements.Count % territory.Carriers.Length]);
                placements.Add(placement);
            }

            placement.Courses.Add(course);
            course.Placement = placement;
        }

        return placements;
    }

    public static void Allocate(StageBuilder stage, List<Placement> placements, Territory territory)
    {
        foreach (var placement in placements)
        {
            var pole = territory.Pole.Account;
            var lines = Lines(placement);

            if (placement.Call is null)
            {
                File(stage, territory, placement.Dossier, placement.Epn, placement.Partner, null, lines);
                stage
                    .Do(pole, placement.Dossier, new FindEligible())
                    .Do(pole, placement.Dossier, new ScoreDossier(70))
                    .Do(pole, placement.Dossier, new AcceptDossier { Quantities = [.. lines.Select(line => line.Count)] });
            }

            foreach (var course in placement.Courses)
            {
                var line = lines.FindIndex(line => line.Type == course.Type);
                course.Scan(pole, new Allocate(placement.Dossier, line), MachineStatus.Reserved);
            }
        }
    }

    /// <summary>A dossier with both signatures is filed.</summary>
    public static void File(StageBuilder stage, Territory territory, DossierId dossier, Member epn, Member partner, CallId? call, List<(DeviceType Type, int Count)> lines) => stage.Chain()
        .Do(epn.Account, dossier, new CreateDossier(epn.Profile.Id, partner.Profile.Id, territory.Pole.Profile.Id, "Atelier informatique commun")
        {
            Needs = [.. lines.Select(line => new NeedLine(line.Type, Profile.None, Grade.None, line.Count))],
            Sessions = [new(2026, 4, 14), new(2026, 5, 12)],
            ExitPlan = "Retour à l'atelier",
            Call = call,
        })
        .Do(epn.Account, dossier, new SignDossier(DossierParty.Epn))
        .Do(partner.Account, dossier, new SignDossier(DossierParty.Partner))
        .Do(epn.Account, dossier, new SubmitDossier());

    /// <summary>What a dossier asks for: a line for each kind of machine that it gets.</summary>
    public static List<(DeviceType Type, int Count)> Lines(Placement placement) =>
        [.. placement.Courses.GroupBy(course => course.Type).Select(group => (group.Key, group.Count()))];

    public static void Pack(StageBuilder stage, List<Placement> placements)
    {
        foreach (var placement in placements)
        {
            var store = placement.Workshop.Storekeeper;
            stage.Chain()
                .Do(store, placement.Delivery, new CreateDelivery(placement.Workshop.Profile.Id, placement.Epn.Profile.Id, placement.Carrier.Profile.Id, placement.Dossier))
                .Do(store, placement.Delivery, new AddMachines { Machines = [.. placement.Courses.Select(course => course.Id)] });

            foreach (var course in placement.Courses)
            {
                course.Scan(store, new Pack($"C-{course.Label}", placement.Delivery) { Accessories = ["charger", "leaflet"] }, MachineStatus.Packed);
            }
        }
    }

    public static void Dispatch(StageBuilder stage, List<Placement> placements)
    {
        foreach (var placement in placements)
        {
            stage.Chain().Do(placement.Workshop.Storekeeper, placement.Delivery, new MakeReady());

            foreach (var course in placement.Courses)
            {
                course.Scan(placement.Workshop.Storekeeper, new Dispatch(placement.Delivery), MachineStatus.InTransit);
            }
        }
    }

    public static void Arrive(StageBuilder stage, List<Placement> placements)
    {
        foreach (var placement in placements)
        {
            stage.Chain().Do(placement.Workshop.Storekeeper, placement.Delivery, new DispatchDelivery($"BL-{placement.Delivery}"));

            foreach (var course in placement.Courses)
            {
                if (course.Chance.Percent(LostOnTheWayPercent))
                {
                    course.Scan(placement.Carrier.Account, new ReportMissing("not on the van"), MachineStatus.Missing);
                }
                else
                {
                    course.Scan(placement.Epn.Account, new ReceiveAtEpn(), MachineStatus.AtEpn);
                }
            }
        }
    }

    public static void HandOver(StageBuilder stage, List<Placement> placements, Territory territory)
    {
        foreach (var placement in placements)
        {
            var (epn, lender) = (placement.Epn.Account, placement.Workshop);
            var document = $"MAD-{placement.Loan}";

            stage.Chain().Do(territory.Pole.Account, placement.Dossier, new StartDossier());

            foreach (var loan in placement.Loans)
            {
                stage
                    .Do(epn, loan, new CreateLoan(lender.Profile.Id, placement.Epn.Profile.Id, placement.Partner.Profile.Id, placement.Dossier, From, To))
                    .Do(lender.Supervisor, loan, new SignLoan(LoanParty.Lender, document))
                    .Do(epn, loan, new SignLoan(LoanParty.Relay, document))
                    .Do(placement.Partner.Account, loan, new SignLoan(LoanParty.Borrower, document));
            }

            foreach (var course in placement.Courses.Where(course => course.Status is MachineStatus.AtEpn))
            {
                if (course.Chance.Percent(UnplacedPercent))
                {
                    course.Scan(epn, new GiveBackUnplaced("the group is smaller"), MachineStatus.InTransit, inOneGo: true);
                }
                else
                {
                    course.Scan(epn, new PlaceWithPartner(placement.LoanOf(course), "referent-1"), MachineStatus.Placed, inOneGo: true);
                }
            }
        }
    }

    public static void GiveBack(StageBuilder stage, List<Placement> placements, List<Course> courses)
    {
        foreach (var placement in placements)
        {
            stage.Chain();

            if (placement.Courses.Any(course => course.Status is MachineStatus.Missing))
            {
                stage.Do(placement.Epn.Account, placement.Delivery, new EndArrival());
            }

            stage.Do(placement.Workshop.Storekeeper, placement.Delivery, new CloseDelivery());
        }

        foreach (var course in courses)
        {
            var store = course.Workshop.Storekeeper;

            switch (course.Status)
            {
                case MachineStatus.InTransit:
                    course.Scan(store, new ReceiveReturn("as it left", BoxOpened: false), MachineStatus.Ready);
                    break;
                case MachineStatus.Placed when course.Chance.Percent(ReturnedPercent):
                    course.Scan(course.Placement!.Partner.Account, new RequestReturn(course.Chance.Pick<ReturnKind>([ReturnKind.Warranty, ReturnKind.GiveUp])), MachineStatus.Returning);
                    if (course.Chance.Percent(80))
                    {
                        course.Scan(store, new ReceiveReturn("scratched", ChargerPresent: !course.Chance.Percent(20)), MachineStatus.Received);
                        course.Safe = false;
                    }

                    break;
                case MachineStatus.Placed when course.Chance.Percent(StolenPercent):
                    course.Scan(course.Placement!.Partner.Account, new ReportTheft("PV-2026-118"), MachineStatus.Stolen);
                    break;
                case MachineStatus.Ready when course.Chance.Percent(LostInStockPercent):
                    course.Scan(store, new ReportMissing("not on its shelf"), MachineStatus.Missing);
                    if (course.Chance.Percent(50))
                    {
                        course.Scan(store, new Recover("behind the rack"), MachineStatus.Received);
                        course.Safe = false;
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
