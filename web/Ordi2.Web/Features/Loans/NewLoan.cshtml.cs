using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Dossiers;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Loans;

/// <summary>An EPN writes the convention for the machines of a dossier: the owner lends, the EPN relays, the partner borrows.</summary>
internal sealed class NewLoanPage(PaperDesk papers, MachineQueries machines, RulesInForce rules, IGrainFactory grains) : RolePage(Role.Animator)
{
    private ImmutableArray<DossierTerms> _dossiers = [];

    [BindProperty(SupportsGet = true)]
    public string? Dossier { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    public IReadOnlyList<Choice> Dossiers { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is Role.Animator)
        {
            _dossiers = [.. (await papers.InAsync<DossierTerms, DossierStatus>(Caller, "dossier", HttpContext.RequestAborted, DossierStatus.Accepted, DossierStatus.InProgress))
                .Where(dossier => dossier.Epn == Caller.Organisation)];
            var names = await papers.NamesAsync(_dossiers.Select(dossier => (OrganisationId?)dossier.Partner));
            Dossiers = [.. _dossiers.Select(dossier => DossierChoice.Of(this, dossier, names))];
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public async Task OnGetAsync()
    {
        From = Written(Today);
        To = Written(Today.AddMonths(_dossiers.FirstOrDefault(one => one.Id.Text == Dossier)?.Plan.Months ?? (await rules.ForAsync(Caller)).LoanMonths).AddDays(-1));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var dossier = _dossiers.FirstOrDefault(one => one.Id.Text == Dossier);
        Mistakes
            .Unless(dossier is not null, "dossier", Say("choose-dossier"))
            .Unless(DayOf(From) is not null, "from", Say("choose-day"))
            .Unless(DayOf(To) is not null, "to", Say("choose-day"));

        if (Mistakes.Any)
        {
            return Page();
        }

        if (await OwnerAsync(dossier!) is not { } owner)
        {
            Refuse(Refusal.Conflict("loan-without-machine"), "dossier");
            return Page();
        }

        var command = new CreateLoan(owner, dossier!.Epn, dossier.Partner, dossier.Id, DayOf(From)!.Value, DayOf(To)) { GiftDeed = dossier.Mode is ProvisionMode.Gift };
        var commandId = Once(command);
        var id = AggregateIds.Make("loan", commandId);
        return IsDone(await grains.GetGrain<ILoanGrain>($"loan/{id}").DoAsync(command, Caller, commandId))
            ? Onward($"/loans/{id}", Say("loan-made"))
            : Page();
    }

    /// <summary>Whoever owns the machines of the dossier lends them: those that are here, else those on their way.</summary>
    private async Task<OrganisationId?> OwnerAsync(DossierTerms dossier)
    {
        var rows = (await machines.ListAsync(new MachineFilter { Dossier = dossier.Id.Text, Limit = MachineFilter.MostRows }, HttpContext.RequestAborted)).Rows;
        return rows.OrderBy(row => row.Status is not MachineStatus.AtEpn).Select(row => row.Owner).OfType<string>().FirstOrDefault() is { } owner ? new(owner) : null;
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
