using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Boards;

/// <summary>One board. The numbers are in the page; the script only keeps them fresh.</summary>
internal sealed class BoardPage : WebPage
{
    private static readonly string[] Statuses = [.. Enum.GetValues<MachineStatus>().Select(status => $"status/{status.Code()}")];
    private static readonly string[] Types = [.. Enum.GetValues<DeviceType>().Select(type => $"type/{type.Code()}")];

    private readonly BoardSight _rights;
    private readonly BoardReader _boards;
    private Dictionary<string, long> _numbers = [];

    public BoardPage(BoardSight rights, BoardReader boards) => (_rights, _boards) = (rights, boards);

    public BoardSnapshot Snapshot { get; private set; } = new(BoardScope.National, 0, []);

    public string Title { get; private set; } = string.Empty;

    public static IEnumerable<(string Heading, string[] Counters)> Tables =>
        [("statuses", Statuses), ("types", Types), ("attention", ["blocked", "held-scans", "findings"])];

    /// <summary>A counter of a code has the words of the code: <c>status/READY</c> is « Prêt (en stock) ».</summary>
    public string Label(string counter) =>
        counter.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && !PageTexts.Has(counter)
            ? Words.Say(counter[(slash + 1)..], ReadersLanguage)
            : Say(counter);

    public string ValueOf(string counter) => Number(_numbers.GetValueOrDefault(counter));

    public async Task<IActionResult> OnGetAsync(string? scope)
    {
        if (!BoardScope.TryParse(string.IsNullOrEmpty(scope) ? BoardScope.National : scope, out var board))
        {
            return NotFound();
        }

        var caller = CallerClaims.CallerOf(User);

        if (!await _rights.MaySeeAsync(board, caller))
        {
            return caller is null ? Redirect($"/sign-in?returnTo={Uri.EscapeDataString(Request.Path)}") : NotFound();
        }

        Title = board.Kind is BoardScope.National ? Say("board/national") : Say($"board/{board.Kind}", board.Id);
        Snapshot = await _boards.ReadAsync(board.Text);
        _numbers = Snapshot.Counters.ToDictionary(counter => counter.Counter, counter => counter.Value, StringComparer.Ordinal);
        return Page();
    }
}
