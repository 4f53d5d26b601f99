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
    private int _usualMonths;

    [BindProperty(SupportsGet = true)]
    public string? Dossier { get; set; }

    [BindProperty]
    public string? From { get; set; }

    /// <summary>Left empty, the loan lasts as long as the dossier that is chosen says.</summary>
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
            _usualMonths = (await rules.ForAsync(Caller)).LoanMonths;
            Dossiers = [.. _dossiers.Select(dossier => DossierChoice.Of(this, dossier, names) is var choice ? choice with { Label = Lasting(choice.Label, dossier) } : choice)];
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => From = Written(Today);

    public async Task<IActionResult> OnPostAsync()
    {
        var dossier = _dossiers.FirstOrDefault(one => one.Id.Text == Dossier);
        Mistakes
            .Unless(dossier is not null, "dossier", Say("choose-dossier"))
            .Unless(DayOf(From) is not null, "from", Say("choose-day"))
            .Unless(Typed(To) is null || DayOf(To) is not null, "to", Say("choose-day"));

        if (Mistakes.Any)
        {
            return Page();
        }

        if (await OwnerAsync(dossier!) is not { } owner)
        {
            Refuse(Refusal.Conflict("loan-without-machine"), "dossier");
            return Page();
        }

        var command = new CreateLoan(owner, dossier!.Epn, dossier.Partner, dossier.Id, DayOf(From)!.Value, DayOf(To) ?? DayOf(From)!.Value.AddMonths(MonthsOf(dossier)).AddDays(-1)) { GiftDeed = dossier.Mode is ProvisionMode.Gift };
        var commandId = Once(command);
        var id = AggregateIds.Make("loan", commandId);
        return IsDone(await grains.GetGrain<ILoanGrain>($"loan/{id}").DoAsync(command, Caller, commandId))
            ? Onward($"/loans/{id}", Say("loan-made"))
            : Page();
    }

    private int MonthsOf(DossierTerms dossier) => dossier.Plan.Months ?? _usualMonths;

    private string Lasting(string label, DossierTerms dossier) =>
        Say(dossier.Plan.Months is null ? "loan-lasts-as-ruled" : "loan-lasts-as-planned", label, Count("months", MonthsOf(dossier)));

    /// <summary>Whoever owns the machines of the dossier lends them: those that are here, else those on their way.</summary>
    private async Task<OrganisationId?> OwnerAsync(DossierTerms dossier)
    {
        var rows = (await machines.ListAsync(new MachineFilter { Dossier = dossier.Id.Text, Limit = MachineFilter.MostRows }, HttpContext.RequestAborted)).Rows;
        return rows.OrderBy(row => row.Status is not MachineStatus.AtEpn).Select(row => row.Owner).OfType<string>().FirstOrDefault() is { } owner ? new(owner) : null;
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
