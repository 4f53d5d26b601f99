using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Bench;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Machines;

/// <summary>One step of a machine, done at a desk: what a scan would do, with what has to be filled in. The machine decides, as always.</summary>
[Authorize]
internal sealed partial class StepPage(CodeResolver codes, IGrainFactory grains, TimeProvider time, PhotoDesk photos, Houses houses, OpenCages cages) : FormPage
{
    private const int LongestField = 500;

    private StepScene _scene = null!;
    private readonly OrganisationNames _names = new(houses);
    private IReadOnlyList<MachinePhoto> _photos = [];
    private Dictionary<string, string> _typed = [];

    public string Step { get; private set; } = string.Empty;

    public MachineView Machine => _scene.Machine;

    public ImmutableArray<StepField> Fields { get; private set; } = [];

    /// <summary>Why it cannot be done now, whatever is filled in.</summary>
    public Refusal? Stopped => _scene.Look.Steps.First(step => step.Step == Step).Why
        ?? (!SeesAll && Fields.Any(one => one is { Ask: Ask.Photo, Required: true }) ? Refusal.Forbidden("not-allowed") : null);

    /// <summary>Photos are given and seen by whoever sees all of the machine.</summary>
    public bool SeesAll { get; private set; }

    public string Home => $"/machines/{Machine.Machine}";

    /// <summary>Back to the bench for whoever came from there.</summary>
    public string Back => From is "bench" ? $"/bench?mode={BenchMode.Of(Mode).Key}" : Home;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Mode { get; set; }

    public string Title => Say("step-title", Capital(Word(Step)), Called.Machine(Machine.Machine));

    public async Task<IActionResult> OnGetAsync(string code, string step) => await FindAsync(code, step) ? await ShowAsync() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, string step)
    {
        if (!await FindAsync(code, step))
        {
            return NotFound();
        }

        _typed = Fields.ToDictionary(field => field.Name, field => string.Join(',', Request.Form[field.Name].ToArray()), StringComparer.Ordinal);

        foreach (var field in Fields.Where(field => field.Ask is Ask.Photo))
        {
            await TakePhotoAsync(field);
        }

        foreach (var field in Fields.Where(field => field.Ask is Ask.Cage))
        {
            TakeCage(field);
        }

        foreach (var field in Fields.Where(field => field.Ask is not Ask.Photo))
        {
            Mistakes
                .Unless(!field.Required || field.Ask is Ask.Cage or Ask.Check or Ask.Known or Ask.LinesThatPass or Ask.LinesThatFail || !string.IsNullOrWhiteSpace(_typed[field.Name]), field.Name, Say("step-needed", Label(field)))
                .Unless(_typed[field.Name].Length <= LongestField, field.Name, Say("step-too-long", Label(field), LongestField));
        }

        if (Mistakes.Any || Read() is not { } command)
        {
            return await ShowAsync();
        }

        var scan = new Scan(Once(command, Machine.Machine), time.GetUtcNow(), null, command);
        var receipt = (await grains.GetGrain<IMachineGrain>($"machine/{Machine.Machine}").ScanAsync([scan], HttpContext.Caller()))[0];

        switch (receipt.FirstOutcome ?? receipt.Outcome)
        {
            case Outcome.Refused:
                Mistakes.Add(FormMistakes.Form, Why(receipt.Reason ?? Refusal.Conflict("try-again")));

                // The machine keeps its answer; what is sent next is asked anew, also unchanged, once the cause is gone.
                FormMistakes.Renew(HttpContext);
                return await ShowAsync();
            case Outcome.Held:
                Tell(Say("step-held", Why(receipt.Reason!)), Tone.Warn);
                break;
            default:
                Tell(Done(receipt), receipt.Finding is null ? Tone.Good : Tone.Warn);
                break;
        }

        return Redirect(Back);
    }

    public string Label(StepField field) => Say(PageTexts.Has($"field-{Step}-{field.Name}") ? $"field-{Step}-{field.Name}" : $"field-{field.Name}");

    public string? Hint(StepField field) => PageTexts.Has($"hint-{Step}-{field.Name}") ? Say($"hint-{Step}-{field.Name}")
        : PageTexts.Has($"hint-{field.Name}") ? Say($"hint-{field.Name}") : null;

    public string? Value(StepField field) => _typed.TryGetValue(field.Name, out var typed) ? typed : field.Value?.Invoke(_scene)?.ToString();

    public PhotoField PhotoOf(StepField field)
    {
        var kept = Value(field) is { Length: > 0 } id ? id : null;
        return new(kept, field.Required)
        {
            Choices = [.. _photos.Select(photo => new PhotoChoice(photo, PhotoWords.Said(this, photo, _names), $"{Home}/photos/{photo.Id}"))],
        };
    }

    public IEnumerable<Choice> Options(StepField field) => field.Ask is Ask.LinesThatPass or Ask.LinesThatFail
        ? FunctionalSheet.Lines.Select(line => new Choice(line, Word(line)))
        : field.Options!(_scene).Select(code => new Choice(code, OptionText(field, code)));

    private string OptionText(StepField field, string code) =>
        field.Name is "scanId" && _scene.Look.Waiting.FirstOrDefault(waiting => waiting.ScanId.ToString() == code) is { } waiting ? $"{Word(waiting.Step)}, {Moment(waiting.At)}"
        : PageTexts.Has($"option-{code}") ? Say($"option-{code}")
        : field.Name is "code" ? Why(new(RefusalKind.Conflict, code, ["…", "…", "…"]))
        : Word(code);

    private string Done(ScanReceipt receipt)
    {
        var done = Say("step-done-now", Word(Step), Word(receipt.Status));
        done = receipt.Documents.IsDefaultOrEmpty ? done : $"{done} {Say("step-documents", string.Join(", ", receipt.Documents))}";
        return receipt.Finding is { } finding ? $"{done} {Why(finding)}" : done;
    }

    /// <summary>
    /// It is kept before the step, which names it; a step that is refused leaves a photo of the machine, and one that is stopped whatever
    /// is filled in takes none.
    /// </summary>
    private async Task TakePhotoAsync(StepField field)
    {
        var (id, why) = SeesAll ? await photos.OfFormAsync(Request, Machine.Machine, HttpContext.Caller(), mayAdd: Stopped is null, mayChoose: true)
            : (null, PhotoDesk.IsIn(Request) ? Refusal.Forbidden("not-allowed") : null);
        _typed[field.Name] = id ?? string.Empty;

        if (why is not null)
        {
            Refuse(why, PhotoDesk.FileField);
        }
        else if (field.Required && id is null)
        {
            Refuse(Refusal.Invalid("photo-missing"), PhotoDesk.FileField);
        }
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (SeesAll && Stopped is null && Fields.Any(field => field.Ask is Ask.Photo))
        {
            _photos = await photos.RecentAsync(Machine.Machine, HttpContext.RequestAborted);
            await _names.LearnAsync([.. _photos.Select(photo => photo.Organisation)]);
        }

        return Page();
    }

    private MachineCommand? Read()
    {
        try
        {
            return CommandCatalog<MachineCommand>.Read(Step, StepForms.Write(Fields, _scene, name => name is PhotoDesk.KeptField ? [_typed[name]] : name == _cageField ? [_meant] : Request.Form[name].OfType<string>()));
        }
        catch (JsonException exception)
        {
            // The path names the field, as « $.grade ».
            var name = exception.Path?.Split('.', '[') is [_, { Length: > 0 } first, ..] ? first : FormMistakes.Form;
            Mistakes.Add(name, Fields.FirstOrDefault(field => field.Name == name) is { } wrong ? Say("step-wrong", Label(wrong)) : Why(Refusal.Invalid("field-wrong", name)));
            return null;
        }
    }

    /// <summary>A step that the role never does is no page of theirs.</summary>
    private async Task<bool> FindAsync(string code, string step)
    {
        var caller = HttpContext.Caller();
        var (found, seen, refused) = await codes.FindSeenAsync(code, caller, HttpContext.RequestAborted);

        if (refused is not null || StepForms.Of(step) is not { } fields)
        {
            return false;
        }

        var look = await grains.GetGrain<IMachineGrain>($"machine/{found.Row.Id}").LookAsync(caller);
        (Step, Fields, _scene, SeesAll) = (step, fields, new(MachineView.Of(found.Row), look, caller.Role), seen.IsAll);

        if (fields.Any(field => field.Ask is Ask.Cage))
        {
            Cages = await cages.OfAsync(caller, HttpContext.RequestAborted);
            Cage = Cages is [var only] ? only.Id.Text : null;
        }

        return look.Steps.Any(known => known.Step == step);
    }
}
