using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Audit;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Tests.Streams;

/// <summary>What is kept of what was refused: never much, and nothing that somebody typed.</summary>
public sealed class RefusalTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Typed = "Jean Dupont 06 12 34 56 78";

    [Fact]
    public async Task A_command_that_is_asked_in_vain_again_and_again_makes_some_lines_and_one_that_says_how_many_more()
    {
        var caller = Cast.As(Cast.Pole, Role.Coordinator, "c-again");

        for (var i = 0; i < 100; i++)
        {
            await Refused(caller, new SuspendOrganisation(" "), Cast.Workshop.Text);
        }

        Assert.Equal(RefusalBook.MostLines, (await LinesAsync("c-again")).Length);
        silo.Clock.Advance(RefusalBook.Window);
        await Refused(caller, new SuspendOrganisation(" "), Cast.Workshop.Text);

        // The round of the book itself may have taken them first: then it writes them in its own time.
        var lines = await LinesAsync("c-again");
        var since = Stopwatch.GetTimestamp();

        while (lines.All(line => line.Code is not null))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "No line says how many more there were.");
            await Task.Yield();
            lines = await LinesAsync("c-again");
        }

        Assert.Equal(101, lines.Sum(line => line.Times));
        Assert.Equal(RefusalBook.MostLines + 2, lines.Length);
        Assert.Equal(100 - RefusalBook.MostLines, Assert.Single(lines, line => line.Code is null).Times);
        Assert.Contains(lines, line => (line.Code, line.About) == ("words-missing", $"organisation/{Cast.Workshop} suspend"));
    }

    [Fact]
    public async Task A_name_that_is_nobodys_is_in_no_line()
    {
        var caller = Cast.As(Cast.Pole, Role.Coordinator, "c-typed");
        await Refused(caller, new SuspendOrganisation("raison"), "jean-dupont-0612345678");

        Assert.Equal("organisation suspend", Assert.Single(await LinesAsync("c-typed")).About);
    }

    [Fact]
    public async Task A_refused_scan_is_answered_the_same_after_a_rest_and_what_was_typed_is_gone()
    {
        var (machine, scan, caller) = (SiloFixture.NewMachine(), Guid.CreateVersion7(), Cast.As(Cast.Workshop, Role.Operator, "o-typed"));
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), caller);
        await silo.ScanAsync(machine, new Triage(Route.Reuse), caller);
        var twice = new AuditedMedium(Typed, MediumKind.Hdd, 500);
        var audit = new RecordAudit(new() { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop, Media = [twice, twice] }, LocksTested: true);
        var first = await silo.ScanAsync(machine, audit, caller, scan);
        Assert.Equal((Outcome.Refused, "medium-listed-twice"), (first.Outcome, first.Reason?.Code));
        Assert.Contains(Typed.ToUpperInvariant(), string.Join(' ', first.Reason!.Arguments).ToUpperInvariant(), StringComparison.Ordinal);

        await silo.ForgetAsync(machine);
        var again = await silo.ScanAsync(machine, audit, caller, scan);

        Assert.Equal((Outcome.Duplicate, Outcome.Refused, "medium-listed-twice"), (again.Outcome, again.FirstOutcome, again.Reason?.Code));
        var history = await silo.Ledger.ReadAsync($"machine/{machine}");
        Assert.DoesNotContain("Dupont", Assert.Single(history.Refusals).Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_one_person_only_so_many_refused_scans_are_kept_in_a_day()
    {
        var (machine, caller) = (SiloFixture.NewMachine(), Cast.As(Cast.Workshop, Role.Operator, "o-many"));
        var scans = Enumerable.Range(0, RefusalBook.MostScans + 20).Select(_ => Guid.CreateVersion7()).ToArray();

        foreach (var scan in scans)
        {
            Assert.Equal(Outcome.Refused, (await silo.ScanAsync(machine, new Allocate(new("DO-none")), caller, scan)).Outcome);
        }

        Assert.Equal(RefusalBook.MostScans, (await silo.Ledger.ReadAsync($"machine/{machine}")).Refusals.Length);
        Assert.Equal(Outcome.Duplicate, (await silo.ScanAsync(machine, new Allocate(new("DO-none")), caller, scans[0])).Outcome);
        Assert.Equal(Outcome.Refused, (await silo.ScanAsync(machine, new Allocate(new("DO-none")), caller, scans[^1])).Outcome);
        Assert.Contains(await LinesAsync("o-many"), line => line.About == "scan allocate");

        // The next day it is another's turn, and the same person's.
        silo.Clock.Advance(RefusalBook.Day);
        await silo.ScanAsync(machine, new Allocate(new("DO-none")), caller, scans[^1]);
        Assert.Equal(Outcome.Duplicate, (await silo.ScanAsync(machine, new Allocate(new("DO-none")), caller, scans[^1])).Outcome);
    }

    private async Task Refused(Caller caller, OrganisationCommand command, string organisation) => Assert.IsType<Refused<OrganisationProfile>>(
        await silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{organisation}").DoAsync(command, caller, Guid.CreateVersion7()));

    private async Task<AuditEntry[]> LinesAsync(string person) =>
        [.. (await silo.Services.GetRequiredService<IAuditLog>().ListAsync(new AuditFilter { What = "command-refused", Limit = 500 })).Entries.Where(entry => entry.Actor == person && entry.About?.StartsWith("machine/", StringComparison.Ordinal) != true)];
}
