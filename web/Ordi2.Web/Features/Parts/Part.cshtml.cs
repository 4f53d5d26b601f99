using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Parts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Parts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Parts;

/// <summary>One part: where it came from, where it sits, whether it works, and its end. Into a machine and out of one it goes by the machine's own scan.</summary>
internal sealed class PartPage(PaperDesk papers, IGrainFactory grains) : RolePage(Role.Operator, Role.Storekeeper, Role.Supervisor)
{
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Witness { get; set; }

    [BindProperty]
    public string? Works { get; set; }

    [BindProperty]
    public string? How { get; set; }

    public PartTerms Part { get; private set; } = null!;

    public bool MayScrap => May("scrap");

    public bool MayTest => May("record-test");

    public IReadOnlyList<Choice> Verdicts => [new("yes", Say("part-it-works"), Say("part-it-works-hint")), new("no", Say("part-it-fails"), Say("part-it-fails-hint"))];

    private bool May(string step) => PartLife.Table.Stops(Part.Id.Text, step, Part.Status, Caller, repeated: false, Relation.ItsHolder) is null;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<PartTerms>(Caller, "part", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } part)
        {
            context.Result = NotFound();
            return;
        }

        Part = part;
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostTestAsync()
    {
        Mistakes.Unless(Works is "yes" or "no", "works", Say("choose-one"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new RecordTest(Works == "yes", Typed(How));

        if (IsDone(await grains.GetGrain<IPartGrain>($"part/{Part.Id}").DoAsync(command, Caller, Once(command, Part.Id.Text)), "how"))
        {
            return Onward($"/parts/{Part.Id}", Say("part-test-noted"));
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }

    public async Task<IActionResult> OnPostScrapAsync()
    {
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new ScrapPart(Reason!.Trim(), Typed(Witness));

        if (IsDone(await grains.GetGrain<IPartGrain>($"part/{Part.Id}").DoAsync(command, Caller, Once(command, Part.Id.Text)), "reason"))
        {
            return Onward("/parts", Say("part-scrapped", Part.Id.Text));
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }
}
