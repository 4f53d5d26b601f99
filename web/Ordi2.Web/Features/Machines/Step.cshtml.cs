using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Receptions;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Machines;

/// <summary>One step of a machine, done at a desk: what a scan would do, with what has to be filled in. The machine decides, as always.</summary>
internal sealed partial class StepPage(CodeResolver codes, IGrainFactory grains, TimeProvider time, PhotoDesk photos, Houses houses, OpenCages cages, ComingGifts gifts, RulesInForce rules) : MachineStepPage(codes, grains, time, rules)
{
    private const int LongestField = 500;

    private readonly OrganisationNames _names = new(houses);

    private IReadOnlyList<MachinePhoto> _photos = [];
    private Dictionary<string, string> _typed = [];

    public ImmutableArray<StepField> Fields { get; private set; } = [];

    /// <summary>The gifts that a machine may have come with; none where whoever asks does not see them, and knows a number.</summary>
    public ImmutableArray<Choice> Gifts { get; private set; } = [];

    public override Refusal? Stopped => base.Stopped
        ?? (!SeesAll && Fields.Any(one => one is { Ask: Ask.Photo, Required: true }) ? Refusal.Forbidden("not-allowed") : null);

    /// <summary>The lines of the sheet that were said not to concern the machine, with a comma between.</summary>
    public string? Without => Request.HasFormContentType ? string.Join(',', Request.Form[StepForms.LinesWithout].ToArray()) : null;

    public async Task<IActionResult> OnGetAsync(string code, string step) => await FindFormAsync(code, step) ? await ShowAsync() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, string step)
    {
        if (!await FindFormAsync(code, step))
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

        foreach (var field in Fields.Where(field => field.Ask is Ask.Moment && _typed[field.Name].Length > 0))
        {
            Mistakes.Unless(StepForms.FrenchMoment(_typed[field.Name]) <= At, field.Name, Say("step-future", Label(field)));
        }

        if (Fields.FirstOrDefault(field => field.Ask is Ask.LinesThatPass) is { } sheet
            && FunctionalSheet.Lines.FirstOrDefault(line => Request.Form[sheet.Name].Contains(line, StringComparer.Ordinal) && Request.Form[StepForms.LinesWithout].Contains(line, StringComparer.Ordinal)) is { } both)
        {
            Mistakes.Add(StepForms.LinesWithout, Say("step-line-twice", Word(both)));
        }

        if (Mistakes.Any || Read() is not { } command)
        {
            return await ShowAsync();
        }

        return await DoAsync(command) ?? await ShowAsync();
    }

    public string Label(StepField field) => Say(PageTexts.Has($"field-{Step}-{field.Name}") ? $"field-{Step}-{field.Name}" : $"field-{field.Name}");

    public string? Hint(StepField field) => PageTexts.Has($"hint-{Step}-{field.Name}") ? Say($"hint-{Step}-{field.Name}")
        : PageTexts.Has($"hint-{field.Name}") ? Say($"hint-{field.Name}") : null;

    public string? Value(StepField field) => _typed.TryGetValue(field.Name, out var typed) ? typed : field.Value?.Invoke(Scene)?.ToString();

    public PhotoField PhotoOf(StepField field)
    {
        var kept = Value(field) is { Length: > 0 } id ? id : null;
        return new(kept, field.Required)
        {
            Choices = [.. _photos.Select(photo => new PhotoChoice(photo, PhotoWords.Said(this, photo, _names), $"{Home}/photos/{photo.Id}"))],
        };
    }

    public IEnumerable<Choice> Options(StepField field) => field.Ask is Ask.LinesThatPass or Ask.LinesThatFail
        ? StepForms.LinesOf(Machine.Type, field.Ask).Select(line => new Choice(line, Word(line)))
        : field.Options!(Scene).Select(code => new Choice(code, OptionText(field, code), PageTexts.Has($"hint-option-{code}") ? Say($"hint-option-{code}") : null));

    /// <summary>What is not offered because it would be refused, and why.</summary>
    public IEnumerable<string> NotOffered => Step is "start-wipe" ? WipeMethods.NotFor(WipeMethods.Left(Look), Scene.Rules).Select(Why) : [];

    /// <summary>The lines that a machine of its kind may be without.</summary>
    public IEnumerable<Choice> MayLack => StepForms.LinesOf(Machine.Type, Ask.LinesThatPass).Where(line => FunctionalSheet.MayLack(Machine.Type, line)).Select(line => new Choice(line, Word(line)));

    private string OptionText(StepField field, string code) =>
        field.Name is "scanId" && Scene.Look.Waiting.FirstOrDefault(waiting => waiting.ScanId.ToString() == code) is { } waiting ? $"{Word(waiting.Step)}, {Moment(waiting.At)}"
        : PageTexts.Has($"option-{code}") ? Say($"option-{code}")
        : field.Name is "code" ? Why(new(RefusalKind.Conflict, code, ["…", "…", "…"]))
        : field.Name is "media" ? code
        : Word(code);

    /// <summary>
    /// It is kept before the step, which names it; a step that is refused leaves a photo of the machine, and one that is stopped whatever
    /// is filled in takes none.
    /// </summary>
    private async Task TakePhotoAsync(StepField field)
    {
        var (id, why) = SeesAll ? await photos.OfFormAsync(Request, Machine.Machine, Caller, mayAdd: Stopped is null, mayChoose: true)
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
            return CommandCatalog<MachineCommand>.Read(Step, StepForms.Write(Fields, Scene, Meant));
        }
        catch (JsonException exception)
        {
            // The path names the field, as « $.grade ».
            var name = exception.Path?.Split('.', '[') is [_, { Length: > 0 } first, ..] ? first : FormMistakes.Form;
            Mistakes.Add(name, Fields.FirstOrDefault(field => field.Name == name) is { } wrong ? Say("step-wrong", Label(wrong)) : Why(Refusal.Invalid("field-wrong", name)));
            return null;
        }
    }

    /// <summary>What is meant by a photo or a cage is not always what was typed.</summary>
    private IEnumerable<string> Meant(string name) => name switch
    {
        PhotoDesk.KeptField => [_typed[name]],
        _ when name == _cageField => [_meant],
        _ => Request.Form[name].OfType<string>(),
    };

    private async Task<bool> FindFormAsync(string code, string step)
    {
        if (StepForms.Of(step) is not { } fields || !await FindAsync(code, step))
        {
            return false;
        }

        Fields = [.. fields.Where(field => field.When?.Invoke(Scene) is not false)];

        if (fields.Any(field => field.Ask is Ask.Cage))
        {
            Cages = await cages.OfAsync(Caller, HttpContext.RequestAborted);
            Cage = Cages is [var only] ? only.Id.Text : null;
        }

        if (fields.Any(field => field.Ask is Ask.Gift))
        {
            Gifts = await gifts.AsChoicesAsync(this, Caller, HttpContext.RequestAborted);
        }

        return true;
    }
}
