using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Barcodes;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Donations;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>Makes the plan: who gives what, what becomes of each machine, and in which order it is told to the server.</summary>
internal static class Planner
{
    private const int MachinesOfAGift = 50;

    /// <param name="territory">Who plays.</param>
    /// <param name="shelf">The reports of tools.</param>
    /// <param name="machines">How many machines.</param>
    /// <param name="seed">The same seed gives the same plan.</param>
    /// <param name="volumes">Exact numbers of everything else; without them they follow from the machines.</param>
    /// <param name="callClosesAt">When the dated call for projects closes; said with the volumes.</param>
    public static Plan Make(Territory territory, ReportShelf shelf, int machines, int seed, Volumes? volumes = null, DateTimeOffset callClosesAt = default)
    {
        var chance = Chance.Of(seed, "plan");
        var name = $"{(volumes is null ? "sim" : "ter")}{seed.ToString(CultureInfo.InvariantCulture)}";
        var gifts = Gifts(territory, name, volumes?.Donations ?? (machines + MachinesOfAGift - 1) / MachinesOfAGift, volumes);
        var each = volumes is null ? MachinesOfAGift : (machines + gifts.Length - 1) / gifts.Length;
        var courses = Courses(gifts, shelf, machines, each, seed);
        var stages = ImmutableArray.CreateBuilder<Stage>();
        var tick = 0;

        Add("announce", stage => Intake.Announce(stage, gifts, courses, territory));
        Add("pick up", _ => Intake.PickUp(courses));
        Add("receive", stage => Intake.Receive(stage, gifts, courses));
        Add("sign", stage => Intake.Sign(stage, gifts, courses));
        Add("sort and audit", _ => Bench.SortAndAudit(courses, territory));
        Add("wipe", _ => Erasing.Wipe(courses, shelf));
        Add("repair", _ => Bench.Repair(courses));
        Add("install and check", _ => Bench.InstallAndCheck(courses));

        var calls = volumes is null ? null : CallsForProjects.Make(territory, courses, name, volumes, callClosesAt);
        var placements = calls?.Placements ?? Outward.Place(territory, courses, name);

        if (calls is not null)
        {
            // Whoever applies does so long before the machines are ready, and the call is closed by then.
            stages.InsertRange(0, [Acts("call for projects", stage => calls.Open(stage, territory)), Acts("file", stage => calls.File(stage, territory))]);
            Add("close the call", stage => calls.Close(stage, territory));
            Add("judge", stage => calls.Judge(stage, territory));
            Add("decide", stage => calls.Decide(stage, territory));
            Add("run the call", stage => calls.Run(stage, territory));
        }

        Add("allocate", stage => Outward.Allocate(stage, placements, territory));
        Add("pack", stage => Outward.Pack(stage, placements));
        Add("dispatch", stage => Outward.Dispatch(stage, placements));

        // In one stage, for both scans are in one request: between two the clock of the server would take back what, in the plan's time, has been at an EPN for a month.
        Add("arrive, hand over", stage =>
        {
            Outward.Arrive(stage, placements);
            Outward.HandOver(stage, placements, territory);
        });
        Add("give back", stage => Outward.GiveBack(stage, placements, courses));

        if (volumes is not null)
        {
            Add("accompany", stage => Accompaniment.Meet(stage, placements, territory, name, volumes.Sessions));
        }

        var cages = EndOfLife.Cages(territory, courses, name, volumes?.Batches);
        Add("scrap", stage => EndOfLife.Scrap(stage, cages));
        Add("prove", stage => EndOfLife.Prove(stage, cages, territory));
        Add("reconcile", stage => Intake.Reconcile(stage, gifts, territory));

        return new(
            stages.ToImmutable(),
            [.. courses.Select(course => new PlannedMachine(course.Label, course.Gift.Donation, course.Status))],
            [.. gifts.Select(gift => gift.Donation)],
            tick)
        {
            Lots = gifts.ToImmutableDictionary(gift => gift.Donation, gift => gift.Kind),
            Counts = new(
                gifts.Length, calls is null ? 0 : 2, placements.Count + (calls?.Others.Length ?? 0), placements.Sum(placement => placement.Loans.Length), cages.Count, placements.Count == 0 ? 0 : volumes?.Sessions ?? 0),
        };

        void Add(string what, Action<StageBuilder> fill)
        {
            var stage = new StageBuilder(what, chance);
            fill(stage);
            stages.Add(stage.Finish(courses, ref tick));
        }

        Stage Acts(string what, Action<StageBuilder> fill)
        {
            var stage = new StageBuilder(what, chance);
            fill(stage);
            return stage.Finish([], ref tick);
        }
    }

    private static ImmutableArray<Gift> Gifts(Territory territory, string name, int count, Volumes? volumes) => volumes is not null ? LotsOfEachKind.Make(territory, name, count) :
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var number = (i + 1).ToString("000", CultureInfo.InvariantCulture);
            var donor = territory.Donors[i % territory.Donors.Length];
            var workshop = territory.Workshops[i % territory.Workshops.Length];
            return new Gift(
                new DonationId($"{name}-don-{number}"),
                new RoundId($"{name}-tour-{number}"),
                BasisOf(donor.Profile, workshop.Profile),
                donor,
                territory.Carriers[i % territory.Carriers.Length],
                workshop);
        }),
    ];

    /// <summary>A public body may give only to whom the law names; otherwise the machines are bought from it.</summary>
    internal static LegalBasis BasisOf(OrganisationProfile donor, OrganisationProfile receiver) => donor.Form switch
    {
        OrganisationForm.PrivateIndividual => LegalBasis.PrivateIndividual,
        OrganisationForm.StateService or OrganisationForm.LocalAuthority =>
            DonationRestrictions.Of(LegalBasis.CgpppL321223, PoleRules.Default).AllowedRecipients.Contains(receiver.Category) ? LegalBasis.CgpppL321223 : LegalBasis.Purchase,
        _ => LegalBasis.Mecenat238Bis,
    };

    private static List<Course> Courses(ImmutableArray<Gift> gifts, ReportShelf shelf, int machines, int each, int seed)
    {
        var labels = Chance.Of(seed, "labels");
        var used = new HashSet<string>(StringComparer.Ordinal);
        var laptops = shelf.Audits.Where(audit => audit.Type is DeviceType.Laptop && !audit.Media.IsEmpty).ToArray();
        List<Course> courses = [];

        while (courses.Count < machines)
        {
            var label = LabelCode.Make(labels.Next);
            if (used.Add(label.Text))
            {
                var chance = Chance.Of(seed, label.Text);
                var (gift, drawn) = (gifts[courses.Count / each], chance.Pick(shelf.Audits));
                var audit = gift.Kind is LotKind.Homogeneous && laptops.Length > 0 ? laptops[courses.Count / each % laptops.Length] : drawn;
                courses.Add(new(label, gift, Relabelled(audit, label, courses, chance), chance));
            }
        }

        return courses;
    }

    /// <summary>
    /// The audit of a real machine, for a machine of its own: one file stands for many machines here, so the serials of the machine and of
    /// its media get our label behind them. One in a hundred keeps the serial of another, as makers do.
    /// </summary>
    private static HardwareAudit Relabelled(HardwareAudit audit, LabelCode label, List<Course> others, Chance chance)
    {
        var twin = chance.Percent(1) && others.Count > 0 ? chance.Pick(others).Audit.Serial : null;

        return audit with
        {
            Serial = twin ?? (audit.Serial is null ? null : $"{audit.Serial}-{label}"),
            Media = [.. audit.Media.Select(medium => medium.Serial.StartsWith('?') ? medium : medium with { Serial = $"{medium.Serial}-{label}" })],
        };
    }
}
