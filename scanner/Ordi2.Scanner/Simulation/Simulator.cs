using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Scanner.Simulation.Founding;
using Ordi2.Scanner.Simulation.Planning;
using Ordi2.Scanner.Simulation.Playing;
using Spectre.Console;

namespace Ordi2.Scanner.Simulation;

/// <summary>Plans, plays, counts, tells.</summary>
internal sealed class Simulator(SimulationOptions options, IAnsiConsole console, TimeProvider clock)
{
    // Everything happened already, as if the devices had been offline: only then is a scan that comes too early kept and not refused.
    private static readonly TimeSpan Ago = TimeSpan.FromHours(3);
    private static readonly TimeSpan Length = TimeSpan.FromHours(2);

    // A year and a half: the gifts begin within fifteen months, and the way of each takes three.
    private static readonly TimeSpan SpreadOfATerritory = TimeSpan.FromDays(15 * 30.4);
    private static readonly TimeSpan LengthOfATerritory = TimeSpan.FromDays(3 * 30.4);

    // Everybody files within it, also on a slow machine; what comes before the jury takes longer.
    private static readonly TimeSpan CallStaysOpen = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>0 when everything balances, 1 when it does not.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var api = new Api(new HttpClient { BaseAddress = options.Server, Timeout = TimeSpan.FromMinutes(2) });

        var shelf = ReportShelf.Open(options.Reports);
        var watch = Stopwatch.StartNew();
        var territory = await TerritoryAsync(api, await AccountsAsync(api, cancellation), cancellation);
        var volumes = options.Territory ? Volumes.OfATerritory : null;
        var plan = Planner.Make(territory, shelf, volumes?.Machines ?? options.Machines, options.Seed, volumes, clock.GetUtcNow() + CallStaysOpen);
        Introduce(territory, shelf, plan);

        var settings = new PlaySettings(
            options.DevicePrefix ?? $"sim{options.Seed.ToString(CultureInfo.InvariantCulture)}",
            options.Devices,
            options.Batch,
            options.Parallel,
            clock.GetUtcNow() - Ago - (options.Territory ? LengthOfATerritory + SpreadOfATerritory : TimeSpan.Zero),
            options.Territory ? LengthOfATerritory : Length,
            options.Territory ? SpreadOfATerritory : TimeSpan.Zero);
        var result = await PlayAsync(new Player(api, settings, plan.Ticks, clock), plan, cancellation);
        watch.Stop();

        var checking = Stopwatch.StartNew();
        var standing = await Standing.ReadAsync(api, territory.Pole.Account, plan, options.Parallel, cancellation);
        var report = SimulationReport.Of(options, shelf, result, Standing.TallyOf(plan, standing), watch.Elapsed, api.Retries);

        if (volumes is not null)
        {
            var prefix = $"ter{options.Seed.ToString(CultureInfo.InvariantCulture)}-";
            var (balances, histories) = await Balances.OfAsync(api, territory, plan, standing, prefix, options.Parallel, cancellation);
            report = report with { TerritoryBalances = balances, Volumes = await TerritoryVolumes.OfAsync(api, territory, plan, volumes, prefix, histories, cancellation) };
        }

        report = report with { SecondsOfChecks = Math.Round(checking.Elapsed.TotalSeconds, 1) };
        report.Show(console);

        if (options.Json is not null)
        {
            await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(report, Json), cancellation);
        }

        return report.AllCloses ? 0 : 1;
    }

    /// <summary>Those of the file, or, with its coordinator, those of a territory that is founded first.</summary>
    private async Task<IReadOnlyList<Account>> AccountsAsync(Api api, CancellationToken cancellation)
    {
        var accounts = Account.ReadAll(options.Accounts);

        return options.Territory
            ? await new Founder(
                api,
                accounts.FirstOrDefault(account => account.Role is Role.Coordinator) ?? throw new SimulationException("The accounts file has no coordinator, who founds the territory."),
                options.Seed,
                clock.GetUtcNow()).FoundAsync(Volumes.OfATerritory, options.Parallel, cancellation)
            : accounts;
    }

    private static async Task<Territory> TerritoryAsync(Api api, IReadOnlyList<Account> accounts, CancellationToken cancellation)
    {
        var profiles = new Dictionary<OrganisationId, OrganisationProfile>();

        foreach (var account in accounts.DistinctBy(account => account.OrganisationId))
        {
            profiles[account.OrganisationId] = await api.OrganisationAsync(account, cancellation);
        }

        return Territory.Of(accounts, profiles);
    }

    private async Task<PlayResult> PlayAsync(Player player, Plan plan, CancellationToken cancellation) => await console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var task = context.AddTask("begin", maxValue: plan.Work);
            return await player.PlayAsync(
                plan,
                (stage, done) =>
                {
                    task.Description = stage;
                    task.Increment(done);
                },
                cancellation);
        });

    private void Introduce(Territory territory, ReportShelf shelf, Plan plan)
    {
        console.WriteLine(
            $"{plan.Machines.Length} machines in {plan.Donations.Length} donations, {plan.Stages.Sum(stage => stage.Waves.Sum(wave => wave.Length))} scans, seed {options.Seed}");
        console.WriteLine(
            $"{territory.Donors.Length} donors, {territory.Workshops.Length} workshops, {territory.Epns.Length} EPNs, {territory.Partners.Length} partners, {territory.Recyclers.Length} recyclers");

        foreach (var source in shelf.Sources)
        {
            console.WriteLine($"  {source}");
        }

        console.WriteLine("  One report stands for many machines: serials of machines and media get the label behind them, in audit and wipe report alike.");
    }
}
