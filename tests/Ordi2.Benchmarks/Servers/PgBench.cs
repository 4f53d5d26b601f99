using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Ordi2.Benchmarks.Load;

namespace Ordi2.Benchmarks.Servers;

/// <summary>PostgreSQL's own load generator, running only the SQL of the plain design: what the database gives when nobody else costs anything.</summary>
/// <param name="connectionString">A database that has its tables.</param>
/// <param name="folder">For scripts and logs.</param>
/// <param name="machines">Script that gives every client its machines.</param>
internal sealed partial class PgBench(string connectionString, string folder, string machines)
{
    public const int MachinesPerClient = 100;

    private int _run;

    /// <summary>Runs a script and checks that every transaction left its events.</summary>
    /// <param name="script">A script that is built into the program.</param>
    /// <param name="clients">Connections.</param>
    /// <param name="seconds">How long; pgbench counts whole seconds.</param>
    /// <param name="eventsPerTransaction">How many events each transaction writes.</param>
    public async Task<Window> RunAsync(string script, int clients, int seconds, int eventsPerTransaction = 1)
    {
        var file = Path.Combine(folder, script);
        await File.WriteAllTextAsync(file, Unroll(Resources.Read(script)));
        var before = await PrepareAsync(clients);

        // pgbench's time runs while it connects (a password check costs milliseconds); its figure leaves that part out again.
        var connecting = 1 + (clients / 32);
        var log = Path.Combine(folder, $"pgbench-{++_run}");
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var output = await Children.RunAsync(
            Path.Combine(Binaries(), "pgbench"),
            [
                "-n", "-M", "prepared", "-h", to.Host!, "-p", Text(to.Port), "-U", to.Username!, "-c", Text(clients),
                "-j", Text(Math.Min(clients, Environment.ProcessorCount)), "-T", Text(seconds + connecting), "-D", "n=-1", "-D", $"run={_run}",
                "-f", file, "-l", "--log-prefix", log, "--sampling-rate", "0.2", to.Database!,
            ],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["PGPASSWORD"] = to.Password });
        if (!Tps().IsMatch(output))
        {
            throw new BenchmarkException($"pgbench measured nothing with {clients} clients: {output}");
        }

        var transactions = long.Parse(Processed().Match(output).Groups["count"].Value, CultureInfo.InvariantCulture);
        var perSecond = double.Parse(Tps().Match(output).Groups["tps"].Value, CultureInfo.InvariantCulture);
        var written = await CountAsync() - before;
        if (written != transactions * eventsPerTransaction)
        {
            throw new BenchmarkException($"pgbench counts {transactions} transactions, but {written} events were written: {script} is not honest.");
        }

        return new Window(1, (long)(perSecond * eventsPerTransaction), ReadLatencies(log));
    }

    private static string Binaries() =>
        Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(bin => File.Exists(Path.Combine(bin, "pgbench")))
        ?? throw new BenchmarkException("There is no pgbench in /usr/lib/postgresql: install PostgreSQL's server package.");

    /// <summary>Writes out the part of a script that stands between <c>-- repeat 100</c> and <c>-- end</c>: pgbench has no loops.</summary>
    private static string Unroll(string script)
    {
        const string From = "-- repeat 100\n";
        const string To = "-- end\n";
        var from = script.IndexOf(From, StringComparison.Ordinal);
        if (from < 0)
        {
            return script;
        }

        var to = script.IndexOf(To, StringComparison.Ordinal);
        var part = script[(from + From.Length)..to];
        return script[..from]
            + string.Concat(Enumerable.Range(0, 100).Select(i => part.Replace("{i}", Text(i), StringComparison.Ordinal)))
            + script[(to + To.Length)..];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int[] ReadLatencies(string prefix)
    {
        var latencies = new List<int>();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(prefix)!, $"{Path.GetFileName(prefix)}.*"))
        {
            latencies.AddRange(File.ReadLines(file).Select(line => int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)));
            File.Delete(file);
        }

        return [.. latencies];
    }

    [GeneratedRegex("number of transactions actually processed: (?<count>[0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Processed();

    [GeneratedRegex("tps = (?<tps>[0-9.]+) \\(without initial connection time\\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tps();

    /// <summary>Gives every client its machines, all TRIAGED, as the scripts expect them.</summary>
    private async Task<long> PrepareAsync(int clients)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            Resources.Read(machines).Replace("{count}", Text(clients * MachinesPerClient), StringComparison.Ordinal));
        await command.ExecuteNonQueryAsync();
        await using var vacuum = source.CreateCommand("VACUUM ANALYZE machine");
        await vacuum.ExecuteNonQueryAsync();
        return await CountAsync();
    }

    private async Task<long> CountAsync()
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM event");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
