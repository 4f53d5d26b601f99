using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Web.Features.Boards;

namespace Ordi2.Web.Features.Calls;

/// <summary>What a call says changes, before it is published; afterwards who applies counts on it.</summary>
internal sealed class EditCallPage(CallDesk calls, IGrainFactory grains, BoardFigures figures) : CallForm(figures)
{
    public CallTerms Call { get; private set; } = null!;

    protected override CallPlan? Before => Call.Plan;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await calls.OneAsync(Caller, (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { Terms: var call } || call.Pole != Caller.Organisation)
        {
            context.Result = NotFound();
            return;
        }

        if (call.Status is not CallStatus.Draft && HttpMethods.IsGet(Request.Method))
        {
            context.Result = Redirect($"/calls/{call.Id}");
            return;
        }

        Call = call;
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public Task OnGetAsync()
    {
        Show(Call.Plan);
        return ReadStockAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Read(Call.Mode) is { } plan)
        {
            var command = new ReviseCall(plan) { BasedOn = FilledFrom };

            if (await grains.GetGrain<ICallGrain>($"call/{Call.Id}").DoAsync(command, Caller, Once(command, Call.Id.Text)) is not Refused<CallTerms> { Reason: var reason })
            {
                return Onward($"/calls/{Call.Id}", Say("call-changed"));
            }

            Refuse(reason, FieldOf(reason));
        }

        await ReadStockAsync();
        return Page();
    }
}
