using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Scanner.Simulation.Playing;
using Spectre.Console;

namespace Ordi2.Scanner.Simulation;

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
    /// <summary>How long each part of the plan took.</summary>
    public ImmutableArray<StageTime> Stages { get; init; } = [];

    /// <summary>How long it took to read everything again and to check it.</summary>
    public double SecondsOfChecks { get; init; }

    /// <summary>The balances of a whole territory; none otherwise.</summary>
    public ImmutableArray<BalanceLine> TerritoryBalances { get; init; } = [];

    /// <summary>The volumes of a whole territory beside those that were wanted; none otherwise.</summary>
    public ImmutableArray<VolumeLine> Volumes { get; init; } = [];

    /// <summary>Whether everything closes, and every volume is what was wanted.</summary>
    public bool AllCloses => Balances && TerritoryBalances.All(line => line.Closes) && Volumes.All(line => line.Fits);

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
        shelf.Sources)
    {
        Stages = [.. result.Stages],
    };

    public void Show(IAnsiConsole console)
    {
        console.WriteLine();
        console.WriteLine(
            $"{Scans} scans and {Acts} other commands in {Seconds.ToString(CultureInfo.InvariantCulture)} s ({ScansPerSecond.ToString(CultureInfo.InvariantCulture)} scans a second): "
            + $"{Repeated} repeated, {OutOfOrder} out of order, {WrongCustody} about wrong hands, {Findings} with a finding, {RequestsSentAgain} requests sent again");
        console.WriteLine($"Reading it all again and checking it took {SecondsOfChecks.ToString(CultureInfo.InvariantCulture)} s.");
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

            var volumes = new Table().AddColumns("volume", "wanted", "there", string.Empty);

            foreach (var line in Volumes)
            {
                volumes.AddRow(line.Name, line.Wanted, line.Said, line.Fits ? "=" : "NO");
            }

            console.Write(volumes);
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
            : $"It does NOT balance, a volume is not what was wanted, or {UnexpectedCount} answers were not as planned.");
    }

    private static void Add(Table table, TallyRow row) => table.AddRow(
        row.Name,
        row.Planned.ToString(CultureInfo.InvariantCulture),
        row.Listed.ToString(CultureInfo.InvariantCulture),
        row.Counted.ToString(CultureInfo.InvariantCulture),
        row.Agrees ? "=" : "NO");
}
