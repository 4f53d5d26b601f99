using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Features.Stations;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Boards;

/// <summary>One board. The numbers are in the page; the script only keeps them fresh.</summary>
internal sealed class BoardPage : WebPage
{
    private static readonly string[] Stretches = ["arrive", "work", "ready", "use", "end", "trouble"];

    public static readonly string[] Types = [.. Enum.GetValues<DeviceType>().Select(type => $"type/{type.Code()}")];

    /// <summary>The chain from left to right: each stretch with the counters of its statuses.</summary>
    public static readonly (string Look, string[] Counters)[] Flow =
    [
        .. Enum.GetValues<MachineStatus>()
            .GroupBy(status => MachineLooks.Of(status).Look, StringComparer.Ordinal)
            .Select(stretch => (stretch.Key, stretch.Select(status => $"status/{status.Code()}").ToArray()))
            .OrderBy(stretch => Array.IndexOf(Stretches, stretch.Key)),
    ];

    private readonly BoardSight _rights;
    private readonly BoardReader _boards;
    private readonly BoardFigures _figures;
    private readonly BoardLoans _loans;
    private readonly BoardConcerns _concerns;
    private readonly Houses _houses;
    private readonly PoleMembers _members;
    private readonly BoardFeed _feed;
    private Dictionary<string, long> _numbers = [];
    private BoardScope _scope = null!;

    public BoardPage(BoardSight rights, BoardReader boards, BoardFigures figures, BoardLoans loans, BoardConcerns concerns, Houses houses, PoleMembers members, BoardFeed feed) =>
        (_rights, _boards, _figures, _loans, _concerns, _houses, _members, _feed) = (rights, boards, figures, loans, concerns, houses, members, feed);

    public BoardSnapshot Snapshot { get; private set; } = new(BoardScope.National, 0, []);

    public string Title { get; private set; } = string.Empty;

    /// <summary>The number of the gift, for who has to tell two of them apart.</summary>
    public string? Lead => _scope.Kind is BoardScope.Donation ? Called.Number(this, _scope.Id) : null;

    /// <summary>On the wall of a workshop: large, without anything to press.</summary>
    public bool Wall { get; private set; }

    public string Address { get; private set; } = "/boards";

    /// <summary>The boards that the reader may choose between.</summary>
    public IReadOnlyList<(string Address, string Title)> Others { get; private set; } = [];

    /// <summary>The boards of the organisations of a pole, on its own.</summary>
    public ImmutableArray<(string Address, string Name)> Members { get; private set; } = [];

    public ImmutableArray<DayRow> Days { get; private set; } = [];

    public ImmutableArray<AgeRow> Ages { get; private set; } = [];

    public ImmutableArray<AgeRow> Stock { get; private set; } = [];

    /// <summary>When all this was read: a board says how old its figures are wherever they are not live.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>What the organisation gave, relays, uses, and what passed through its hands; nothing on other boards.</summary>
    public BoardConcern? Concern { get; private set; }

    /// <summary>The loans that are due; nothing on the board of a gift, which lends nothing.</summary>
    public BoardLoanCounts? Loans { get; private set; }

    /// <summary>Where the reader sees which they are.</summary>
    public string? LoansPage { get; private set; }

    public string[] ConcernColumns => SayAll(["concern-what", "machines", .. Flow.Select(stretch => $"flow-{stretch.Look}")]);

    public string SumOf(string[] counters) => Number(counters.Sum(counter => _numbers.GetValueOrDefault(counter)));

    public string GradeOf(string code) => code is "NONE" ? Say("grade-none") : Say("grade-of", code);

    public Bar[] BarsOf(int milestone) => [.. Days.Select(day => new Bar(Reader.ShortDate(day.Day), day.Reached[milestone]))];

    /// <summary>A counter of a code has the words of the code: <c>status/READY</c> is « Prête (en stock) ».</summary>
    public string Label(string counter) =>
        counter.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && !PageTexts.Has(counter)
            ? Words.SayOf("machine", counter[(slash + 1)..], ReadersLanguage)
            : Say(counter);

    public string ValueOf(string counter) => Number(_numbers.GetValueOrDefault(counter));

    /// <summary>Over how many seconds the boards that are open spread what they ask when the scans calm down.</summary>
    public int Spread => BoardFigures.SpreadOf(_feed.ViewersOf(_scope.Text));

    /// <summary>Whoever has the same sees the same figures.</summary>
    public string FiguresKey => $"{_scope.Text}|{ReadersLanguage}|{LoansPage}";

    public async Task<IActionResult> OnGetAsync(string? scope, bool wall, CancellationToken cancellationToken)
    {
        var caller = await _rights.ViewerAsync(HttpContext);

        if (await StoppedAsync(scope, caller) is { } stopped)
        {
            return stopped;
        }

        Title = await TitleAsync(_scope);
        Snapshot = await _boards.ReadAsync(_scope.Text);
        _numbers = Snapshot.Counters.ToDictionary(counter => counter.Counter, counter => counter.Value, StringComparer.Ordinal);
        Wall = wall;
        Address = _scope.Kind is BoardScope.National ? "/boards" : AddressOf(_scope.Text);
        await ReadFiguresAsync(cancellationToken);
        Others = await OthersAsync(caller);
        Members = wall ? [] : await MembersAsync(caller, cancellationToken);
        return Page();
    }

    /// <summary>What an open board asks again: the figures that no push brings, as they are drawn on the page.</summary>
    public async Task<IActionResult> OnGetFiguresAsync(string? scope)
    {
        Response.Headers[BuildStamp.Header] = BuildStamp.Value;
        return await StoppedAsync(scope, await _rights.ViewerAsync(HttpContext)) ?? Partial("Boards/_Fresh", this);
    }

    /// <summary>What is read for all who see the same is not given up because one of them goes away.</summary>
    public async Task ReadFiguresAsync(CancellationToken cancellationToken = default)
    {
        ReadAt = _figures.Now;
        Days = await _figures.DaysAsync(_scope.Text, cancellationToken);
        (Ages, Stock) = await _figures.AgesAsync(_scope.Text, cancellationToken);
        Concern = await _concerns.ReadAsync(_scope, cancellationToken);
        Loans = await _loans.ReadAsync(_scope, cancellationToken);
    }

    private async Task<IActionResult?> StoppedAsync(string? scope, Caller? caller)
    {
        if (!BoardScope.TryParse(string.IsNullOrEmpty(scope) ? BoardScope.National : scope, out var board))
        {
            return NotFound();
        }

        if (!await _rights.MaySeeAsync(board, caller))
        {
            // The way in of this browser, be it a station's or another's, and back to the board as it was asked for.
            return caller is null or { Role: Role.None } ? Challenge(AccessFeature.Pages) : NotFound();
        }

        _scope = board;

        if (caller is { Role: Role.None })
        {
            // A screen that hangs for years stays the station that it is.
            StationCookie.Renew(Request, Response);
        }

        LoansPage = caller is { Role: Role.Coordinator or Role.Animator or Role.Partner or Role.Supervisor } && board.Id == caller.Organisation.Text ? "/loans?show=due" : null;
        return null;
    }

    private async Task<IReadOnlyList<(string Address, string Title)>> OthersAsync(Caller? caller)
    {
        List<(string Address, string Title)> others = [("/boards", Say("board/national"))];

        foreach (var kind in caller is null ? [] : new[] { BoardScope.Pole, BoardScope.Organisation })
        {
            if (BoardScope.TryParse($"{kind}/{caller!.Organisation.Text}", out var own) && (kind is BoardScope.Organisation || caller.Role is Role.Coordinator) && await _rights.MaySeeAsync(own, caller))
            {
                others.Add((AddressOf(own.Text), await TitleAsync(own)));
            }
        }

        return others;
    }

    /// <summary>On the board of a pole: the boards of the organisations that it coordinates, for whoever may see them.</summary>
    private async Task<ImmutableArray<(string Address, string Name)>> MembersAsync(Caller? caller, CancellationToken cancellationToken)
    {
        if (caller is not { Role: Role.Coordinator } || _scope.Kind is not BoardScope.Pole || _scope.Id != caller.Organisation.Text)
        {
            return [];
        }

        var members = await _members.AllAsync(caller, cancellationToken);
        var seen = await Task.WhenAll(members.Select(member => BoardScope.TryParse($"{BoardScope.Organisation}/{member.Id}", out var board) ? _rights.MaySeeAsync(board, caller).AsTask() : Task.FromResult(false)));
        return [.. members.Zip(seen).Where(one => one.Second).Select(one => (AddressOf($"{BoardScope.Organisation}/{one.First.Id}"), one.First.Name))];
    }

    /// <summary>An organisation is called by its name; a gift has none, and its number stands beside.</summary>
    private async Task<string> TitleAsync(BoardScope board) => board.Kind is BoardScope.National or BoardScope.Donation
        ? Say($"board/{board.Kind}")
        : Say($"board/{board.Kind}", await _houses.NameAsync(board.Id));

    private static string AddressOf(string scope) => $"/boards/{scope}";
}
