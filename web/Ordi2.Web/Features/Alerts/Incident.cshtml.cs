using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Incidents;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Alerts;

/// <summary>One incident: the pole gives it to somebody, follows it and ends it.</summary>
internal sealed class IncidentPage(PaperDesk papers, PoleMembers members, IGrainFactory grains) : RolePage(Role.Coordinator)
{
    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    [BindProperty]
    public string? WaitsFor { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? ComplaintNumber { get; set; }

    [BindProperty]
    public string? FiledOn { get; set; }

    [BindProperty]
    public string? Data { get; set; }

    public IncidentTerms Incident { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    public ImmutableArray<OrganisationProfile> Members { get; private set; } = [];

    public IReadOnlyList<Choice> Handlers => [.. Members.Where(one => one.Status is OrganisationStatus.Active).Select(one => new Choice(one.Id.Text, one.Name))];

    public IReadOnlyList<Choice> DataChoices =>
        [.. Enum.GetValues<DataAnswer>().Where(answer => answer is not DataAnswer.Unanswered).Select(answer => new Choice(answer.Code(), Capital(Word(answer.Code()))))];

    public bool AsksForComplaint => Incident is { Kind: IncidentKind.Theft or IncidentKind.Loss, Complaint: null } && May("declare-complaint");

    public bool AsksOnData => Incident is { Kind: IncidentKind.Theft or IncidentKind.Data, Data: DataAnswer.Unanswered } && May("answer-data");

    /// <summary>The page of what the incident is about, where there is one.</summary>
    public string? AboutPage => Incident.About?.Split('/') switch
    {
        ["delivery", var id] => $"/deliveries/{id}",
        ["loan", var id] => $"/loans/{id}",
        ["dossier", var id] => $"/dossiers/{id}",
        _ => null,
    };

    public DateOnly Before => FrenchCalendar.DayOf(Incident.SolveBefore);

    private string Address => $"/alerts/incidents/{Incident.Id}";

    public string Action(string handler) => $"{Address}?handler={handler}";

    /// <summary>Whether the life of an incident has this step where it stands.</summary>
    public bool May(string step) => IncidentLife.Table.Stops(Incident.Id.Text, step, Incident.Status, Caller, repeated: false, Domain.Aggregates.Relation.ItsPole) is null;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<IncidentTerms>(Caller, "incident", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } incident)
        {
            context.Result = NotFound();
            return;
        }

        Incident = incident;
        Names = await papers.NamesAsync([incident.OpenedBy, incident.Handler, .. incident.Notes.Select(note => (OrganisationId?)note.By)]);
        Members = Caller.Role is Role.Coordinator ? await members.AllAsync(Caller, HttpContext.RequestAborted) : [];
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet()
    {
        To = Incident.Handler?.Text;
        return Page();
    }

    public Task<IActionResult> OnPostAssignAsync() => Members.FirstOrDefault(one => one.Id.Text == To) is { } house
        ? DoAsync(new AssignIncident(house.Id), Say("incident-assigned", house.Name), "to")
        : WrongAsync("to", Say("choose-organisation"));

    public Task<IActionResult> OnPostNoteAsync() => WithAsync(Text, "text", Say("say-note"), text => new AddNote(text), Say("incident-noted"));

    public Task<IActionResult> OnPostWaitAsync() => WithAsync(WaitsFor, "waitsFor", Say("say-awaited"), awaited => new AwaitAnswer(awaited), Say("incident-waits"));

    public Task<IActionResult> OnPostResumeAsync() => DoAsync(new ResumeIncident(), Say("incident-resumed"));

    public Task<IActionResult> OnPostSolveAsync() => WithAsync(Outcome, "outcome", Say("say-outcome"), outcome => new SolveIncident(outcome), Say("incident-solved"));

    public Task<IActionResult> OnPostReopenAsync() => WithAsync(Reason, "reason", Say("say-reason"), reason => new ReopenIncident(reason), Say("incident-reopened"));

    public Task<IActionResult> OnPostCloseAsync() => DoAsync(new CloseIncident(), Say("incident-closed"));

    public Task<IActionResult> OnPostDataAsync() => Codes.TryParse<DataAnswer>(Data, out var answer) && answer is not DataAnswer.Unanswered
        ? DoAsync(new AnswerData(answer), Say("incident-data-answered"), "data")
        : WrongAsync("data", Say("choose-one"));

    public async Task<IActionResult> OnPostComplaintAsync()
    {
        var day = DayOf(FiledOn);
        Mistakes
            .Unless(Typed(ComplaintNumber) is not null, "complaintNumber", Say("say-number"))
            .Unless(day is not null && day <= Today, "filedOn", Say("choose-past-day"));

        if (Mistakes.Any)
        {
            return Page();
        }

        // Of a day alone the moment is not known: its beginning, which is never in the future.
        return await DoAsync(new DeclareComplaint(ComplaintNumber!.Trim(), FrenchCalendar.StartOf(day!.Value)), Say("incident-complaint-noted"), "complaintNumber");
    }

    private Task<IActionResult> WithAsync(string? typed, string field, string missing, Func<string, IncidentCommand> command, string sentence) =>
        Typed(typed) is { } text ? DoAsync(command(text), sentence, field) : WrongAsync(field, missing);

    private Task<IActionResult> WrongAsync(string field, string sentence)
    {
        Mistakes.Add(field, sentence);
        return Task.FromResult<IActionResult>(Page());
    }

    private async Task<IActionResult> DoAsync(IncidentCommand command, string sentence, string field = FormMistakes.Form) =>
        IsDone(await grains.GetGrain<IIncidentGrain>($"incident/{Incident.Id}").DoAsync(command, Caller, Once(command, Incident.Id.Text)), field)
            ? Onward(Address, sentence)
            : Page();
}
