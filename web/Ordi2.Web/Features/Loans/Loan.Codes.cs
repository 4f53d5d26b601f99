using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Loans;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Loans;

/// <summary>The partner signs on the EPN's device: here it makes the code, and here the EPN enters that of the convention.</summary>
internal sealed partial class LoanPage
{
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The machines that the partner has before it.</summary>
    [BindProperty]
    public string[] Getting { get; set; } = [];

    /// <summary>The code that was just made: shown this once.</summary>
    public string? Made { get; private set; }

    /// <summary>The machines of the dossier that wait at the EPN, for the partner that may sign for them.</summary>
    public ImmutableArray<MachineRow> Waiting { get; private set; } = [];

    public IReadOnlyList<Choice> GettingChoices =>
        [.. Waiting.Select(row => new Choice(row.Id, $"{Label(row.Id)} · {$"{Capital(Word(row.Type.Code()))} {row.Maker} {row.Model}".Trim()}"))];

    /// <summary>What this reader can make a code for now.</summary>
    public LoanCodeFor? CodeFor =>
        Caller.Role is not Role.Partner || Loan.Borrower != Caller.Organisation ? null
        : Loan.Status is LoanStatus.Draft ? Unsigned.Contains(LoanParty.Borrower) ? LoanCodeFor.Convention : null
        : Waiting.IsEmpty ? null : LoanCodeFor.HandingOver;

    public bool MayEnterCode => MayEnd && Loan.Status is LoanStatus.Draft && Unsigned.Contains(LoanParty.Borrower);

    /// <summary>Asked again, another code is made, and the one before is worth nothing.</summary>
    public async Task<IActionResult> OnPostCodeAsync()
    {
        if (CodeFor is not { } purpose)
        {
            return Redirect(Address);
        }

        ImmutableArray<MachineId> getting = purpose is LoanCodeFor.HandingOver
            ? [.. Waiting.Where(row => Getting.Contains(row.Id, StringComparer.Ordinal)).Select(row => new MachineId(row.Id))]
            : [];

        if (purpose is LoanCodeFor.HandingOver)
        {
            Mistakes.Unless(!getting.IsEmpty, "getting", Say("choose-machines"));
        }
        else
        {
            ConventionText.IsAgreed(this, Convention, Seal, agreed: true);
        }

        if (Mistakes.Any)
        {
            return Page();
        }

        var code = ShortCode.New();
        var command = new MakeLoanCode(purpose, SigningCode.Digest(LoanCodes.SignedBy(Loan.Id, purpose), code)) { Machines = getting };

        if (IsDone(await grains.GetGrain<ILoanGrain>($"loan/{Loan.Id}").DoAsync(command, Caller, Guid.CreateVersion7())))
        {
            Made = code;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostEnterCodeAsync()
    {
        Mistakes.Unless(ShortCode.IsOne(Code), "code", Say("handover-say-code"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new EnterLoanCode(LoanCodeFor.Convention, ShortCode.Plain(Code!), Loan.Document ?? StepNumbers.Of(DocumentKind.LoanAgreement, Loan.Id.Text));
        var reply = await grains.GetGrain<ILoanGrain>($"loan/{Loan.Id}").DoAsync(command, Caller, Once(command, Loan.Id.Text));

        if (IsDone(reply, "code") && reply is Done<LoanTerms> { Value: var after } && !after.SignedBy.Contains(LoanParty.Borrower))
        {
            Mistakes.Add("code", Count("handover-code-wrong", after.AttemptsLeft));
        }

        if (Mistakes.Any)
        {
            FormMistakes.Renew(HttpContext);
            return await AgainAsync(null);
        }

        return Onward(Address, Count("loan-signed", 1));
    }
}
