using System.CommandLine;
using System.Globalization;
using Ordi2.Ledger;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Migrations;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Commands;

/// <summary>The commands that look after the ledger: each says what it found and ends with 0, or with 1 when something is wrong.</summary>
internal static class MaintenanceCommands
{
    public static IEnumerable<Command> Make(WhereOptions where) =>
    [
        Verify(where),
        Recount(where),
        Rebuild(where),
        Seal(where),
        Backup(where),
        Restore(where),
        Export(where),
    ];

    private static Command Verify(WhereOptions where)
    {
        var every = new Option<bool>("--every-seal") { Description = "Tous les sceaux, pas seulement le dernier. / Every seal, not just the newest." };
        return Make(where, "verify", "Vérifie les chaînes et les sceaux. / Verifies hash chains and seals.", [every], async (services, parsed, stop) =>
        {
            var report = await services.GetRequiredService<Verifier>().RunAsync(parsed.GetValue(every), cancellationToken: stop);

            foreach (var flaw in report.Flaws)
            {
                await Console.Out.WriteLineAsync($"FLAW {flaw.Stream}#{Number(flaw.Seq)} {flaw.Message}");
            }

            await Console.Out.WriteLineAsync(
                $"{Number(report.Events)} events, {Number(report.Streams)} streams, {Number(report.Seals)} seals, {Number(report.Flaws.Length)} flaws");

            return report.AllRight ? ExitCodes.Ok : ExitCodes.FoundProblems;
        });
    }

    private static Command Recount(WhereOptions where)
    {
        var repair = new Option<bool>("--repair") { Description = "Remplace les compteurs faux. / Replaces counters that are wrong." };
        var days = new Option<bool>("--days") { Description = "Recompte aussi chaque jour, d'après tout le journal. / Counts each day again too, from the whole ledger." };
        return Make(where, "recount", "Recompte les tableaux et compare. / Counts the boards again and compares.", [repair, days], async (services, parsed, stop) =>
        {
            var report = await services.GetRequiredService<Recount>().RunAsync(parsed.GetValue(repair), parsed.GetValue(days) ? SiloHost.RefillOf(services) : null, stop);

            foreach (var difference in report.Differences)
            {
                await Console.Out.WriteLineAsync(
                    $"DIFFERENT {difference.Scope} {difference.Counter}: kept {Number(difference.Kept)}, counted {Number(difference.Counted)}");
            }

            await Console.Out.WriteLineAsync(
                $"{Number(report.Machines)} machines, {Number(report.Counters)} counters, {Number(report.Differences.Length)} differences"
                + (report.Repaired ? ", repaired" : string.Empty));
            if (report.Repaired)
            {
                await LedgerHost.NoteAsync(services, "counters-repaired", null, $"{Number(report.Differences.Length)} counters", stop);
            }

            return report.AllRight ? ExitCodes.Ok : ExitCodes.FoundProblems;
        });
    }

    private static Command Rebuild(WhereOptions where) =>
        Make(where, "rebuild", "Refait les listes et les tableaux du journal. / Makes lists and boards again from the ledger.", [], async (services, _, stop) =>
        {
            var report = await services.GetRequiredService<Rebuild>().RunAsync(SiloHost.RefillOf(services), cancellationToken: stop);
            await LedgerHost.NoteAsync(services, "rebuilt", null, $"{Number(report.Events)} events", stop);
            await Console.Out.WriteLineAsync($"{Number(report.Events)} events, {Number(report.Machines)} machines, {Number(report.Counters)} counters");
            return ExitCodes.Ok;
        });

    private static Command Seal(WhereOptions where) =>
        Make(where, "seal", "Scelle le journal : une racine à publier. / Seals the ledger: one root to publish.", [], async (services, _, stop) =>
        {
            var seal = await services.GetRequiredService<Seals>().SealAsync(stop);
            await Console.Out.WriteLineAsync(
                $"seal {Number(seal.Number)}, position {Number(seal.Position)}, {Number(seal.Streams)} streams, root {Convert.ToHexStringLower(seal.Root.Span)}");
            return ExitCodes.Ok;
        });

    private static Command Backup(WhereOptions where)
    {
        var file = new Argument<string>("file") { Description = "Fichier à écrire. / File to write." };
        return Make(where, "backup", "Copie toute la base, serveur en marche. / Copies the whole database while it is in use.", [file], async (services, parsed, stop) =>
        {
            await services.GetRequiredService<Backups>().BackUpAsync(parsed.GetValue(file)!, stop);
            await Console.Out.WriteLineAsync(Path.GetFullPath(parsed.GetValue(file)!));
            return ExitCodes.Ok;
        });
    }

    private static Command Restore(WhereOptions where)
    {
        var file = new Argument<string>("file") { Description = "Copie faite par backup. / Copy made by backup." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Remplace les événements présents. / Replaces the events that are there." };

        return Make(where, "restore", "Remet une copie ; arrêtez d'abord les serveurs. / Puts a copy back; stop the servers first.", [file, overwrite], async (services, parsed, stop) =>
        {
            await services.GetRequiredService<Backups>().RestoreAsync(parsed.GetValue(file)!, parsed.GetValue(overwrite), stop);

            // A copy of an older version has no such log yet.
            await services.GetRequiredService<Migrator>().MigrateAsync(stop);
            await LedgerHost.NoteAsync(services, "restored", null, Path.GetFileName(parsed.GetValue(file)!), stop);
            await Console.Out.WriteLineAsync($"restored {Path.GetFullPath(parsed.GetValue(file)!)}");
            return ExitCodes.Ok;
        }, migrate: false);
    }

    private static Command Export(WhereOptions where)
    {
        var file = new Option<string?>("--output") { Description = "Fichier ; sans lui, la sortie standard. / File; without it, standard output." };
        var after = new Option<long>("--after") { Description = "Après cette position. / After this position." }.Whole(0, null, 1000);
        return Make(where, "export", "Écrit chaque événement, une ligne de JSON. / Writes every event, one line of JSON.", [file, after], async (services, parsed, stop) =>
        {
            if (parsed.GetValue(file) is { } closed)
            {
                OwnerOnly.MakeFile(closed);
            }

            await using var output = parsed.GetValue(file) is { } path ? File.Create(path) : Console.OpenStandardOutput();
            var events = await services.GetRequiredService<Export>().RunAsync(output, parsed.GetValue(after), stop);
            await Console.Error.WriteLineAsync($"{Number(events)} events");
            return ExitCodes.Ok;
        });
    }

    private static Command Make(
        WhereOptions where,
        string name,
        string description,
        IEnumerable<Symbol> symbols,
        Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> work,
        bool migrate = true)
    {
        var command = new Command(name, description);

        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Option option:
                    command.Options.Add(option);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        command.SetAction((parsed, cancellationToken) =>
            LedgerHost.RunAsync(where.Read(parsed), (services, stop) => work(services, parsed, stop), cancellationToken, migrate));
        return command;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
