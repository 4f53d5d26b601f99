using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Texts;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;
using Ordi2.Ledger.Texts;

namespace Ordi2.Silo.Tests.Clocks;

/// <summary>What people typed is gone at the end of the time that the rules of their pole give it, on both databases; what they did stays.</summary>
public sealed class ErasureClockTests
{
    private const string Typed = "Vu avec Mme Martin, 06 12 34 56 78";

    private static readonly IncidentId Incident = new("IN-1");
    private static readonly MachineId Machine = new("T900001");

    private readonly StoppedClock _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_typed_is_erased_when_its_time_is_over_and_not_a_day_before_also_by_a_silo_that_was_started_since(bool postgres)
    {
        await using var database = await (postgres ? TestLedger.PostgresAsync() : TestLedger.SqliteAsync());

        await using (var silo = await StartAsync(database))
        {
            await WriteAsync(silo);
            _time.Advance(StoppedClock.Start.AddMonths(12).AddDays(-1) - _time.GetUtcNow());
            await silo.Clock.RoundAsync();
            Assert.Equal((Typed, Typed), await SaidAsync(silo));
        }

        await using (var silo = await StartAsync(database))
        {
            _time.Advance(TimeSpan.FromDays(3));
            await silo.Clock.RoundAsync();
            await AssertErasedAsync(silo, ErasedText.Say(_time.GetUtcNow()));

            // The other organisation's pole has set nothing: five years.
            Assert.Equal(Typed, await LooseAsync(silo));
        }
    }

    [Fact]
    public async Task A_silo_that_ended_between_the_erasing_and_the_telling_leaves_nothing_on_show()
    {
        await using var database = await TestLedger.SqliteAsync();

        await using (var silo = await StartAsync(database))
        {
            await WriteAsync(silo);
            await silo.Clock.RoundAsync();
            _time.Advance(TimeSpan.FromDays(400));

            // The row was erased, and the process ended.
            Assert.NotEqual(0, await silo.Services.GetRequiredService<FreeTextStore>().EraseAsync(Cast.Workshop.Text, _time.GetUtcNow(), _time.GetUtcNow()));
            Assert.Contains(Typed, await BodyAsync(silo), StringComparison.Ordinal);
            await silo.KillAsync();
        }

        await using (var silo = await StartAsync(database))
        {
            await silo.Clock.RoundAsync();
            await AssertErasedAsync(silo, ErasedText.Say(_time.GetUtcNow()));
        }
    }

    [Fact]
    public async Task An_activation_that_is_awake_forgets_too_and_writes_nothing_back()
    {
        await using var database = await TestLedger.SqliteAsync();
        await using var silo = await StartAsync(database);
        await WriteAsync(silo);
        _time.Advance(TimeSpan.FromDays(400));
        await silo.Clock.RoundAsync();
        var erased = ErasedText.Say(_time.GetUtcNow());

        await DoAsync(silo, new AddNote("Nouvelle note"), Cast.Supervisor);

        await AssertErasedAsync(silo, erased);
        Assert.Contains("Nouvelle note", await BodyAsync(silo), StringComparison.Ordinal);
    }

    private Task<SmallSilo> StartAsync(TestLedger database) => SmallSilo.StartAsync(database.Database, _time);

    /// <summary>An incident of the workshop and what was said of one of its machines; its pole keeps what was typed for a year.</summary>
    private static async Task WriteAsync(SmallSilo silo)
    {
        await silo.RegisterAsync(Cast.Pole, Activity.Pole);
        await silo.RegisterAsync(Cast.Workshop, Activity.Workshop);
        var rules = PoleRules.Default with { Retention = new() { TextMonths = 12 } };
        Assert.IsType<Done<ConfigurationTerms>>(await silo.Grains.GetGrain<IConfigurationGrain>($"configuration/{Cast.Pole}").DoAsync(
            new AdoptRules(rules, "accord local"), Cast.As(Cast.Pole, Role.Coordinator, "c1"), Guid.CreateVersion7()));
        Assert.Equal(Outcome.AcceptedWithFinding, (await silo.ScanAsync(Machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator)).Outcome);
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(Machine, new ReportMissing(Typed), Cast.Supervisor)).Outcome);
        await DoAsync(silo, new OpenIncident(IncidentKind.Loss, Typed) { Pole = Cast.Pole, Machines = [Machine], Link = ChainLink.Dock }, Cast.Supervisor);
        await LoseAsync(silo);
    }

    /// <summary>In the name of an organisation that no pole looks after.</summary>
    private static Task<StreamEnd> LoseAsync(SmallSilo silo) => silo.Services.GetRequiredService<ILedger>().AppendAsync(new Append
    {
        Stream = "machine/T900002",
        Expected = StreamEnd.Empty,
        Events = [new("machine.went-missing.v1", System.Text.Encoding.UTF8.GetBytes($$"""{"circumstances":"{{Typed}}"}"""), StoppedClock.Start, Guid.CreateVersion7()) { FreeText = ["circumstances"] }],
        RecordedAt = StoppedClock.Start,
        Actor = "p",
        Organisation = "nobodys",
        Device = "d",
    });

    private static async Task DoAsync(SmallSilo silo, IncidentCommand command, Caller caller) =>
        Assert.IsType<Done<IncidentTerms>>(await silo.Grains.GetGrain<IIncidentGrain>($"incident/{Incident}").DoAsync(command, caller, Guid.CreateVersion7()));

    private static async Task AssertErasedAsync(SmallSilo silo, string erased)
    {
        Assert.Equal((erased, erased), await SaidAsync(silo));
        Assert.DoesNotContain("Martin", await BodyAsync(silo), StringComparison.Ordinal);
        Assert.Empty((await silo.Services.GetRequiredService<Verifier>().RunAsync(everySeal: true)).Flaws);
        Assert.Empty(await silo.Services.GetRequiredService<FreeTextStore>().ShownAsync());
        Assert.Equal(MachineStatus.Missing, (await silo.MachineAsync(Machine))!.Status);
    }

    /// <summary>What the incident says, asked of its grain, and what the machine's history says.</summary>
    private static async Task<(string Incident, string Machine)> SaidAsync(SmallSilo silo) => (
        (await silo.Grains.GetGrain<IIncidentGrain>($"incident/{Incident}").GetAsync())!.What,
        await CircumstancesAsync(silo, Machine.Text));

    private static Task<string> LooseAsync(SmallSilo silo) => CircumstancesAsync(silo, "T900002");

    private static async Task<string> CircumstancesAsync(SmallSilo silo, string machine)
    {
        var missing = (await silo.Services.GetRequiredService<ILedger>().ReadAsync($"machine/{machine}")).Events.Single(e => e.Type == "machine.went-missing.v1");
        return System.Text.Json.JsonDocument.Parse(missing.Told).RootElement.GetProperty("circumstances").GetString()!;
    }

    private static async Task<string> BodyAsync(SmallSilo silo) =>
        (await silo.Services.GetRequiredService<AggregateQueries>().GetAsync("incident", Incident.Text))!.Body;
}
