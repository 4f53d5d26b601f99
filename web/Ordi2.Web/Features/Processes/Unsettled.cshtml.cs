using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Processes;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Processes;

/// <summary>What a process could not take back, and waits for a person who puts it right and says so.</summary>
internal sealed class UnsettledPage(PaperDesk papers, IGrainFactory grains) : RolePage(Role.Supervisor, Role.Coordinator, Role.Animator)
{
    public const string Address = "/inbox/operations";

    [BindProperty]
    public string? Process { get; set; }

    [BindProperty]
    public string? Found { get; set; }

    public ImmutableArray<ProcessTerms> Items { get; private set; } = [];

    /// <summary>Those that wait.</summary>
    public static async Task<ImmutableArray<ProcessTerms>> OfAsync(PaperDesk papers, Caller caller, CancellationToken cancellationToken) =>
        (await papers.ListAsync<ProcessTerms>(caller, "process", filter => filter with { Status = ProcessStatus.ToSettle.Code() }, cancellationToken)).Items;

    public static IEnumerable<ProcessStepTerms> Left(ProcessTerms process) => process.Steps.Where(step => step.Status is ProcessStepStatus.NotUndone);

    /// <summary>The page of the machine that a step asked; nothing where it asked somebody else.</summary>
    public static string? PageOf(ProcessStepTerms step) => step.Target.StartsWith("machine/", StringComparison.Ordinal) ? $"/machines/{step.Target["machine/".Length..]}" : null;

    /// <summary>What was found out about a process: each has a form of its own.</summary>
    public static string FieldOf(string? process) => $"found-{process}";

    public async Task OnGetAsync() => Items = await OfAsync(papers, Caller, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        if (Typed(Found) is not { } found)
        {
            Mistakes.Add(FieldOf(Process), Say("say-reason"));
        }
        else if (AggregateIds.IsOne(Process ?? string.Empty)
            && IsDone(await grains.GetGrain<IProcessGrain>($"process/{Process}").DoAsync(new SettleProcess(found), Caller, Once(new SettleProcess(found), Process!)), FieldOf(Process)))
        {
            return Onward(Address, Say("unsettled-done"));
        }

        await OnGetAsync();
        return Page();
    }
}
