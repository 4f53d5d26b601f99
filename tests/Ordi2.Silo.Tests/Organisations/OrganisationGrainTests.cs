using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Silo.Organisations;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Organisations;

public sealed class OrganisationGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_pole_that_asks_to_accredit_itself_is_refused_and_waits_for_nobody()
    {
        var territory = await AtAsync(silo);
        var grant = new GrantAccreditation(Activity.Pole, StoppedClock.Start.AddYears(2), StoppedClock.Start.AddYears(3), "CH-9", "2027");

        Assert.Equal("accreditation-to-itself", await RefusedAsync(territory.Organisation(Cast.Pole).DoAsync(grant, Coordinator, Guid.CreateVersion7())));
    }

    [Fact]
    public async Task Who_asks_while_a_decision_is_being_written_is_answered_at_once()
    {
        var territory = await AtAsync(silo);
        var epn = territory.Organisation(territory.Epn);
        var held = silo.Ledger.HoldTheNextAppend();
        var suspending = epn.DoAsync(new SuspendOrganisation("enquête"), Coordinator, Guid.CreateVersion7());
        await held.Reached;

        // Two organisations that ask each other in the middle of a decision would otherwise wait for ever.
        Assert.Equal(OrganisationStatus.Active, (await epn.GetAsync().WaitAsync(TimeSpan.FromSeconds(20)))!.Status);

        held.Release();
        Assert.Equal(OrganisationStatus.Suspended, (await DoneAsync(suspending)).Status);
    }

    [Fact]
    public async Task An_organisation_that_holds_a_machine_cannot_be_closed()
    {
        var territory = await AtAsync(silo);
        OrganisationId workshop = new(territory.NewId("atelier"));
        await territory.RegisterAsync(workshop, Activity.Workshop);
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new Contracts.Machines.ReceiveDevice(), Cast.As(workshop, Role.Operator, "o9"));
        await DoneAsync(territory.Organisation(workshop).DoAsync(new StartClosing("fin de bail"), Coordinator, Guid.CreateVersion7()));

        var attached = await silo.Services.GetRequiredService<AttachmentQueries>().OfAsync(workshop);
        Assert.Equal(new Attachments(Held: 1), attached.Counts);
        Assert.Equal([Concern.InItsHands], Assert.Single(attached.Machines).Concerns.AsEnumerable());
        Assert.Equal(machine, attached.Machines[0].Machine);
        Assert.Equal("still-attached", await RefusedAsync(territory.Organisation(workshop).DoAsync(new CloseOrganisation(), Coordinator, Guid.CreateVersion7())));
    }

    [Fact]
    public async Task A_pole_that_works_itself_keeps_to_its_own_rules_and_so_does_whoever_has_just_changed()
    {
        var territory = await AtAsync(silo);
        await DoneAsync(silo.Grains.GetGrain<IConfigurationGrain>($"configuration/{Cast.Pole}").DoAsync(
            new AdoptRules(PoleRules.Default with { PlacementDays = 12 }, "accord local"), Coordinator, Guid.CreateVersion7()));
        await DoneAsync(territory.Organisation(territory.Epn).DoAsync(new SuspendOrganisation("enquête"), Coordinator, Guid.CreateVersion7()));
        var directory = silo.Services.GetRequiredService<OrganisationDirectory>();

        foreach (var organisation in new[] { Cast.Pole, Cast.Workshop, territory.Epn })
        {
            Assert.Equal(12, (await directory.AloneAsync(organisation))!.Rules.PlacementDays);
        }
    }

    [Fact]
    public async Task An_organisation_that_nobody_registered_is_not_there() =>
        Assert.Null(await (await AtAsync(silo)).Organisation(new("nobody")).GetAsync());
}
