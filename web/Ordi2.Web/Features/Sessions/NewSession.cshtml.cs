using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Sessions;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Dossiers;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Sessions;

/// <summary>A session of a project gets a day.</summary>
internal sealed class NewSessionPage(PaperDesk papers, IGrainFactory grains) : RolePage(Role.Animator, Role.Partner)
{
    private ImmutableArray<DossierTerms> _dossiers = [];

    [BindProperty(SupportsGet = true)]
    public string? Dossier { get; set; }

    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public string? Minutes { get; set; } = "120";

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Animator { get; set; }

    [BindProperty]
    public string? Topic { get; set; }

    public IReadOnlyList<Choice> Dossiers { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<AccompanimentKind>().Select(kind => new Choice(kind.Code(), Say($"session-kind-{kind}"), Say($"session-kind-{kind}-hint")))];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is Role.Animator or Role.Partner)
        {
            _dossiers = await papers.InAsync<DossierTerms, DossierStatus>(Caller, "dossier", HttpContext.RequestAborted, DossierStatus.Accepted, DossierStatus.InProgress);
            var names = await papers.NamesAsync(_dossiers.Select(dossier => (OrganisationId?)dossier.Partner));
            Dossiers = [.. _dossiers.Select(dossier => DossierChoice.Of(this, dossier, names))];
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => Kind = (_dossiers.FirstOrDefault(one => one.Id.Text == Dossier)?.Accompaniment ?? AccompanimentKind.Animator).Code();

    public async Task<IActionResult> OnPostAsync()
    {
        var knownKind = Codes.TryParse<AccompanimentKind>(Kind, out var kind);
        Mistakes
            .Unless(_dossiers.Any(one => one.Id.Text == Dossier), "dossier", Say("choose-dossier"))
            .Unless(DayOf(Day) is not null, "day", Say("choose-day"))
            .Unless(NumberOf(Minutes) is >= 15 and <= 1440, "minutes", Say("session-minutes-wrong"))
            .Unless(knownKind, "kind", Say("choose-one"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new PlanSession(new(Dossier!), DayOf(Day)!.Value, NumberOf(Minutes)!.Value, kind) { Place = Typed(Place), Animator = Typed(Animator), Topic = Typed(Topic) };
        var commandId = Once(command);
        var id = AggregateIds.Make("session", commandId);
        return IsDone(await grains.GetGrain<ISessionGrain>($"session/{id}").DoAsync(command, Caller, commandId))
            ? Onward("/sessions", Say("session-planned-for", Date(command.Date)))
            : Page();
    }
}
