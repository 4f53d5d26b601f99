using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Dossiers;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Allocations;

/// <summary>One line of a dossier: what was granted, what it has, and how many machines of the stock suit.</summary>
internal sealed record LineToFill(int Index, NeedLine Need, int Free)
{
    public int Left => Need.Accepted - Need.Allocated;
}

/// <summary>Machines for a dossier: line by line a proposal is asked for; nothing is reserved yet.</summary>
internal sealed class AllocatePage(PaperDesk papers, StockQueries stock, IGrainFactory grains) : RolePage(Role.Coordinator)
{
    private const int MostOfALine = 1_000;

    [BindProperty]
    public string? Line { get; set; }

    public DossierTerms Dossier { get; private set; } = null!;

    public ImmutableArray<LineToFill> Lines { get; private set; } = [];

    /// <summary>What was proposed and reserved for this dossier already.</summary>
    public ImmutableArray<AllocationTerms> Made { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public static string QuantityOf(int line) => string.Create(CultureInfo.InvariantCulture, $"quantity-{line}");

    public static string DeadlineOf(int line) => string.Create(CultureInfo.InvariantCulture, $"deadline-{line}");

    /// <summary>The last day that was chosen for a line.</summary>
    public string? DeadlineAt(int line) => Request.HasFormContentType ? Request.Form[DeadlineOf(line)].ToString() : null;

    public string? QuantityAt(LineToFill line) => Request.HasFormContentType && Request.Form.ContainsKey(QuantityOf(line.Index))
        ? Request.Form[QuantityOf(line.Index)].ToString()
        : Math.Min(line.Left, line.Free).ToString(CultureInfo.InvariantCulture);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancelled = HttpContext.RequestAborted;

        if (Caller.Role is not Role.Coordinator
            || await papers.OneAsync<DossierTerms>(Caller, "dossier", (string?)RouteData.Values["id"] ?? string.Empty, cancelled) is not { } dossier
            || dossier.Pole != Caller.Organisation)
        {
            context.Result = NotFound();
            return;
        }

        Dossier = dossier;
        var free = await Task.WhenAll(dossier.Needs.Select(need => stock.CountFreeAsync(Caller.Organisation.Text, need.Type, Domain.Allocations.Picking.Grades(need), Domain.Allocations.Picking.Profiles(need), cancelled)));
        Lines = [.. dossier.Needs.Select((need, index) => new LineToFill(index, need, free[index]))];
        Made =
        [
            .. (await papers.ListAsync<AllocationTerms>(Caller, "allocation", filter => filter with { About = $"dossier/{dossier.Id}", Limit = PaperDesk.Most }, cancelled)).Items
                .OrderBy(one => one.Line)
                .ThenBy(one => one.Deadline),
        ];
        Names = await papers.NamesAsync([dossier.Epn, dossier.Partner]);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (NumberOf(Line) is not { } line || Lines.FirstOrDefault(one => one.Index == line) is not { } chosen)
        {
            return Page();
        }

        var quantity = NumberOf(Request.Form[QuantityOf(line)].ToString());
        Mistakes.Unless(quantity >= 1 && quantity <= Math.Min(chosen.Left, MostOfALine), QuantityOf(line), Say("allocation-say-quantity", Number(chosen.Left)));

        var until = DeadlineAt(line);
        Mistakes.Unless(string.IsNullOrWhiteSpace(until) || DayOf(until) > Today, DeadlineOf(line), Say("allocate-deadline-wrong"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new CreateAllocation(Dossier.Id, line, quantity!.Value, DayOf(until) is { } last ? FrenchCalendar.StartOf(last) : null);
        var commandId = Once(command);
        var id = AggregateIds.Make("allocation", commandId);
        return IsDone(await grains.GetGrain<IAllocationGrain>($"allocation/{id}").DoAsync(command, Caller, commandId), QuantityOf(line))
            ? Onward($"/allocations/{id}", Count("allocation-proposed", quantity.Value))
            : Page();
    }
}
