using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Loans;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Loans;

/// <summary>What happens to a convention as a whole: it is prolonged, asked back, broken, closed.</summary>
internal sealed partial class LoanPage
{
    /// <summary>The new last day.</summary>
    [BindProperty]
    public string? Until { get; set; }

    /// <summary>Number of the amendment.</summary>
    [BindProperty]
    public string? Amendment { get; set; }

    /// <summary>How it was broken.</summary>
    [BindProperty]
    public string? How { get; set; }

    /// <summary>
    /// Nothing is out: neither a machine, nor one that another took the place of. What is only signed has nothing out either: closing it makes
    /// sense once its last day is over.
    /// </summary>
    public bool MayClose => May("close")
        && !Loan.OpenLines.Concat(Loan.Swaps.Where(swap => !swap.Back).Select(swap => swap.Old)).Except(Loan.Filed.Select(loss => loss.Machine)).Any()
        && (Loan.Status is not LoanStatus.Signed || Loan.To < Today);

    /// <summary>Whether the life of a convention has this step where it stands, and this reader the right to it. A coordinator who neither lends nor relays is its pole.</summary>
    public bool May(string step) => LoanLife.Table.Stops(
        Loan.Id.Text,
        step,
        Loan.Status,
        Caller,
        repeated: false,
        Loan.Relay == Caller.Organisation ? Relation.ItsRelay : Relation.Anybody,
        Loan.Lender == Caller.Organisation ? Relation.ItsLender : Relation.Anybody,
        Caller.Role is Role.Coordinator ? Relation.ItsPole : Relation.Anybody) is null;

    public async Task<IActionResult> OnPostCloseAsync() => await AskAsync(new CloseLoan()) ? Onward(Address, Say("loan-closed")) : Page();

    public async Task<IActionResult> OnPostExtendAsync()
    {
        Mistakes
            .Unless(DayOf(Until) is not null, "until", Say("choose-day"))
            .Unless(Typed(Amendment) is not null, "amendment", Say("say-number"));

        if (Mistakes.Any)
        {
            return Page();
        }

        if (await AskAsync(new ExtendLoan(DayOf(Until)!.Value, Amendment!.Trim()), "until"))
        {
            return Onward(Address, Say("loan-extended", Date(DayOf(Until)!.Value)));
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }

    public async Task<IActionResult> OnPostBreachAsync()
    {
        Mistakes.Unless(Typed(How) is not null, "how", Say("say-reason"));
        return Mistakes.Any ? Page() : await AskAsync(new BreachLoan(How!.Trim()), "how") ? Onward(Address, Say("loan-breached")) : Page();
    }
}
