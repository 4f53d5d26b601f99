using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Aggregates;
using Ordi2.Silo.Tests.Processes;

namespace Ordi2.Silo.Tests.Clocks;

/// <summary>Every deadline that the clock keeps, over a silo that is killed: the fact comes at its moment, not a minute before, and once; also where no silo ran at that moment.</summary>
public sealed class DeadlinesOverRestartTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly DateOnly LastDayOfTheLoan = DateOnly.FromDateTime(StoppedClock.Start.UtcDateTime).AddYears(1);

    private static readonly Deadline[] All =
    [
        new("The reminders of a loan", "loan.reminded.v1", run => $"loan/{run.Loan}", ProcessStories.LentAsync)
        {
            Moments = [.. new[] { -30, -7, 1, 15 }.Select(days => FrenchCalendar.StartOf(LastDayOfTheLoan.AddDays(days)))],
        },
        new("The donor's silence", "donation.reconciled.v1", run => $"donation/D-{run.Dossier}", CountedAsync) { Moments = [StoppedClock.Start.AddDays(15)] },
        new("The 72 hours of a complaint", "machine.complaint-overdue.v1", run => $"machine/{run.Machines[0]}", StolenAsync) { Moments = [StoppedClock.Start.AddHours(72)] },
        new("The end of an allocation", "allocation.expired.v1", run => $"allocation/AL-{run.Dossier}", AllocatedAsync) { Moments = [StoppedClock.Start.AddDays(40)] },
        new("The end of a charter", "organisation.accreditation-expired.v1", _ => $"organisation/{ProcessRun.Epn}", _ => Task.CompletedTask) { Moments = [StoppedClock.Start.AddYears(1)] },
    ];

    private readonly StoppedClock _time = new();
    private readonly ProcessRun _run = new("000093");
    private TestLedger _database = null!;
    private SmallSilo _silo = null!;

    public static TheoryData<string> Names => [.. All.Select(one => one.Name)];

    public async Task InitializeAsync()
    {
        _database = await TestLedger.SqliteAsync();
        await StartAsync();
        await ProcessRun.FoundAsync(_silo);
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_passes_at_its_moment_and_once_whatever_is_killed_around_it(string name)
    {
        var deadline = await PreparedAsync(name);

        foreach (var (given, moment) in deadline.Moments.Index())
        {
            AdvanceTo(moment - Minute);
            await _silo.Clock.RoundAsync();
            Assert.Equal(given, await FactsAsync(deadline));

            await RestartAsync();
            await _silo.Clock.RoundAsync();
            Assert.Equal(given, await FactsAsync(deadline));

            // The silo's own round may come first; whoever comes second waits for it and finds nothing to do.
            AdvanceTo(moment);
            await _silo.Clock.RoundAsync();
            Assert.Equal(given + 1, await FactsAsync(deadline));

            await RestartAsync();
            await _silo.Clock.RoundAsync();
            Assert.Equal(given + 1, await FactsAsync(deadline));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_passes_when_a_silo_runs_again_if_none_ran_at_its_moment(string name)
    {
        var deadline = await PreparedAsync(name);
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        AdvanceTo(deadline.Moments[^1].AddDays(2));

        await StartAsync();
        await _silo.Clock.RoundAsync();
        await _silo.Clock.RoundAsync();

        Assert.Equal(deadline.Moments.Length, await FactsAsync(deadline));
    }

    private async Task<Deadline> PreparedAsync(string name)
    {
        var deadline = All.Single(one => one.Name == name);
        await deadline.Prepare(_run);
        await _silo.Clock.RoundAsync();
        Assert.Equal(0, await FactsAsync(deadline));
        return deadline;
    }

    private static async Task CountedAsync(ProcessRun run)
    {
        var (donor, storekeeper) = (Cast.As(ProcessRun.Donor, Role.Donor, "d1"), Cast.As(Cast.Workshop, Role.Storekeeper, "m1"));

        foreach (var (command, caller) in new (DonationCommand, Caller)[]
        {
            (new CreateDonation(ProcessRun.Donor, LegalBasis.Mecenat238Bis) { Announced = [new(DeviceType.Laptop, 10)], Pole = Cast.Pole }, donor),
            (new ProposeDonation(Cast.Pole), donor),
            (new AcceptDonation(Cast.Workshop), run.Coordinator),
            (new SignDonation(DonationParty.Donor, "CD-1"), donor),
            (new SignDonation(DonationParty.Receiver, "CD-1"), Cast.Supervisor),
            (new StartCollecting(), storekeeper),
            (new MarkReceived(), storekeeper),
        })
        {
            await Territory.DoneAsync(run.Silo.Grains.GetGrain<IDonationGrain>($"donation/D-{run.Dossier}").DoAsync(command, caller, Guid.CreateVersion7()));
        }
    }

    private static async Task StolenAsync(ProcessRun run)
    {
        await run.MakeReadyAsync(run.Machines[0]);
        Assert.Equal(MachineStatus.Stolen, (await run.Silo.ScanAsync(run.Machines[0], new ReportTheft(), Cast.Supervisor)).Status);
    }

    private static async Task AllocatedAsync(ProcessRun run)
    {
        await run.AcceptDossierAsync(laptops: 1);
        await run.MakeReadyAsync(run.Machines[0]);
        await Territory.DoneAsync(run.Silo.Grains.GetGrain<IAllocationGrain>($"allocation/AL-{run.Dossier}").DoAsync(
            new CreateAllocation(run.Dossier, 0, 1, StoppedClock.Start.AddDays(40)), run.Coordinator, Guid.CreateVersion7()));
    }

    private void AdvanceTo(DateTimeOffset moment) => _time.Advance(moment - _time.GetUtcNow());

    private async Task<int> FactsAsync(Deadline deadline) =>
        (await _silo.Services.GetRequiredService<ILedger>().ReadAsync(deadline.Stream(_run))).Events.Count(one => one.Type == deadline.Fact);

    private async Task StartAsync()
    {
        _silo = await SmallSilo.StartAsync(_database.Database, _time);
        _run.Silo = _silo;
    }

    private async Task RestartAsync()
    {
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        await StartAsync();
    }

    /// <param name="Name">What it is.</param>
    /// <param name="Fact">The fact that the clock makes, as it is stored.</param>
    /// <param name="Stream">In whose history.</param>
    /// <param name="Prepare">Brings it about, at the start of the clock.</param>
    private sealed record Deadline(string Name, string Fact, Func<ProcessRun, string> Stream, Func<ProcessRun, Task> Prepare)
    {
        /// <summary>When it passes: once at each.</summary>
        public required DateTimeOffset[] Moments { get; init; }
    }
}
