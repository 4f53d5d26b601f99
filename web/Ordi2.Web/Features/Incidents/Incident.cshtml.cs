using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Incidents;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Incidents;

/// <summary>One incident, for who told it, who has it in hand and the pole that follows it: each does here what its rights allow, and reads why not the rest.</summary>
internal sealed class IncidentPage(PaperDesk papers, IncidentHouses houses, IncidentPhotos photos, MachineDoors doors, IGrainFactory grains) : RolePage([.. IncidentLife.People])
{
    private IncidentHandlers _handlers = IncidentHandlers.None;

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

    /// <summary>The day on which it happened, where it is told with the complaint; what the incident says where it is not.</summary>
    [BindProperty]
    public string? HappenedOn { get; set; }

    /// <summary>What came with the note before it was sent back.</summary>
    public string? Photo { get; private set; }

    public IncidentTerms Incident { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    /// <summary>The machines of which the reader may open the page.</summary>
    public FrozenSet<MachineId> Open { get; private set; } = FrozenSet<MachineId>.Empty;

    public IReadOnlyList<Choice> Handlers => _handlers.Choices;

    public IReadOnlyList<Choice> DataChoices =>
        [.. Enum.GetValues<DataAnswer>().Where(answer => answer is not DataAnswer.Unanswered).Select(answer => new Choice(answer.Code(), Capital(Word(answer.Code()))))];

    public bool AsksForComplaint => Fits("declare-complaint") && May("declare-complaint");

    public bool AsksOnData => Fits("answer-data") && May("answer-data");

    /// <summary>Nobody has begun, and the reader's house is the one that should.</summary>
    public bool MayTake => Incident.Status is IncidentStatus.Open && Incident.Handler == Caller.Organisation && May("assign");

    /// <summary>A photo is one of a machine: without one that the reader knows there is none.</summary>
    public bool TakesPhotos => Open.Count > 0;

    /// <summary>What cannot be done here or now, and whose it is.</summary>
    public IEnumerable<(string Step, string Why)> Stopped =>
        from rule in IncidentLife.Table.Rules
        where !rule.From.IsEmpty && !IncidentLife.Table.OfTheSystem.Contains(rule.Step) && Fits(rule.Step)
        let why = WhyNot(rule.Step)
        where why is not null
        select (Capital(Word(rule.Step)), why.Code is "step-not-now" ? Say("incident-not-now", Word(Incident.Status)) : Say(WhoseOf(rule.Step)));

    /// <summary>The page of what the incident is about, where there is one.</summary>
    public string? AboutPage => Incident.About?.Split('/') switch
    {
        ["delivery", var id] => $"/deliveries/{id}",
        ["loan", var id] => $"/loans/{id}",
        ["dossier", var id] => $"/dossiers/{id}",
        _ => null,
    };

    public DateOnly Before => FrenchCalendar.DayOf(Incident.SolveBefore);

    private string Address => $"/incidents/{Incident.Id}";

    public string Action(string handler) => $"{Address}?handler={handler}";

    /// <summary>Whether the reader may do this, where it stands now.</summary>
    public bool May(string step) => WhyNot(step) is null;

    public string AddressOf(string photo) => $"{Address}?handler=Photo&photo={Uri.EscapeDataString(photo)}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<IncidentTerms>(Caller, "incident", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } incident)
        {
            context.Result = NotFound();
            return;
        }

        Incident = incident;
        Names = await papers.NamesAsync([incident.OpenedBy, incident.Handler, .. incident.Notes.Select(note => (OrganisationId?)note.By)]);
        Open = await doors.OpenAsync(Caller, incident.Machines, HttpContext.RequestAborted);
        _handlers = await houses.ForAsync(Caller, incident, HttpContext.RequestAborted);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet()
    {
        To = Incident.Handler?.Text;
        return Page();
    }

    /// <summary>A photo that a note names: whoever reads the incident sees what was photographed.</summary>
    public async Task<IActionResult> OnGetPhotoAsync(string? photo)
    {
        if (photo is null || Incident.Notes.All(note => note.Photo != photo) || await photos.ReadAsync(Incident.Machines, photo, HttpContext.RequestAborted) is not { } found)
        {
            return NotFound();
        }

        PhotoEndpoints.Guard(HttpContext);
        return File(found.Content, found.MediaType);
    }

    public Task<IActionResult> OnPostAssignAsync() => _handlers.Find(To) is { } house
        ? DoAsync(new AssignIncident(house), Say("incident-assigned", _handlers.NameOf(To)!), "to")
        : WrongAsync("to", Say("choose-organisation"));

    public Task<IActionResult> OnPostTakeAsync() => DoAsync(new AssignIncident(Caller.Organisation), Say("incident-taken"));

    public async Task<IActionResult> OnPostNoteAsync()
    {
        Mistakes.Unless(Typed(Text) is not null, "text", Say("say-note"));
        (Photo, var why) = await photos.OfFormAsync(this, Incident.Machines);

        if (why is not null)
        {
            Mistakes.Add(PhotoDesk.FileField, why);
        }

        return Mistakes.Any ? Page() : await DoAsync(new AddNote(Text!.Trim(), Photo), Say("incident-noted"), "text");
    }

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
        var (day, happened) = (DayOf(FiledOn), DayOf(HappenedOn));
        Mistakes
            .Unless(Typed(ComplaintNumber) is not null, "complaintNumber", Say("say-number"))
            .Unless(day is not null && day <= Today, "filedOn", Say("choose-past-day"))
            .Unless(string.IsNullOrEmpty(HappenedOn) || happened <= Today, "happenedOn", Say("choose-past-day"));

        if (Mistakes.Any)
        {
            return Page();
        }

        // Of a day alone the moment is not known: its beginning, which is never in the future.
        DateTimeOffset? since = happened is { } then ? FrenchCalendar.StartOf(then) : null;
        return await DoAsync(new DeclareComplaint(ComplaintNumber!.Trim(), FrenchCalendar.StartOf(day!.Value), since), Say("incident-complaint-noted"), "complaintNumber");
    }

    /// <summary>A complaint is for what was stolen or lost and told once; the question on data for what may have let some out.</summary>
    private bool Fits(string step) => step switch
    {
        "declare-complaint" => Incident is { Kind: IncidentKind.Theft or IncidentKind.Loss, Complaint: null },
        "answer-data" => Incident is { Kind: IncidentKind.Theft or IncidentKind.Loss or IncidentKind.Data, Data: DataAnswer.Unanswered },
        _ => true,
    };

    private Refusal? WhyNot(string step) =>
        IncidentLife.Table.Stops(Incident.Id.Text, step, Incident.Status, Caller, repeated: false, IncidentLife.RelationsOf(Incident, Caller));

    private static string WhoseOf(string step) => step switch
    {
        "close" or "reopen" => "incident-not-yours-end",
        "assign" or "wait" or "resume" or "solve" => "incident-not-yours-work",
        _ => "incident-not-yours",
    };

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
