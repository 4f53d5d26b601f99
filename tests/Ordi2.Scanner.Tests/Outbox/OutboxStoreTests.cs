using Microsoft.Data.Sqlite;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Tests.Outbox;

public class OutboxStoreTests
{
    [Fact]
    public void A_file_that_is_no_outbox_is_left_alone_and_the_sentence_says_what_to_do()
    {
        using var bench = new OutboxBench();
        var path = bench.FilePath + ".broken";
        File.WriteAllText(path, new string('x', 5000));

        var problem = Assert.Throws<OutboxException>(() => OutboxStore.Open(path, bench.Clock));

        Assert.Contains("Mettez ce fichier de côté", problem.Message, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(path).Length);
    }

    [Fact]
    public void An_outbox_of_a_newer_program_is_not_touched()
    {
        using var bench = new OutboxBench();
        bench.Store.Dispose();
        using (var connection = new SqliteConnection($"Data Source={bench.FilePath};Pooling=False"))
        {
            connection.Open();
            using var command = new SqliteCommand("pragma user_version = 99", connection);
            command.ExecuteNonQuery();
        }

        Assert.Contains("plus récente", Assert.Throws<OutboxException>(() => OutboxStore.Open(bench.FilePath, bench.Clock)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_commit_is_on_the_disk_before_it_returns()
    {
        using var bench = new OutboxBench();

        Assert.Equal(2L, bench.Store.Synchronous);
    }

    [Fact]
    public void Nobody_else_may_read_it()
    {
        using var bench = new OutboxBench();
        bench.Put(1);

        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(bench.FilePath)!))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public void A_scan_kept_twice_is_there_once_and_an_answer_stays_the_first()
    {
        using var bench = new OutboxBench();
        var scan = bench.Scan();

        Assert.Equal(1, bench.Store.Put(OutboxBench.Mine, scan));
        Assert.Equal(0, bench.Store.Put(OutboxBench.Mine, scan with { Code = "B7N2KDR" }));
        bench.Store.Answer([new Receipt(scan.Id, States.Accepted)]);
        bench.Store.Answer([new Receipt(scan.Id, States.Refused)]);

        Assert.Equal(("H4T9CXB", States.Accepted), (bench.Store.Find(scan.Id)!.Scan.Code, bench.StateOf(scan)));
    }

    [Fact]
    public void A_report_is_taken_once_until_it_is_refused()
    {
        using var bench = new OutboxBench();
        var scan = bench.Scan() with { Evidence = "abc" };
        Assert.Equal(1, bench.Store.Put(OutboxBench.Mine, scan));
        Assert.Equal(0, bench.Store.Put(OutboxBench.Mine, scan with { Id = Guid.NewGuid(), Code = "B7N2KDR" }));

        bench.Store.Answer([new Receipt(scan.Id, States.Refused)]);

        Assert.Equal(1, bench.Store.Put(OutboxBench.Mine, scan with { Id = Guid.NewGuid() }));
    }

    [Fact]
    public void What_was_refused_is_tried_again_as_a_new_scan_of_the_same_moment_and_once()
    {
        using var bench = new OutboxBench();
        var scan = bench.Put(1)[0];
        bench.Store.Answer([new Receipt(scan.Id, States.Refused, Reason: new("not-triaged", "Pas triée.", "Triez."))]);
        bench.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, bench.Store.Retry(null, Guid.NewGuid));
        Assert.Equal(0, bench.Store.Retry(null, Guid.NewGuid));

        var again = Assert.Single(bench.Store.List(States.Waiting));
        Assert.NotEqual(scan.Id, again.Scan.Id);
        Assert.Equal(scan.OccurredAt, again.Scan.OccurredAt);
        Assert.Equal(States.Retried, bench.StateOf(scan));
    }

    [Fact]
    public void What_is_for_another_server_is_not_sent_to_this_one()
    {
        using var bench = new OutboxBench();
        bench.Put(1, OutboxBench.Mine with { Server = "http://127.0.0.1:2" });

        Assert.Empty(bench.Store.Due(OutboxBench.Mine.Server, new HashSet<string>(StringComparer.Ordinal), 500));
        Assert.Equal(1, bench.Store.Waiting);
    }

    [Fact]
    public void A_request_holds_the_scans_of_one_person_and_no_more_than_fits()
    {
        using var bench = new OutboxBench();
        var large = new string('x', 1000);
        bench.Store.Put(OutboxBench.Mine, [.. Enumerable.Range(0, 5).Select(_ => bench.Scan(data: $"\"{large}\""))]);
        bench.Put(3, OutboxBench.Mine with { Person = "person-2" });
        var nobody = new HashSet<string>(StringComparer.Ordinal);

        Assert.Equal(2, bench.Store.Due(OutboxBench.Mine.Server, nobody, 500, mostSigns: 2100).Length);
        Assert.Single(bench.Store.Due(OutboxBench.Mine.Server, nobody, 500, mostSigns: 10));
        Assert.Equal(5, bench.Store.Due(OutboxBench.Mine.Server, nobody, 500).Length);
    }
}
