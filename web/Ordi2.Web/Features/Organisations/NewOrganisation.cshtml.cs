using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Organisations;

/// <summary>An organisation becomes known to the pole, as a member or as one that has not signed yet.</summary>
internal sealed class NewOrganisationPage(IGrainFactory grains, HouseSearch search) : RolePage(Role.Coordinator)
{
    private const int LongestName = 200;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Form { get; set; }

    [BindProperty]
    public string[] Activities { get; set; } = [];

    [BindProperty]
    public string? Siret { get; set; }

    [BindProperty]
    public string? Rna { get; set; }

    /// <summary>UAI, or the number of another country: a UAI begins with seven digits, the other with letters.</summary>
    [BindProperty]
    public string? OtherNumber { get; set; }

    /// <summary>Why it has no number.</summary>
    [BindProperty]
    public string? NoNumberReason { get; set; }

    /// <summary>What it is a part of, by its number.</summary>
    [BindProperty]
    public string? Parent { get; set; }

    [BindProperty]
    public string? Category { get; set; }

    [BindProperty]
    public string? Operators { get; set; }

    [BindProperty]
    public bool DataDestruction { get; set; }

    [BindProperty]
    public bool AsProspect { get; set; }

    [BindProperty]
    public string? Site { get; set; }

    /// <summary>A pole is made by another way: it coordinates itself.</summary>
    public IReadOnlyList<Choice> ActivityChoices => [.. Enum.GetValues<Activity>().Where(one => one is not Activity.Pole).Select(one => new Choice(one.Code(), Capital(Word(one.Code())), Say($"activity-{one}")))];

    public IReadOnlyList<Choice> Forms => [.. Enum.GetValues<OrganisationForm>().Select(one => new Choice(one.Code(), Capital(Word(one.Code()))))];

    public IReadOnlyList<Choice> Categories => [.. Enum.GetValues<RecipientCategory>().Select(one => new Choice(one.Code(), Capital(Word(one.Code()))))];

    public void OnGet() => Category = RecipientCategory.None.Code();

    public async Task<IActionResult> OnPostAsync()
    {
        ImmutableArray<Activity> activities = [.. Activities.Select(code => Codes.TryParse<Activity>(code, out var one) && one is not Activity.Pole ? one : (Activity?)null).OfType<Activity>().Distinct()];
        var knownForm = Codes.TryParse<OrganisationForm>(Form, out var form);
        var knownCategory = Codes.TryParse<RecipientCategory>(Category ?? RecipientCategory.None.Code(), out var category);
        var parent = Typed(Parent) is { } named ? (await search.FindAsync(named, HttpContext.RequestAborted))?.Id : null;
        Mistakes
            .Unless(Typed(Parent) is null || parent is not null, "parent", Say("house-not-found"))
            .Unless(Typed(Name) is { Length: <= LongestName }, "name", Say("say-name"))
            .Unless(knownForm, "form", Say("choose-one"))
            .Unless(activities.Length > 0, "activities", Say("choose-activities"))
            .Unless(knownCategory, "category", Say("choose-one"))
            .Unless(Typed(Operators) is null || NumberOf(Operators) is <= 10_000, "operators", Say("not-a-number"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new RegisterOrganisation(Name!.Trim(), form)
        {
            Activities = activities,
            Siret = Typed(Siret),
            Rna = Typed(Rna)?.ToUpperInvariant(),
            OtherNumber = Typed(OtherNumber) is { } other ? new(char.IsAsciiDigit(other[0]) ? OtherRegister.Uai : OtherRegister.Foreign, other) : null,
            NoNumberReason = Typed(NoNumberReason),
            Pole = Caller.Organisation,
            Parent = parent,
            Category = category,
            Operators = NumberOf(Operators) ?? 0,
            DataDestruction = DataDestruction,
            AsProspect = AsProspect,
            Sites = Typed(Site) is { } site ? [new Site(new SiteId("site-1"), site, PreparesForReuse: false, [])] : [],
        };
        var commandId = Once(command);
        var id = AggregateIds.Make("organisation", commandId);

        return await grains.GetGrain<IOrganisationGrain>($"organisation/{id}").DoAsync(command, Caller, commandId) switch
        {
            Refused<OrganisationProfile> { Reason: var reason } => Wrong(reason),
            _ => Onward($"/organisations/{id}", Say("organisation-added", Name.Trim())),
        };
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Wrong(Refusal reason)
    {
        Refuse(reason, reason.Code switch
        {
            "siret-wrong" or "siret-missing" or "siret-of-a-person" => "siret",
            "rna-wrong" => "rna",
            "uai-wrong" or "foreign-number-wrong" or "number-not-needed" => "otherNumber",
            "words-missing" => reason.Arguments[0] switch { "site.name" => "site", "noNumberReason" => "noNumberReason", _ => "name" },
            "activity-missing" or "siret-needed-for" => "activities",
            "category-needs-a-number" => "category",
            _ => FormMistakes.Form,
        });
        return Page();
    }
}
