using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Domain.Allocations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Allocations;

/// <summary>One proposal: which machines and why these; reserved all or none, then sent from where they stand.</summary>
internal sealed partial class AllocationPage(PaperDesk papers, StockQueries stock, MachineQueries machines, PoleMembers members, IGrainFactory grains) : RolePage(Role.Coordinator)
{
    [BindProperty]
    public string? Reason { get; set; }

    public AllocationTerms Allocation { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    public string Project { get; private set; } = string.Empty;

    /// <summary>The machines of the stock that suit and are free now, in the order in which they would be given.</summary>
    public ImmutableArray<AllocatedMachine> Free { get; private set; } = [];

    /// <summary>Those of the proposal that somebody else had first.</summary>
    public ImmutableArray<AllocatedMachine> Taken { get; private set; } = [];

    public bool IsProposed => Allocation.Status is AllocationStatus.Proposed;

    /// <summary>Another coordinator was faster: what was proposed cannot be reserved as it stands.</summary>
    public bool IsLost => Taken.Length > 0 && (IsProposed || Allocation is { Status: AllocationStatus.Released, Reason: AllocationDecisions.Conflict });

    /// <summary>As many as were asked for, or as are free.</summary>
    public int CanPropose => Math.Min(Allocation.Quantity, Free.Length);

    private string Address => $"/allocations/{Allocation.Id}";

    public string Action(string handler) => $"{Address}?handler={handler}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Coordinator
            || await papers.OneAsync<AllocationTerms>(Caller, "allocation", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } allocation)
        {
            context.Result = NotFound();
            return;
        }

        Allocation = allocation;
        await ReadAsync();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        var command = new ConfirmAllocation();

        switch (await grains.GetGrain<IAllocationGrain>($"allocation/{Allocation.Id}").DoAsync(command, Caller, Once(command, Allocation.Id.Text)))
        {
            case Refused<AllocationTerms> { Reason: var reason }:
                Refuse(reason);
                FormMistakes.Renew(HttpContext);
                return await AgainAsync();
            default:
                return Onward(Address, Count("allocation-confirmed", Allocation.Quantity));
        }
    }

    /// <summary>What was lost is given up, and the next machines that suit are proposed.</summary>
    public async Task<IActionResult> OnPostAgainAsync()
    {
        if (CanPropose == 0)
        {
            Mistakes.Add(FormMistakes.Form, Say("allocate-no-stock-text"));
            return Page();
        }

        var give = new GiveUpAllocation(AllocationDecisions.Conflict);

        if (IsProposed && !IsDone(await grains.GetGrain<IAllocationGrain>($"allocation/{Allocation.Id}").DoAsync(give, Caller, Once(give, Allocation.Id.Text))))
        {
            return await AgainAsync();
        }

        // The number of the form alone: sent twice, it makes one proposal, however many are free by then.
        var commandId = Once(new ConfirmAllocation(), $"again/{Allocation.Id}");
        var id = AggregateIds.Make("allocation", commandId);
        return IsDone(await grains.GetGrain<IAllocationGrain>($"allocation/{id}").DoAsync(new CreateAllocation(Allocation.Dossier, Allocation.Line, CanPropose), Caller, commandId))
            ? Onward($"/allocations/{id}", Count("allocation-proposed", CanPropose))
            : await AgainAsync();
    }

    public async Task<IActionResult> OnPostReleaseAsync()
    {
        if (Typed(Reason) is not { } reason)
        {
            Mistakes.Add("reason", Say("say-reason"));
            return Page();
        }

        var command = new GiveUpAllocation(reason);
        return IsDone(await grains.GetGrain<IAllocationGrain>($"allocation/{Allocation.Id}").DoAsync(command, Caller, Once(command, Allocation.Id.Text)), "reason")
            ? Onward(Address, Say("allocation-released"))
            : await AgainAsync();
    }

    public static (Tone Tone, string Icon) LookOf(AllocatedState state) => state switch
    {
        AllocatedState.Secured or AllocatedState.Arrived => (Tone.Good, "good"),
        AllocatedState.TakenByAnother => (Tone.Bad, "bad"),
        AllocatedState.SetAside => (Tone.Warn, "warn"),
        AllocatedState.KeptGoing => (Tone.Info, "truck"),
        _ => (Tone.Neutral, "neutral"),
    };

    /// <summary>Why it is this machine, in a sentence.</summary>
    public string WhyOf(AllocatedMachine one)
    {
        var days = (int)(Time.GetUtcNow() - one.ReadySince).TotalDays;
        return Say(one.Among == 1 ? "allocation-only" : one.Rank == 1 ? "allocation-first" : "allocation-rank", Number(one.Rank), Number(one.Among), Word(one.Grade.Code()), Date(one.ReadySince), days == 0 ? Say("allocation-today") : Count("allocation-days", days));
    }

    private async Task<IActionResult> AgainAsync()
    {
        Allocation = await papers.OneAsync<AllocationTerms>(Caller, "allocation", Allocation.Id.Text, HttpContext.RequestAborted) ?? Allocation;
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var cancelled = HttpContext.RequestAborted;
        var known = Allocation;
        var rows = await stock.FreeAsync(known.Pole.Text, known.Need.Type, Domain.Allocations.Picking.Grades(known.Need), Domain.Allocations.Picking.Profiles(known.Need), cancelled);
        Free = Domain.Allocations.Picking.Of(rows.Select(row => row.AsStock()), known.Need, int.MaxValue);
        var free = Free.Select(one => one.Machine).ToHashSet();
        Taken = known.Status is AllocationStatus.Proposed
            ? [.. known.Machines.Where(one => !free.Contains(one.Machine))]
            : [.. known.Machines.Where(one => one.State is AllocatedState.TakenByAnother)];
        Names = await papers.NamesAsync([known.Epn, known.Partner]);
        Project = (await papers.OneAsync<Contracts.Dossiers.DossierTerms>(Caller, "dossier", known.Dossier.Text, cancelled))?.Project ?? known.Dossier.Text;
        await ReadDeliveriesAsync(cancelled);
    }
}
