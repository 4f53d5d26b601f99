using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Handovers;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Aggregates.StoriesOfUse;
using HandoverBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Handovers.Handover,
    Ordi2.Contracts.Handovers.HandoverCommand,
    Ordi2.Domain.Handovers.HandoverEvent,
    Ordi2.Contracts.Handovers.HandoverTerms>;

namespace Ordi2.Domain.Tests.Handovers;

public sealed class HandoverTests
{
    private static readonly MakeCode Code = new(SigningCode.Digest("X-1", "123456"));

    private static HandoverBench Offered()
    {
        var bench = new HandoverBench(Kinds.Handover, Cast.Facts);
        bench.Do(Give, Storekeeper);
        return bench;
    }

    [Fact]
    public void Custody_passes_when_the_other_side_confirms_and_not_before()
    {
        var bench = Offered();
        Assert.Empty(bench.State.Errands);
        bench.Refuses("handover-needs-the-other", new AgreeHandover(), Storekeeper);
        bench.Refuses("role-may-not", new AgreeHandover(), As(Role.Animator, Stranger));
        bench.Do(new AgreeHandover(), Animator);
        Assert.Equal((HandoverStatus.Confirmed, HandoverProof.OwnDevice), (bench.Terms.Status, bench.Terms.Proof));
        Assert.Equal([Handover.Claim, Handover.Confirm], bench.State.Errands.Select(errand => errand.Name));
    }

    [Fact]
    public void Nobody_hands_over_what_another_holds_or_nobody_knows()
    {
        var bench = new HandoverBench(Kinds.Handover, Cast.Facts with { Holders = Cast.Facts.Holders.SetItem(M2, Stranger.Id) });
        bench.Refuses("handover-not-held", Give, Storekeeper);
        bench.Facts = Cast.Facts with { Holders = Cast.Facts.Holders.Remove(M1) };
        bench.Refuses("handover-not-held", Give, Animator);
    }

    [Fact]
    public void Each_side_speaks_to_the_machines_in_the_role_of_who_agreed()
    {
        var bench = new HandoverBench(Kinds.Handover, Cast.Facts);
        bench.Do(Give, Animator);
        Assert.Equal((Role.Storekeeper, Role.Animator), (bench.State.FromRole, bench.State.ToRole));
        bench.Do(new AgreeHandover(), As(Role.Supervisor, Workshop));
        Assert.Equal(Role.Supervisor, bench.State.FromRole);

        bench = Offered();
        bench.Do(Code, As(Role.Partner, Epn));
        bench.Do(new EnterCode("123456"), Storekeeper);
        Assert.Equal(Role.Partner, bench.State.ToRole);

        bench = Offered();
        bench.Do(new ObjectToHandover("rien reçu"), As(Role.Partner, Epn));
        Assert.Equal(Role.Partner, bench.State.ToRole);
    }

    [Fact]
    public void A_pole_that_did_not_speak_is_no_coordinator()
    {
        var bench = new HandoverBench(Kinds.Handover, Cast.Facts with { Holders = Cast.Facts.Holders.SetItem(M1, Pole.Id) });
        bench.Do(new OfferHandover(Pole.Id, Epn.Id) { Machines = [M1] }, Animator);
        Assert.Equal(Role.Storekeeper, bench.State.FromRole);
    }

    [Fact]
    public void The_code_of_one_side_is_a_signature_on_the_device_of_the_other()
    {
        var bench = Offered();
        bench.Refuses("code-not-made", new EnterCode("123456"), Storekeeper);
        bench.Do(Code, Animator);
        bench.Refuses("code-of-the-other-side", new EnterCode("123456"), Animator);
        bench.Do(new EnterCode("123456"), Storekeeper);
        Assert.Equal((HandoverStatus.Confirmed, HandoverProof.ByCode), (bench.Terms.Status, bench.Terms.Proof));
    }

    [Fact]
    public void A_code_expires_and_is_worth_nothing_after_five_wrong_ones()
    {
        var bench = Offered();
        bench.Do(Code, Animator);

        for (var left = SigningCode.MostAttempts - 1; left >= 0; left--)
        {
            bench.Do(new EnterCode("999999"), Storekeeper);
            Assert.Equal(left, bench.Terms.AttemptsLeft);
        }

        bench.Refuses("code-expired", new EnterCode("123456"), Storekeeper);
        bench.Do(Code, Animator);
        bench.Now = bench.Terms.CodeExpiresAt!.Value;
        bench.Refuses("code-expired", new EnterCode("123456"), Storekeeper);
        bench.Now = bench.Now.AddTicks(-1);
        bench.Do(new EnterCode("123456"), Storekeeper);
    }

    [Fact]
    public void Who_declared_cannot_sign_for_the_other_with_a_code_of_its_own()
    {
        var bench = Offered();
        bench.Do(Code, Storekeeper);
        bench.Refuses("code-of-the-other-side", new EnterCode("123456"), Animator);
        bench.Refuses("code-wrong-form", new MakeCode("123456"), Animator);
    }

    [Fact]
    public void Five_working_days_of_silence_are_consent_and_holidays_do_not_count()
    {
        var bench = new HandoverBench(Kinds.Handover, Cast.Facts) { Now = new(2027, 3, 25, 9, 0, 0, TimeSpan.Zero) };
        bench.Do(Give, Storekeeper);

        // Friday 26, Tuesday 30 (29 March is Easter Monday), 31, 1 and 2 April; since Sunday it is summer: ten o'clock is an hour earlier in UTC.
        Assert.Equal(new DateTimeOffset(2027, 4, 2, 8, 0, 0, TimeSpan.Zero), bench.Terms.ConfirmedAfter);
        Assert.Equal(bench.Terms.ConfirmedAfter, bench.State.DueAt);
        bench.Refuses("handover-still-open", new AgreeHandover(), Cast.System);
        bench.Now = bench.Terms.ConfirmedAfter;
        bench.Do(Kinds.Handover.WhenDue(bench.State, bench.Now)!, Cast.System);
        Assert.Equal((HandoverStatus.Confirmed, HandoverProof.BySilence), (bench.Terms.Status, bench.Terms.Proof));
    }

    [Fact]
    public void A_party_that_closed_does_not_keep_what_somebody_else_takes_over_and_nothing_is_handed_to_it()
    {
        var bench = new HandoverBench(Kinds.Handover, With(Workshop with { Status = OrganisationStatus.Closed }));
        bench.Do(Give, Animator);
        Assert.Equal([Handover.Claim], bench.State.Errands.Select(errand => errand.Name));

        bench = new HandoverBench(Kinds.Handover, With(Epn with { Status = OrganisationStatus.Closed }));
        bench.Refuses("organisation-not-working", Give, Storekeeper);
    }

    /// <summary>While an EPN closes, hand-overs stay allowed, also to it (S13).</summary>
    [Fact]
    public void A_party_that_is_closing_may_still_be_handed_what_passes_through_its_hands()
    {
        var bench = new HandoverBench(Kinds.Handover, With(Epn with { Status = OrganisationStatus.Closing }));
        bench.Do(Give, Storekeeper);
        bench.Do(new AgreeHandover(), Animator);
        Assert.Equal(HandoverStatus.Confirmed, bench.Terms.Status);
    }

    [Fact]
    public void The_other_side_may_object_and_who_said_so_may_take_it_back()
    {
        var bench = Offered();
        bench.Refuses("handover-needs-the-other", new ObjectToHandover("non"), Storekeeper);
        bench.Do(new ObjectToHandover("rien reçu"), Animator);
        Assert.Equal((HandoverStatus.Contested, "rien reçu"), (bench.Terms.Status, bench.Terms.Objection));

        bench = Offered();
        bench.Refuses("handover-of-the-other", new WithdrawHandover("erreur"), Animator);
        bench.Do(new WithdrawHandover("erreur"), Storekeeper);
        Assert.Null(bench.State.DueAt);
    }
}
