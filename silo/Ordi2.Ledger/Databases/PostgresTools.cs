using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Ordi2.Ledger.Maintenance;

namespace Ordi2.Ledger.Databases;

/// <summary>PostgreSQL's own programs for backups.</summary>
internal static class PostgresTools
{
    public static Task DumpAsync(string connectionString, string file, CancellationToken cancellationToken) =>
        RunAsync("pg_dump", connectionString, ["--format=custom", "--no-owner", "--no-privileges", "--file", file], cancellationToken);

    public static Task RestoreAsync(string connectionString, string file, CancellationToken cancellationToken) => RunAsync(
        "pg_restore",
        connectionString,
        ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", file],
        cancellationToken);

    private static async Task RunAsync(string program, string connectionString, string[] arguments, CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Find(program), arguments) { RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Insert(0, "--no-password");
        start.ArgumentList.Insert(0, $"--dbname={address.Database}");

        // In the environment and not among the arguments, which every user of the machine can read.
        start.Environment["PGHOST"] = address.Host;
        start.Environment["PGPORT"] = address.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = address.Username;
        start.Environment["PGPASSWORD"] = address.Password;
        try
        {
            using var process = Process.Start(start) ?? throw new BackupException($"{program} n'a pas démarré.", $"{program} did not start.");
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new BackupException($"{program} a échoué :", $"{program} failed: {errors.Trim()}");
            }
        }
        catch (Win32Exception e)
        {
            throw new BackupException(
                $"{program} n'est pas installé ici. Installez les programmes clients de PostgreSQL (Debian : apt-get install postgresql-client).",
                $"{program} is not installed here. Install PostgreSQL's client programs (Debian: apt-get install postgresql-client).",
                e);
        }
    }

    // Debian puts the programs of the newest version behind wrappers that need its cluster tools; the real ones stand here.
    private static string Find(string program)
    {
        const string Root = "/usr/lib/postgresql";
        return Directory.Exists(Root)
            ? Directory.GetDirectories(Root)
                .OrderByDescending(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(path => Path.Combine(path, "bin", program))
                .FirstOrDefault(File.Exists) ?? program
            : program;
    }
}
