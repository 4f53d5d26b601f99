using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Handovers;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Guides;
using Ordi2.Web.Features.Handovers;
using Ordi2.Web.Features.Offices;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>The first page of somebody who is signed in; anybody else sees the national board.</summary>
internal sealed class HomePage(IEnumerable<IRoleHome> homes, JuryTasks jury, YearlyTasks yearly, RecallTasks recalls, ReportTasks reports, SignatureTasks signatures, RoundTasks rounds, ContestTasks contests, GuideDesk guides, HiddenGuides hidden, Houses houses, PaperDesk papers, TimeProvider time) : WebPage
{
    public HomeView View { get; private set; } = new();

    /// <summary>Whether the home of this role says what to do; where it does not, it does not say either that there is nothing.</summary>
    public bool HasTasks { get; private set; }

    /// <summary>What somebody does first, unless they hid it.</summary>
    public Guide? Guide { get; private set; }

    /// <summary>They hid it: a button brings it back.</summary>
    public bool GuideIsHidden { get; private set; }

    public Caller Caller => HttpContext.Caller();

    public string House { get; private set; } = string.Empty;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => FrenchCalendar.DayOf(Now);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (CallerClaims.CallerOf(User) is not { } caller)
        {
            return LocalRedirect("/boards");
        }

        House = await houses.NameAsync(caller.Organisation.Text);
        HasTasks = homes.FirstOrDefault(home => home.Role == caller.Role) is not null;
        View = homes.FirstOrDefault(home => home.Role == caller.Role) is { } home ? await home.ReadAsync(this, cancellationToken) : new() { Doors = [Board()] };

        if (HandoversPage.Hands.Contains(caller.Role))
        {
            var waiting = (await papers.InAsync<HandoverTerms, HandoverStatus>(caller, "handover", cancellationToken, HandoverStatus.Offered))
                .Where(handover => HandoversPage.WaitsFor(handover, caller)).ToArray();
            View = View with
            {
                Tasks = waiting.Length == 0
                    ? View.Tasks
                    : [new("/handovers", Count("todo-handovers", waiting.Length), waiting.Length, waiting.Min(handover => handover.ConfirmedAfter), Tone.Warn), .. View.Tasks],
                Doors = [.. View.Doors, new("/handovers", Say("handovers"), Say("door-handovers"), "people")],
            };
        }

        GuideIsHidden = HttpContext.SignedIn() is { } me && await hidden.HasAsync(me, cancellationToken);
        Guide = GuideIsHidden ? null : await guides.ReadAsync(HttpContext);
        View = View with
        {
            Tasks =
            [
                .. await recalls.ReadAsync(this, cancellationToken),
                .. await contests.ReadAsync(this, cancellationToken),
                .. await reports.ReadAsync(this, cancellationToken),
                .. View.Tasks,
                .. await signatures.ReadAsync(this, cancellationToken),
                .. await rounds.ReadAsync(this, cancellationToken),
                .. await jury.ReadAsync(this, cancellationToken),
                .. await yearly.ReadAsync(this, cancellationToken),
            ],
            Doors =
            [
                .. View.Doors,
                new("/incidents", Say("incidents"), Say("door-incidents"), "warn"),
                .. ReportKinds.Roles.Contains(caller.Role) ? [new("/reports", Say("reports"), Say("door-reports"), "document")] : Array.Empty<HomeDoor>(),
            ],
        };
        return Page();
    }

    /// <summary>The board of one's own organisation: what every home leads to in the end.</summary>
    public HomeDoor Board() => new($"/boards/organisation/{Caller.Organisation}", Say("home-board"), Say("home-board-hint"), "chart");
}
