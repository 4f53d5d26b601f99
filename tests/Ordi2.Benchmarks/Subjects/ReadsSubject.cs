using System.Globalization;
using System.Net;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;
using Spectre.Console;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>How long questions take with a million machines stored: the history of a machine, boards, pages of lists.</summary>
internal static class ReadsSubject
{
    // The server has been busy with the filling before; each question only has to meet its own code again.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Median and 99th percentile of <c>GET /api/machines/{code}/history</c>, each time another machine.</summary>
    public static Task HistoryAsync(SubjectOptions options) => RunAsync(options, "history", (server, account, filled) =>
    [
        new("history of a machine", () => $"/api/machines/{Labels.Make(filled.Any())}/history"),
        new("machine", () => $"/api/machines/{Labels.Make(filled.Any())}"),
    ]);

    /// <summary>The same of the boards and of list pages.</summary>
    public static Task BoardsAsync(SubjectOptions options) => RunAsync(options, "boards", (server, account, filled) =>
    [
        new("board of the country", () => "/api/boards/national"),
        new("board of the workshop", () => $"/api/boards/organisation/{account.OrganisationId}"),
        new("list page: all", () => "/api/machines?limit=50"),
        new("list page: by status", () => "/api/machines?status=TRIAGED&limit=50"),
        new("list page: by holder", () => $"/api/machines?holder={account.OrganisationId}&limit=50"),
        new("list page: search", () => $"/api/machines?q={Labels.Make(filled.Any())}"),
    ]);

    /// <summary>Pages of every list that machines have, common and rare, and a search with a typing mistake.</summary>
    public static Task ListsAsync(SubjectOptions options) => RunAsync(options, "lists", (server, account, filled) =>
    [
        new("all", () => "/api/machines?limit=50"),
        new("by a status that many have", () => "/api/machines?status=TRIAGED&limit=50"),
        new("by a status that nobody has", () => "/api/machines?status=WIPE_FAILED&limit=50"),
        new("by another one", () => "/api/machines?status=STOLEN&limit=50"),
        new("by site", () => "/api/machines?site=quai&limit=50"),
        new("by site and status", () => "/api/machines?site=quai&status=WIPE_FAILED&limit=50"),
        new("by batch", () => "/api/machines?batch=none&limit=50"),
        new("by deadline", () => "/api/machines?due=2100-01-01&limit=50"),
        new("by since", () => "/api/machines?since=2020-01-01&limit=50"),
        new("by text", () => $"/api/machines?q={Labels.Make(filled.Any())}"),
        new("donations", () => "/api/donations?limit=50"),
        new("search: a label", () => $"/api/search?q={Labels.Make(filled.Any())}"),
        new("search: a serial with a mistake", () => "/api/search?q=PF3XZ9KQ12"),
    ]);

    private static async Task RunAsync(
        SubjectOptions options, string subject, Func<OrdiServer, DemoAccount, FilledStore, IReadOnlyList<Question>> questions)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var server = await workplace.StartOursAsync();
        var filled = await FilledStore.FillAsync(server, options.Quick ? 20_000 : 1_000_000);
        var account = await server.AccountAsync("OPERATOR");
        var rows = new List<ReadMeasure>();
        foreach (var question in questions(server, account, filled))
        {
            rows.Add(await AskAsync(server.Address, account, question, options));
        }

        var table = new Table { Title = new TableTitle($"Questions on {options.Database} with {filled.Machines} machines, {filled.Events} events") };
        table.AddColumns("question", "median ms", "p99 ms", "bytes", "asked");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Question, row.P50Ms.ToString("F2", CultureInfo.InvariantCulture), row.P99Ms.ToString("F2", CultureInfo.InvariantCulture),
                row.Bytes.ToString(CultureInfo.InvariantCulture), row.Asked.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
        await Reports.WriteAsync(
            options.Json, new { machine = head, database = options.DatabaseName, subject, machines = filled.Machines, events = filled.Events, runs = rows });
    }

    private static async Task<ReadMeasure> AskAsync(IPEndPoint address, DemoAccount account, Question question, SubjectOptions options)
    {
        using var lane = await HttpLane.ConnectAsync(address, account.Token);
        var bytes = 0;
        async ValueTask<int> Once()
        {
            var path = question.Path();
            var answer = await lane.GetAsync(path);
            bytes = answer.Body.Length;
            return answer.Status == (int)HttpStatusCode.OK ? 1 : throw new BenchmarkException($"GET {path} answered {answer.Status}: {answer.Text}");
        }

        // The first answer wakes what sleeps; one that outlasts the window would leave a row that says nothing.
        await Once();
        var window = await LoadRun.MeasureAsync([Once], WarmUp, options.Window);
        var measure = Measure.Of(question.Name, [window]);
        if (window.Done == 0)
        {
            throw new BenchmarkException($"'{question.Name}' was not answered once in {options.Window}.");
        }

        return new ReadMeasure(question.Name, measure.P50Ms, measure.P99Ms, bytes, window.Done);
    }

    private sealed record Question(string Name, Func<string> Path);

    private sealed record ReadMeasure(string Question, double P50Ms, double P99Ms, int Bytes, long Asked);
}
