using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>From the convention to the dock.</summary>
internal static class Intake
{
    private const double DeclaredPercent = 10;
    private const double NeverComesPercent = 2;
    private const double PickedUpPercent = 85;
    private const double RefusedPercent = 4;

    private static readonly DateOnly Day = new(2026, 3, 2);

    public static void Announce(StageBuilder stage, ImmutableArray<Gift> gifts, List<Course> courses, Territory territory)
    {
        var given = courses.ToLookup(course => course.Gift);

        foreach (var gift in gifts)
        {
            var pole = territory.Pole;
            var (donor, supervisor) = (gift.Donor.Account, gift.Workshop.Supervisor);
            var convention = $"CONV-{gift.Donation}";

            stage.Chain()
                .Do(donor, gift.Donation, new CreateDonation(gift.Donor.Profile.Id, gift.Basis) { Announced = Lines(given[gift]) })
                .Do(donor, gift.Donation, new ProposeDonation(pole.Profile.Id))
                .Do(pole.Account, gift.Donation, new AcceptDonation(gift.Workshop.Profile.Id))
                .Do(donor, gift.Donation, new SignDonation(DonationParty.Donor, convention))
                .Do(supervisor, gift.Donation, new SignDonation(DonationParty.Receiver, convention))
                .Do(pole.Account, gift.Round, new CreateRound(gift.Donation, gift.Carrier.Profile.Id, Day))
                .Do(gift.Carrier.Account, gift.Round, new OpenRound());
        }

        foreach (var course in courses)
        {
            course.NeverComes = course.Chance.Percent(NeverComesPercent);
            if (course.NeverComes || course.Chance.Percent(DeclaredPercent))
            {
                course.Scan(course.Gift.Donor.Account, new DeclareDevice(course.Gift.Donation, course.Type, course.Audit.Serial), MachineStatus.Declared);
            }
        }
    }

    public static void PickUp(List<Course> courses)
    {
        // The round that was opened has begun the collection. The others are brought to the workshop by the donor itself.
        foreach (var course in courses.Where(course => !course.NeverComes && course.Chance.Percent(PickedUpPercent)))
        {
            course.Scan(course.Gift.Carrier.Account, new PickUp(course.Gift.Donation, course.Gift.Round, course.Type), MachineStatus.Collected);
        }
    }

    public static void Receive(StageBuilder stage, ImmutableArray<Gift> gifts, List<Course> courses)
    {
        var given = courses.ToLookup(course => course.Gift);

        foreach (var gift in gifts)
        {
            stage.Chain().Do(
                gift.Carrier.Account,
                gift.Round,
                new FinishRound { Note = $"BE-{gift.Round}", Counts = Counts(given[gift].Where(course => course.Status is MachineStatus.Collected)) });
        }

        foreach (var course in courses.Where(course => !course.NeverComes))
        {
            var dock = course.Workshop.Storekeeper;

            if (course.Chance.Percent(RefusedPercent))
            {
                if (course.Status is not MachineStatus.Collected)
                {
                    course.Scan(dock, Received(course), MachineStatus.Received);
                }

                course.Scan(dock, new RefuseDevice(course.Chance.Pick<string>(["too-old", "broken", "locked"]), "photo-1"), MachineStatus.Refused);
                if (course.Chance.Percent(70))
                {
                    course.Scan(dock, new HandBack("donateur", $"REST-{course.Label}"), MachineStatus.HandedBack);
                }
            }
            else
            {
                course.Scan(dock, Received(course), MachineStatus.Received);
            }
        }
    }

    public static void Sign(StageBuilder stage, ImmutableArray<Gift> gifts, List<Course> courses)
    {
        foreach (var gift in gifts)
        {
            stage.Chain()
                .Do(gift.Workshop.Storekeeper, gift.Donation, new MarkReceived())
                .Do(gift.Workshop.Storekeeper, gift.Donation, new SignReceptionNote(gift.ReceptionNote));
        }

        foreach (var course in courses.Where(course => course.Status is MachineStatus.Received))
        {
            course.Scan(course.Workshop.Storekeeper, new AcquireOwnership(course.Gift.Workshop.Profile.Id, course.Gift.ReceptionNote), MachineStatus.Received);
        }
    }

    public static void Reconcile(StageBuilder stage, ImmutableArray<Gift> gifts, Territory territory)
    {
        foreach (var gift in gifts)
        {
            stage.Chain()
                .Do(gift.Donor.Account, gift.Donation, new ReconcileDonation(Reconciliation.SignedByDonor, $"ECART-{gift.Donation}"))
                .Do(territory.Pole.Account, gift.Round, new CloseRound())
                .Do(territory.Pole.Account, gift.Donation, new CloseDonation());
        }
    }

    private static ReceiveDevice Received(Course course) => new(course.Gift.Donation, course.Type, course.Audit.Serial);

    private static ImmutableArray<AnnouncedLine> Lines(IEnumerable<Course> courses) =>
        [.. courses.GroupBy(course => course.Type).Select(group => new AnnouncedLine(group.Key, group.Count(), new DateOnly(2019, 9, 1), 12_000))];

    private static ImmutableArray<TypeCount> Counts(IEnumerable<Course> courses) => [.. courses.GroupBy(course => course.Type).Select(group => new TypeCount(group.Key, group.Count()))];
}
