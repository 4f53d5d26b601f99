using System.Collections.Immutable;
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

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>0 when everything balances, 1 when it does not.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var api = new Api(new HttpClient { BaseAddress = options.Server, Timeout = TimeSpan.FromMinutes(2) });

        var shelf = ReportShelf.Open(options.Reports);
        var watch = Stopwatch.StartNew();
        var territory = await TerritoryAsync(api, await AccountsAsync(api, cancellation), cancellation);
        var volumes = options.Territory ? Volumes.OfATerritory : null;
        var plan = Planner.Make(territory, shelf, volumes?.Machines ?? options.Machines, options.Seed, volumes);
        Introduce(territory, shelf, plan);

        var settings = new PlaySettings(
            options.DevicePrefix ?? $"sim{options.Seed.ToString(CultureInfo.InvariantCulture)}",
            options.Devices,
            options.Batch,
            options.Parallel,
            clock.GetUtcNow() - Ago - (options.Territory ? LengthOfATerritory + SpreadOfATerritory : TimeSpan.Zero),
            options.Territory ? LengthOfATerritory : Length,
            options.Territory ? SpreadOfATerritory : TimeSpan.Zero);
        var result = await PlayAsync(new Player(api, settings, plan.Ticks), plan, cancellation);
        watch.Stop();

        var tally = await CountAsync(api, territory, plan, cancellation);
        var balances = options.Territory
            ? await Balances.OfAsync(api, territory, plan, $"ter{options.Seed.ToString(CultureInfo.InvariantCulture)}-", options.Parallel, cancellation)
            : ImmutableArray<BalanceLine>.Empty;
        var report = SimulationReport.Of(options, shelf, result, tally, watch.Elapsed, api.Retries) with { TerritoryBalances = balances };
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

    private static async Task<Tally> CountAsync(Api api, Territory territory, Plan plan, CancellationToken cancellation)
    {
        List<ListedMachine> listed = [];
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);

        foreach (var donation in plan.Donations)
        {
            listed.AddRange(await api.MachinesAsync(territory.Pole.Account, donation.Text, cancellation));

            foreach (var (counter, value) in await api.BoardAsync(territory.Pole.Account, $"donation/{donation}", cancellation))
            {
                counters[counter] = counters.GetValueOrDefault(counter) + value;
            }
        }

        return Tally.Of(plan, listed, counters);
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

/// <summary>The result, as it is shown and as it is written.</summary>
internal sealed record SimulationReport(
    int Machines,
    int Seed,
    bool Balances,
    double Seconds,
    double ScansPerSecond,
    int Scans,
    int Acts,
    int Repeated,
    int OutOfOrder,
    int WrongCustody,
    int Findings,
    int RequestsSentAgain,
    IReadOnlyDictionary<string, int> Outcomes,
    Tally Tally,
    int UnexpectedCount,
    IReadOnlyList<string> Unexpected,
    ImmutableArray<string> Sources)
{
    /// <summary>The balances of a whole territory; none otherwise.</summary>
    public ImmutableArray<BalanceLine> TerritoryBalances { get; init; } = [];

    /// <summary>Whether everything closes.</summary>
    public bool AllCloses => Balances && TerritoryBalances.All(line => line.Closes);

    public static SimulationReport Of(SimulationOptions options, ReportShelf shelf, PlayResult result, Tally tally, TimeSpan elapsed, int retries) => new(
        options.Machines,
        options.Seed,
        tally.Balances && result.UnexpectedCount == 0,
        Math.Round(elapsed.TotalSeconds, 1),
        Math.Round(result.Scans / Math.Max(0.001, elapsed.TotalSeconds)),
        result.Scans,
        result.Acts,
        result.Repeated,
        result.OutOfOrder,
        result.WrongCustody,
        result.Findings,
        retries,
        result.Outcomes.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        tally,
        result.UnexpectedCount,
        [.. result.Unexpected],
        shelf.Sources);

    public void Show(IAnsiConsole console)
    {
        console.WriteLine();
        console.WriteLine(
            $"{Scans} scans and {Acts} other commands in {Seconds.ToString(CultureInfo.InvariantCulture)} s ({ScansPerSecond.ToString(CultureInfo.InvariantCulture)} scans a second): "
            + $"{Repeated} repeated, {OutOfOrder} out of order, {WrongCustody} about wrong hands, {Findings} with a finding, {RequestsSentAgain} requests sent again");
        console.WriteLine(string.Join(", ", Outcomes.Select(pair => $"{pair.Value} {pair.Key}")));

        var table = new Table().AddColumns("machines", "plan", "lists", "boards", string.Empty);
        foreach (var row in Tally.Rows)
        {
            Add(table, row);
        }

        table.AddEmptyRow();
        Add(table, Tally.Received);
        Add(table, Tally.Announced);
        table.AddEmptyRow();
        foreach (var row in Tally.Statuses)
        {
            Add(table, row);
        }

        console.Write(table);

        if (!TerritoryBalances.IsEmpty)
        {
            var closing = new Table().AddColumns("balance", string.Empty, string.Empty, string.Empty);

            foreach (var line in TerritoryBalances)
            {
                closing.AddRow(
                    line.Name, line.Left.ToString(CultureInfo.InvariantCulture), line.Right.ToString(CultureInfo.InvariantCulture), line.Closes ? "=" : "NO");
            }

            console.Write(closing);
        }

        if (Tally.Unknown > 0 || Tally.HeldScans > 0)
        {
            console.WriteLine($"{Tally.Unknown} machines of the plan are not on the server; {Tally.HeldScans} scans wait for a person.");
        }

        foreach (var surprise in Unexpected.Take(20))
        {
            console.WriteLine($"not as planned: {surprise}");
        }

        console.WriteLine(AllCloses
            ? $"It balances: {Tally.Received.Listed} received = {string.Join(" + ", Tally.Rows.Select(row => $"{row.Listed} {row.Name}"))}."
            : $"It does NOT balance, or {UnexpectedCount} answers were not as planned.");
    }

    private static void Add(Table table, TallyRow row) => table.AddRow(
        row.Name,
        row.Planned.ToString(CultureInfo.InvariantCulture),
        row.Listed.ToString(CultureInfo.InvariantCulture),
        row.Counted.ToString(CultureInfo.InvariantCulture),
        row.Agrees ? "=" : "NO");
}
