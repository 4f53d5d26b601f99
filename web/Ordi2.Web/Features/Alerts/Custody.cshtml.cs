using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Alerts;

/// <summary>Two say that they have one machine: the pole decides who does.</summary>
internal sealed class CustodyPage(MachineQueries machines, PaperDesk papers, PageScans scans, IGrainFactory grains) : RolePage(Role.Coordinator)
{
    [BindProperty]
    public string? Holder { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public MachineRow Machine { get; private set; } = null!;

    public PendingClaim? Claim { get; private set; }

    public Names Names { get; private set; } = Names.None;

    public bool IsContested => Claim?.Contested is true || (Machine.Holds & (1 << (int)Hold.DisputeCustody)) != 0;

    public bool IsOpen => Claim is not null || IsContested;

    /// <summary>The one who is known to have it, and the one who says so.</summary>
    public IReadOnlyList<Choice> Sides =>
    [
        .. new[] { (Id: Machine.Holder, Hint: Say("custody-known")), (Id: Claim?.Claimant.Text, Hint: Say("custody-claims")) }
            .Where(side => !string.IsNullOrEmpty(side.Id))
            .DistinctBy(side => side.Id, StringComparer.Ordinal)
            .Select(side => new Choice(side.Id!, Names[new OrganisationId(side.Id!)], side.Hint)),
    ];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Coordinator
            || await machines.FindAsync((string?)RouteData.Values["machine"] ?? string.Empty, Caller.Organisation.Text, HttpContext.RequestAborted) is not { } found
            || !Caller.SeenOf(found).IsAll
            || found.Row.Pole != Caller.Organisation.Text)
        {
            context.Result = NotFound();
            return;
        }

        Machine = found.Row;
        Claim = (await grains.GetGrain<IMachineGrain>($"machine/{Machine.Id}").LookAsync(Caller)).Claim;
        Names = await papers.NamesAsync([Machine.Holder is { } holder ? new OrganisationId(holder) : null, Claim?.Claimant]);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        Mistakes
            .Unless(Sides.Any(side => side.Value == Holder), "holder", Say("choose-one"))
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var holder = new OrganisationId(Holder!);
        var command = new SettleCustody(holder, Reason!.Trim());
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, Machine.Id), Machine.Id, command));

        if (answer.Stopped() is { } reason)
        {
            Refuse(reason);
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward("/alerts?show=Custody", Say("custody-settled", Label(Machine.Id), Names[holder]));
    }
}
