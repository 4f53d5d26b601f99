using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Calls;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>A draft, or what the pole sent back, is written on; both sign again afterwards.</summary>
internal sealed class EditDossierPage(PaperDesk papers, CallDesk calls, DossierFiles files, IGrainFactory grains) : DossierForm
{
    public DossierTerms Dossier { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    /// <summary>Somebody has signed what is about to change.</summary>
    public bool LosesSignatures { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancelled = HttpContext.RequestAborted;

        if (Caller.Role is not Role.Animator
            || await papers.OneAsync<DossierTerms>(Caller, "dossier", (string?)RouteData.Values["id"] ?? string.Empty, cancelled) is not { } dossier
            || dossier.Epn != Caller.Organisation)
        {
            context.Result = NotFound();
            return;
        }

        if (dossier.Status is not (DossierStatus.Draft or DossierStatus.Incomplete) && HttpMethods.IsGet(Request.Method))
        {
            context.Result = Redirect($"/dossiers/{dossier.Id}");
            return;
        }

        Dossier = dossier;
        Answers = dossier.Call is { } id ? (await calls.OneAsync(Caller, id.Text, cancelled))?.Terms : null;
        Names = await papers.NamesAsync([dossier.Partner]);
        var file = await files.OfAsync(dossier.Id, cancelled);
        LosesSignatures = file.Epn is not null || file.Partner is not null;
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => Show(Dossier);

    public async Task<IActionResult> OnPostAsync()
    {
        var (needs, sessions, plan) = Read();

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new ReviseDossier { Needs = needs, Sessions = sessions, ExitPlan = Typed(ExitPlan), Plan = plan, BasedOn = FilledFrom };

        if (await grains.GetGrain<IDossierGrain>($"dossier/{Dossier.Id}").DoAsync(command, Caller, Once(command, Dossier.Id.Text)) is Refused<DossierTerms> { Reason: var reason })
        {
            Refuse(reason, FieldOf(reason));
            return Page();
        }

        return Onward($"/dossiers/{Dossier.Id}", Say("dossier-changed"));
    }
}
