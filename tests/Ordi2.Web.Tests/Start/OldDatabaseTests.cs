using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Maintenance;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Start;

/// <summary>A database that has been in use since the first version, with rows in every table at the time when the table came.</summary>
public class OldDatabaseTests
{
    /// <summary>The program of the first day: a journal, read tables, tokens.</summary>
    private const long FirstProgram = 3;

    /// <summary>With an audit log and what is still to be told.</summary>
    private const long WithAudit = 8;

    /// <summary>With accounts, stations and badges.</summary>
    private const long WithAccounts = 16;

    /// <summary>With what people type beside the journal.</summary>
    private const long WithTexts = 42;

    private static readonly string[] NeverMadeAgain = ["event", "seal", "refusal", "audit", "api_token", "person", "membership", "sign_in_session", "protection_key"];

    private static readonly string[] MadeAgain = ["machine", "label", "external_id", "aggregate", "aggregate_party", "document_number", "search_word"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_comes_through_every_script_with_all_that_it_held_and_answers_as_a_new_one_does(bool postgres)
    {
        var server = new DemoServer();
        await server.StartAsync(postgres);
        var machines = await PlayAsync(server);
        await server.Services.GetRequiredService<Seals>().SealAsync();
        var before = await AnswersAsync(server, machines);
        var old = new OldDatabase(server.Database);

        await server.RestartAsync(async () =>
        {
            await old.SetAsideAsync();
            await OfTheFirstProgramAsync(old);
            await OfLaterOnesAsync(old);
            await ThroughTheRestAsync(old);
            await IsWholeAsync(old);
        });

        var after = await AnswersAsync(server, machines);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, answer => Assert.True(answer.Value == after[answer.Key], $"{answer.Key} answers\n{after[answer.Key]}\nand not\n{answer.Value}"));
        await server.AssertWholeAsync();

        foreach (var table in MadeAgain)
        {
            Assert.Equal((table, 0), (table, await old.OtherThanTodayAsync(table)));
        }

        // Whoever had an account still has it, and work goes on where it stood.
        using var browser = await server.BrowserAsync(Role.Supervisor);
        await server.ReceivedAsync();
        await server.DisposeAsync();
    }

    /// <summary>Gifts, machines on each way, a dossier, a delivery, a loan, sessions, a scan that was refused.</summary>
    private static async Task<string[]> PlayAsync(DemoServer server)
    {
        var day = new Workday(server);
        var machines = await day.ReadyAsync(6);
        var dossier = await day.DossierAsync(4);
        await day.SentAsync(dossier, machines[..3]);

        foreach (var machine in machines[..2])
        {
            await day.DoAsync(server.Token(Role.Animator, day.Epn), machine, "receive-at-epn");
        }

        await day.PlaceAsync(await day.LoanAsync(dossier, 12), machines[..1]);
        await day.SessionAsync(dossier, -2);
        var received = await server.ReceivedAsync("PF2XK9L");
        await day.DoAsync(server.Token(Role.Operator), received, "place-hold", new { hold = "SAFETY_BATTERY", reason = "batterie gonflée" });
        await server.Client.ScanAsync(server.Token(Role.Operator), new OneScan(received, "install-os", new { plan = "NONE" }));
        return [.. machines, received];
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(DemoServer server, string[] machines)
    {
        string[] paths =
        [
            "/api/machines?limit=500", "/api/machines?status=READY", "/api/machines?owner=atelier-du-canal", "/api/machines?since=2020-01-01", "/api/machines?q=PF2",
            "/api/boards/national", "/api/boards/organisation/atelier-du-canal", "/api/donations", "/api/dossiers", "/api/deliveries", "/api/loans", "/api/sessions",
            "/api/documents", "/api/organisations", "/api/search?q=canal", "/api/search?q=PF2XK9L", .. machines.Select(machine => $"/api/machines/{machine}/history"),
        ];
        Dictionary<string, string> answers = new(StringComparer.Ordinal);

        foreach (var path in paths)
        {
            var reply = await server.Client.GetAsync(path, server.Token(Role.Coordinator));
            Assert.True(reply.Status is 200, $"{path} answered {reply.Status}: {reply.Text}");

            // The version of a board is of the process that shows it.
            answers[path] = reply.Body.TryGetProperty("counters", out var counters) ? counters.GetRawText() : reply.Text;
        }

        return answers;
    }

    private static async Task OfTheFirstProgramAsync(OldDatabase old)
    {
        await old.MigrateAsync(FirstProgram);
        await old.WriteAsync("event", "seal", "refusal", "machine", "label", "external_id", "aggregate", "aggregate_party", "api_token");

        // It knew fewer stages, named organisations without saying as what, gave all programs one device, and kept what grains remember.
        await old.ExecuteAsync(
            """
            update machine set stage = 2 where status in ('WIPE_FAILED', 'QC_FAILED', 'REFUSED', 'RETURNING', 'STOLEN', 'DISMANTLED');
            update machine set stage = 7 where status = 'HANDED_BACK';
            update aggregate set parties = '["somebody"]';
            update api_token set device = 'api' where device = 'api-' || id;
            insert into working_state (name, key, etag, json) values ('clock', 'one', '1', '{}');
            insert into board_counter (scope, counter, shard, value) select scope, counter, 0, cast(sum(value) as bigint) from played.board_count group by scope, counter;
            delete from migration where series = 'read-tables'
            """);
        await old.GoOnCountingAsync("event");

        // Of what a day brings about seldom: only the row, for the scripts to find.
        foreach (var (id, status, stage) in new[] { ("OLD-1", "HANDED_BACK", 7), ("OLD-2", "WIPE_FAILED", 2), ("OLD-3", "STOLEN", 2) })
        {
            await old.ExecuteAsync(
                $"""
                insert into machine (id, version, status_since, due_at, stage, holds, held_scans, status, type, sanitisation, legal_nature, grade, profile)
                values ('{id}', 1, {old.Moment(new(2026, 1, 8, 1, 0, 0, TimeSpan.Zero))}, {old.Moment(new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero))}, {stage}, 0, 0, '{status}', 'LAPTOP', 'DIRTY', 'PRODUCT', 'NONE', 'NONE')
                """);
        }
    }

    private static async Task OfLaterOnesAsync(OldDatabase old)
    {
        await old.MigrateAsync(WithAudit);
        await old.WriteAsync("audit");
        await old.GoOnCountingAsync("audit");

        await old.MigrateAsync(WithAccounts);
        await old.WriteAsync("person", "person_passkey", "recovery_code", "membership", "sign_in_session", "one_time_link", "protection_key", "station", "badge");
        var (made, ends) = (old.Moment(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), old.Moment(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        foreach (var (id, kind, by) in new[] { ("asked-for", "RESET", "null"), ("handed-over", "RESET", "'e1'"), ("invited", "INVITATION", "'e1'") })
        {
            await old.ExecuteAsync(
                $"""
                insert into one_time_link (id, kind, secret_hash, email, manages, in_training, made_by, made_at, expires_at)
                values ('{id}', '{kind}', {old.Bytes(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)))}, 'Zoe@Val.example', 0, 0, {by}, {made}, {ends})
                """);
        }
    }

    /// <summary>Script by script, as if each had been a version of its own.</summary>
    private static async Task ThroughTheRestAsync(OldDatabase old)
    {
        foreach (var script in (await old.ScriptsAsync()).Where(script => script > WithAccounts))
        {
            await old.MigrateAsync(script);
            Assert.Equal((script, script), (script, (await old.AskAsync<long>("select max(number) from migration where series = 'ledger'"))[0]));

            if (script == WithTexts)
            {
                await old.BringTextsAsync();
            }
        }
    }

    /// <summary>Before anything is made again: what the scripts themselves must carry over.</summary>
    private static async Task IsWholeAsync(OldDatabase old)
    {
        foreach (var table in NeverMadeAgain)
        {
            Assert.Equal((table, 0), (table, await old.ChangedAsync(table)));
        }

        Assert.Equal(["OLD-1 15 2923", "OLD-2 9 2923", "OLD-3 13 2923"], await old.AskAsync<string>("select id || ' ' || stage || ' ' || week from machine where id like 'OLD-%' and wake_at = due_at order by id"));
        await old.ExecuteAsync("delete from machine where id like 'OLD-%'");

        await using var services = old.Services();
        Assert.Empty((await services.GetRequiredService<Verifier>().RunAsync(everySeal: true)).Flaws);
        Assert.Empty((await services.GetRequiredService<Recount>().RunAsync()).Differences);

        Assert.Empty(await old.AskAsync<string>("select m.id from machine m join played.machine o on o.id = m.id where m.stage <> o.stage or m.week <> o.week"));
        Assert.Empty(await old.AskAsync<string>("select id from machine where due_at is not null and wake_at is null"));
        Assert.Equal(["asked-for 1 ZOE@VAL.EXAMPLE", "handed-over 0 ZOE@VAL.EXAMPLE", "invited 0 ZOE@VAL.EXAMPLE"], await old.AskAsync<string>(
            "select id || ' ' || by_letter || ' ' || normalized_email from one_time_link where id in ('asked-for', 'handed-over', 'invited') order by id"));
        Assert.Equal(
            (await old.AskAsync<string>("select id from played.machine order by stage, week, id")).Take(5),
            (await services.GetRequiredService<MachineQueries>().ListAsync(new() { Limit = 5 })).Rows.Select(row => row.Id));
        Assert.True(await services.GetRequiredService<Rebuild>().IsNeededAsync());
    }
}
