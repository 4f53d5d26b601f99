using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Processes;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Loans;

/// <summary>The pole names the machine of the stock that takes the place of one that a partner has: the loan keeps its line and its dates.</summary>
internal sealed class NewSwapPage(MachineQueries machines, StockQueries stock, IGrainFactory grains) : RolePage(Role.Coordinator)
{
    private const int Offered = 50;

    [BindProperty]
    public string? Replacement { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public MachineRow Row { get; private set; } = null!;

    /// <summary>Of the same kind, in stock; those that wait longest first.</summary>
    public ImmutableArray<MachineRow> Stock { get; private set; } = [];

    public IReadOnlyList<Choice> Replacements =>
    [
        .. Stock.Select(row => new Choice(row.Id, $"{Label(row.Id)} · {$"{row.Maker} {row.Model}".Trim()} · {Say("picking-grade", Word(row.Grade.Code()))}", Say("swap-ready-since", Date(row.InStockSince)))),
    ];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var code = HttpContext.Request.Query["machine"].ToString();

        if (Caller.Role is not Role.Coordinator
            || await machines.FindAsync(code, Caller.Organisation.Text, HttpContext.RequestAborted) is not { } found
            || !Caller.SeenOf(found).IsAll
            || found.Row.Loan is null)
        {
            context.Result = NotFound();
            return;
        }

        Row = found.Row;
        Stock = await stock.LongestAsync(Caller.Organisation.Text, Row.Type, Offered, HttpContext.RequestAborted);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        Mistakes
            .Unless(Typed(Replacement) is not null, "replacement", Say("choose-machine"))
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new StartSwap(new(Row.Loan!), new(Row.Id), new(Replacement!.Trim()), Reason!.Trim());
        var commandId = Once(command);
        var reply = await grains.GetGrain<IProcessGrain>($"process/{AggregateIds.Make("process", commandId)}").DoAsync(command, Caller, commandId);

        if (IsDone(reply, "replacement") && reply is Done<ProcessTerms> { Value.Reason: { } why })
        {
            Refuse(why, "replacement");
        }

        if (Mistakes.Any)
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward($"/machines/{Row.Id}", Say("swap-done", Label(Replacement.Trim()), Label(Row.Id)));
    }
}
