using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Incidents;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Incidents;

/// <summary>Somebody tells that something is wrong: what, of which machines, with a photo of it.</summary>
internal sealed class NewIncidentPage(IncidentHouses houses, IncidentPhotos photos, IGrainFactory grains) : RolePage([.. IncidentLife.People])
{
    private IncidentHandlers _handlers = IncidentHandlers.None;

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? What { get; set; }

    /// <summary>Labels, one a line.</summary>
    [BindProperty]
    public string? Machines { get; set; }

    [BindProperty]
    public string? HappenedOn { get; set; }

    [BindProperty]
    public string? Link { get; set; }

    [BindProperty]
    public string? To { get; set; }

    /// <summary>What came with the form before it was sent back.</summary>
    public string? Photo { get; private set; }

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<IncidentKind>().Select(kind => new Choice(kind.Code(), Capital(Word(kind.Code())), Say($"incident-kind-{kind}")))];

    public IReadOnlyList<Choice> Links => [.. Enum.GetValues<ChainLink>().Select(link => new Choice(link.Code(), Capital(Word(link.Code()))))];

    public IReadOnlyList<Choice> Handlers => [new(string.Empty, Say("incident-to-pole")), .. _handlers.Choices];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _handlers = await houses.ForAsync(Caller, incident: null, HttpContext.RequestAborted);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <param name="machine">The label of the machine whose page leads here.</param>
    public void OnGet(string? machine) => Machines = machine is null ? null : Label(machine);

    public async Task<IActionResult> OnPostAsync()
    {
        var machines = ImmutableArray.CreateBuilder<MachineId>();

        foreach (var (line, machine) in TypedLabels.Read(Machines))
        {
            if (machine is { } known)
            {
                machines.Add(known);
            }
            else
            {
                Mistakes.Add("machines", Say("handover-no-label", line));
            }
        }

        var day = DayOf(HappenedOn);
        Mistakes
            .Unless(Codes.TryParse<IncidentKind>(Kind, out var kind), "kind", Say("choose-one"))
            .Unless(Typed(What) is not null, "what", Say("ours-say-what"))
            .Unless(string.IsNullOrEmpty(HappenedOn) || day <= Today, "happenedOn", Say("choose-past-day"))
            .Unless(Codes.TryParse<ChainLink>(Link ?? ChainLink.Unsaid.Code(), out var link), "link", Say("choose-one"))
            .Unless(string.IsNullOrEmpty(To) || _handlers.Find(To) is not null, "to", Say("choose-one"));

        (Photo, var why) = await photos.OfFormAsync(this, machines);

        if (why is not null)
        {
            Mistakes.Add(PhotoDesk.FileField, why);
        }

        if (Mistakes.Any)
        {
            return Page();
        }

        ImmutableArray<MachineId> about = [.. machines.Distinct()];
        var command = new OpenIncident(kind, What!.Trim())
        {
            Photo = Photo,
            Machines = about,
            About = about is [var only] ? $"machine/{only}" : null,
            Link = link,
            Handler = string.IsNullOrEmpty(To) ? null : _handlers.Find(To),

            // Of a day alone the moment is not known: its beginning, which is never in the future.
            HappenedAt = day is { } then ? FrenchCalendar.StartOf(then) : null,
        };
        var commandId = Once(command);
        var id = AggregateIds.Make("incident", commandId);

        return IsDone(await grains.GetGrain<IIncidentGrain>($"incident/{id}").DoAsync(command, Caller, commandId))
            ? Onward($"/incidents/{id}", Say("incident-told"))
            : Page();
    }
}
