using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Rounds;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using RoundBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Rounds.CollectionRound,
    Ordi2.Contracts.Rounds.RoundCommand,
    Ordi2.Domain.Rounds.RoundEvent,
    Ordi2.Contracts.Rounds.RoundTerms>;

namespace Ordi2.Domain.Tests.Rounds;

public sealed class RoundPlanTests
{
    private static RoundBench Planned
    {
        get
        {
            var bench = new RoundBench(Kinds.Round, WithDonation());
            bench.Do(Round with { Stops = [new("cave"), new("quai")] }, Storekeeper);
            return bench;
        }
    }

    [Fact]
    public void A_round_that_has_not_begun_gets_another_day_another_carrier_and_other_stops()
    {
        var bench = Planned;
        bench.Do(new ReplanRound(Workshop.Id, new(2027, 3, 25)) { Stops = [new("quai"), new("grenier")], Capacity = 12 }, Coordinator);

        Assert.Equal((Workshop.Id, new DateOnly(2027, 3, 25), (int?)12, null), (bench.Terms.Carrier, bench.Terms.Day, bench.Terms.Capacity, bench.Terms.Vehicle));
        Assert.Equal(["quai", "grenier"], bench.Terms.Stops.Select(stop => stop.Plan.Id));
    }

    [Fact]
    public void Who_drives_is_part_of_the_plan_and_goes_with_a_plan_that_does_not_say()
    {
        var bench = Planned;
        var plan = new ReplanRound(Carrier.Id, new(2027, 3, 25)) { Stops = [new("quai")] };
        bench.Refuses("number-missing", plan with { Driver = new(" ") }, Coordinator);
        bench.Do(plan with { Driver = new("driver-2") }, Coordinator);
        Assert.Equal(new PersonId("driver-2"), bench.Terms.Driver);
        bench.Do(plan, Coordinator);
        Assert.Null(bench.Terms.Driver);
    }

    [Fact]
    public void A_plan_that_could_not_be_made_is_not_changed_to_either()
    {
        var bench = Planned;
        var plan = new ReplanRound(Carrier.Id, new(2027, 3, 25)) { Stops = [new("quai")] };
        bench.Refuses("organisation-does-not-do-that", plan with { Carrier = Epn.Id }, Coordinator);
        bench.Refuses("out-of-bounds", plan with { Stops = [] }, Coordinator);
        bench.Refuses("out-of-bounds", plan with { Capacity = 0 }, Coordinator);
        bench.Refuses("stop-twice", plan with { Stops = [new("quai"), new("quai")] }, Coordinator);
        bench.Refuses("role-may-not", plan, Driver);
        bench.Refuses("role-may-not", plan, DonorContact);
    }

    [Fact]
    public void A_round_that_is_on_the_road_is_neither_changed_nor_called_off()
    {
        var bench = Planned;
        bench.Do(new OpenRound(), Driver);
        bench.Refuses("step-not-now", new ReplanRound(Carrier.Id, new(2027, 3, 25)) { Stops = [new("quai")] }, Coordinator);
        bench.Refuses("step-not-now", new CallOffRound("pluie"), Coordinator);
    }

    [Fact]
    public void A_round_is_called_off_with_a_reason_and_nobody_leaves_for_it()
    {
        var bench = Planned;
        bench.Refuses("words-missing", new CallOffRound(" "), Coordinator);
        bench.Do(new CallOffRound("cave inondée"), Coordinator);
        Assert.Equal((RoundStatus.Cancelled, "cave inondée"), (bench.Terms.Status, bench.Terms.CalledOff));
        bench.Refuses("step-not-now", new OpenRound(), Driver);
    }

    [Fact]
    public void The_donors_code_on_the_drivers_device_signs_one_count_and_no_other()
    {
        var bench = Counted();
        bench.Refuses("round-code-not-made", new SignTrip("123456", "a") { Stop = "cave" }, Driver);
        bench.Refuses("role-may-not", Code("123456"), Driver);
        bench.Refuses("code-wrong-form", new MakeRoundCode("123456"), DonorContact);
        bench.Do(Code("123456"), DonorContact);
        bench.Refuses("role-may-not", new SignTrip("123456", "a") { Stop = "cave" }, DonorContact);
        bench.Refuses("trip-not-counted", new SignTrip("123456", "z") { Stop = "cave" }, Driver);
        bench.Refuses("stop-unknown", new SignTrip("123456", "a"), Driver);
        bench.Do(new SignTrip("123456", "a") { Stop = "cave" }, Driver);
        Assert.NotNull(bench.Terms.Stops[0].Trips[0].SignedAt);
        bench.Refuses("trip-already-signed", new SignTrip("123456", "a") { Stop = "cave" }, Driver);

        bench.Do(new RecordTrip { Trip = "b", Stop = "cave", Note = "BE-2", Counts = [new(DeviceType.Laptop, 1)] }, Driver);
        bench.Refuses("round-code-not-made", new SignTrip("123456", "b") { Stop = "cave" }, Driver);

        // A code for what the donor was shown does not sign what was counted after it.
        bench.Do(Code("654321"), DonorContact);
        bench.Do(new SignTrip("654321", "b") { Stop = "cave" }, Driver);
        Assert.Equal((SigningCode.MostAttempts - 1, null), (bench.Terms.AttemptsLeft, bench.Terms.Stops[0].Trips[1].SignedAt));
    }

    [Fact]
    public void A_code_may_be_missed_five_times_and_a_new_one_begins_again()
    {
        var bench = Counted();
        bench.Do(Code("123456"), DonorContact);

        for (var left = SigningCode.MostAttempts - 1; left >= 0; left--)
        {
            bench.Do(new SignTrip("000000", "a") { Stop = "cave" }, Driver);
            Assert.Equal((left, null), (bench.Terms.AttemptsLeft, bench.Terms.Stops[0].Trips[0].SignedAt));
        }

        bench.Refuses("round-code-expired", new SignTrip("123456", "a") { Stop = "cave" }, Driver);
        bench.Do(Code("654321"), DonorContact);
        bench.Do(new SignTrip("654321", "a") { Stop = "cave" }, Driver);
        Assert.NotNull(bench.Terms.Stops[0].Trips[0].SignedAt);
    }

    [Fact]
    public void A_code_is_good_for_a_quarter_of_an_hour()
    {
        var bench = Counted();
        bench.Do(Code("123456"), DonorContact);
        bench.Now += SigningCode.Lives;
        bench.Refuses("round-code-expired", new SignTrip("123456", "a") { Stop = "cave" }, Driver);
    }

    private static MakeRoundCode Code(string code, string trip = "a") => new(SigningCode.Digest(Trips.SignedBy(new("X-1"), "cave", trip), code));

    private static RoundBench Counted()
    {
        var bench = Planned;
        bench.Do(new OpenRound(), Driver);
        bench.Do(new RecordTrip { Trip = "a", Stop = "cave", Note = "BE-1", Counts = [new(DeviceType.Laptop, 3)] }, Driver);
        return bench;
    }
}
