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

    /// <summary>No list may take longer, with a million machines.</summary>
    private const int ListMs = 50;

    /// <summary>Median and 99th percentile of <c>GET /api/machines/{code}/history</c>, each time another machine.</summary>
    public static Task HistoryAsync(SubjectOptions options) => RunAsync(options, "history", (coordinator, account, filled) =>
    [
        new("history of a machine", () => $"/api/machines/{Labels.Make(filled.Any())}/history"),
        new("machine", () => $"/api/machines/{Labels.Make(filled.Any())}"),
    ]);

    /// <summary>The same of the boards and of list pages.</summary>
    public static Task BoardsAsync(SubjectOptions options) => RunAsync(options, "boards", (coordinator, account, filled) =>
    [
        new("board of the country", () => "/api/boards/national"),
        new("board of the workshop", () => $"/api/boards/organisation/{account.OrganisationId}"),
        new("list page: all", () => "/api/machines?limit=50"),
        new("list page: by status", () => "/api/machines?status=TRIAGED&limit=50"),
        new("list page: by holder", () => $"/api/machines?holder={account.OrganisationId}&limit=50"),
        new("list page: search", () => $"/api/machines?q={Labels.Make(filled.Any())}"),
    ]);

    /// <summary>Pages of every list, common and rare, by each filter and the pairs that people ask for, and a search with a typing mistake.</summary>
    public static Task ListsAsync(SubjectOptions options) => RunAsync(options, "lists", asYears: true, targetMs: ListMs, questions: (coordinator, account, filled) =>
    [
        .. Pages(
            "workshop", "/api/machines", null,
            ("all", ""),
            ("by a status that many have", "status=TRIAGED"),
            ("by a status that nobody has", "status=WIPE_FAILED"),
            ("by a status that few have beside many", "status=AWAITING_PART"),
            ("by site", "site=site-000007"),
            ("by site and status", "site=site-000007&status=AWAITING_PART"),
            ("by owner", $"owner={Years.Donor}"),
            ("by since", $"since={Day(-2)}"),
            ("by since, long ago", "since=2020-01-01"),
            ("by until, long ago", "until=2020-01-01"),
            ("by deadline", "due=2100-01-01")),
        .. Pages(
            "pole", "/api/machines", coordinator,
            ("all", ""),
            ("by a status that most have", "status=PLACED"),
            ("by a status that nobody has", "status=WIPE_FAILED"),
            ("by a status that few have beside many", "status=AWAITING_PART"),
            ("by another rare one", "status=STOLEN"),
            ("by a final one", "status=HANDED_BACK"),
            ("by owner", $"owner={Years.Donor}"),
            ("by owner, itself", $"owner={coordinator.OrganisationId}"),
            ("by owner and status", $"owner={Years.Donor}&status=AWAITING_PART"),
            ("by owner and since", $"owner={Years.Donor}&since={Day(-2)}"),
            ("by holder", $"holder={account.OrganisationId}"),
            ("by holder and owner", $"holder={account.OrganisationId}&owner={Years.Donor}"),
            ("by since", $"since={Day(-2)}"),
            ("by since, tomorrow", $"since={Day(1)}"),
            ("by since, long ago", "since=2020-01-01"),
            ("by until", $"until={Day(-1800)}"),
            ("by until, long ago", "until=2020-01-01"),
            ("by since and until", $"since={Day(-300)}&until={Day(-299)}"),
            ("by status and until", $"status=READY&until={Day(-60)}"),
            ("by site", "site=site-000007"),
            ("by donation", "donation=donation-000017"),
            ("by dossier", "dossier=dossier-000017"),
            ("by a loan that is none", "loan=none"),
            ("by batch", "batch=batch-000017"),
            ("by batch that is none", "batch=none"),
            ("by deadline", "due=2100-01-01"),
            ("by status and deadline", "status=AT_EPN&due=2026-11-10")),
        new("by text", () => $"/api/machines?q={Labels.Make(filled.Any())}"),
        .. Pages(
            "donations", "/api/donations", coordinator,
            ("all", ""),
            ("by a status that many have", "status=CLOSED"),
            ("by a rare status", "status=CANCELLED"),
            ("by organisation", $"organisation={Years.Donor}"),
            ("by organisation and status", $"organisation={Years.Donor}&status=CLOSED"),
            ("by organisation, itself", $"organisation={coordinator.OrganisationId}"),
            ("by organisation, itself, and a rare status", $"organisation={coordinator.OrganisationId}&status=CANCELLED"),
            ("by deadline", "due=2026-11-10"),
            ("by deadline, all", "due=2100-01-01"),
            ("by organisation and deadline", $"organisation={Years.Donor}&due=2100-01-01"),
            ("by status and deadline", "status=CLOSED&due=2100-01-01")),
        .. Lists.SelectMany(list => Pages(
            list, $"/api/{list}", coordinator,
            ("all", ""),
            ("by a rare status", $"status={Years.Rare}"),
            ("by organisation, itself", $"organisation={coordinator.OrganisationId}"),
            ("by deadline", "due=2100-01-01"))),
        new("search: a label", () => $"/api/search?q={Labels.Make(filled.Any())}"),
        new("search: a serial with a mistake", () => "/api/search?q=PF3XZ9KQ12"),
    ]);

    /// <summary>Every list of the API beside machines and donations. Few things of some kinds are made here; their lists are asked for all the same.</summary>
    private static readonly string[] Lists =
    [
        "allocations", "batches", "calls", "configurations", "deliveries", "documents", "dossiers", "handovers", "incidents", "loans", "organisations", "parts", "processes", "recalls",
        "receipts", "rounds", "series", "sessions",
    ];

    private static IEnumerable<Question> Pages(string of, string path, DemoAccount? by, params (string Name, string Query)[] lists) =>
        lists.Select(list => new Question($"{of}: {list.Name}", () => $"{path}?{list.Query}&limit=50") { Token = by?.Token });

    private static string Day(int fromToday) => DateTime.UtcNow.Date.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task RunAsync(
        SubjectOptions options, string subject, Func<DemoAccount, DemoAccount, FilledStore, IReadOnlyList<Question>> questions, bool asYears = false, int? targetMs = null)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var server = await workplace.StartOursAsync();
        var filled = await FilledStore.FillAsync(server, options.Machines ?? (options.Quick ? 20_000 : 1_000_000), asYears);
        var account = await server.AccountAsync("OPERATOR");
        var rows = new List<ReadMeasure>();
        foreach (var question in questions(await server.AccountAsync("COORDINATOR"), account, filled))
        {
            rows.Add(await AskAsync(server.Address, account, question, options));
        }

        var table = new Table { Title = new TableTitle($"Questions on {options.Database} with {filled.Machines} machines, {filled.Events} events") };
        table.AddColumns("question", "median ms", "p99 ms", "worst ms", "bytes", "asked");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Question, row.P50Ms.ToString("F2", CultureInfo.InvariantCulture), row.P99Ms.ToString("F2", CultureInfo.InvariantCulture),
                row.WorstMs.ToString("F2", CultureInfo.InvariantCulture),
                row.Bytes.ToString(CultureInfo.InvariantCulture), row.Asked.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
        string[] slower = targetMs is { } target ? [.. rows.Where(row => row.P99Ms >= target).Select(row => row.Question)] : [];

        if (targetMs is not null)
        {
            Console.WriteLine(slower.Length > 0
                ? $"One answer in a hundred is slower than {targetMs} ms: {string.Join(", ", slower)}."
                : $"To each question, ninety-nine answers in a hundred come in under {targetMs} ms.");
        }

        await Reports.WriteAsync(
            options.Json, new { machine = head, database = options.DatabaseName, subject, machines = filled.Machines, events = filled.Events, targetMs, slower, runs = rows });
    }

    private static async Task<ReadMeasure> AskAsync(IPEndPoint address, DemoAccount account, Question question, SubjectOptions options)
    {
        using var lane = await HttpLane.ConnectAsync(address, question.Token ?? account.Token);
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

        return new ReadMeasure(question.Name, measure.P50Ms, measure.P99Ms, window.Microseconds.Max() / 1000.0, bytes, window.Done);
    }

    private sealed record Question(string Name, Func<string> Path)
    {
        /// <summary>Of who asks, where it is not the operator of the workshop.</summary>
        public string? Token { get; init; }
    }

    private sealed record ReadMeasure(string Question, double P50Ms, double P99Ms, double WorstMs, int Bytes, long Asked);
}
