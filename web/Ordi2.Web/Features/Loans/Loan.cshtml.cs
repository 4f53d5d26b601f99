using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Loans;

/// <summary>One convention: who signs, what is out, what came back and how.</summary>
internal sealed partial class LoanPage(PaperDesk papers, MachineQueries machines, Houses houses, IGrainFactory grains) : RolePage(Role.Animator, Role.Partner, Role.Supervisor, Role.Coordinator)
{
    [BindProperty]
    public string[] Parties { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Machine { get; set; }

    [BindProperty]
    public string? Choice { get; set; }

    [BindProperty]
    public string? Condition { get; set; }

    [BindProperty]
    public bool Charger { get; set; }

    [BindProperty]
    public string? Declaration { get; set; }

    public LoanTerms Loan { get; private set; } = null!;

    /// <summary>Whether this reader may open its dossier: who lends does not always.</summary>
    public DossierTerms? Dossier { get; private set; }

    public Names Names { get; private set; } = Names.None;

    [BindProperty]
    public bool Agreed { get; set; }

    /// <summary>Of the convention that was read.</summary>
    [BindProperty]
    public string? Seal { get; set; }

    /// <summary>What is signed, while somebody has not signed.</summary>
    public ShownConvention? Convention { get; private set; }

    /// <summary>The convention and its amendments, once they are papers.</summary>
    public ImmutableArray<DocumentTerms> Papers { get; private set; } = [];

    public IReadOnlyDictionary<string, MachineRow> Rows { get; private set; } = new Dictionary<string, MachineRow>(StringComparer.Ordinal);

    public bool MayEnd => Caller.Role is Role.Animator && Loan.Relay == Caller.Organisation;

    public bool Runs => LoansPage.Runs(Loan.Status);

    public IReadOnlyList<Choice> MachineChoices => [.. Loan.OpenLines.Select(machine => new Choice(machine.Text, What(machine)))];

    public IReadOnlyList<Choice> EndChoices =>
    [
        new(LoanEndChoice.Returned.Code(), Say("loan-line-back"), Say("loan-line-back-hint")),
        new(LoanEndChoice.StillOut.Code(), Say("loan-line-out"), Say("loan-line-out-hint")),
        new(LoanEndChoice.Lost.Code(), Say("loan-line-lost"), Say("loan-line-lost-hint")),
        new(LoanEndChoice.Stolen.Code(), Say("loan-line-stolen"), Say("loan-line-stolen-hint")),
    ];

    /// <summary>The sides that have not signed.</summary>
    public IEnumerable<LoanParty> Unsigned => ((LoanParty[])[LoanParty.Relay, LoanParty.Lender, LoanParty.Borrower]).Where(side => !Loan.SignedBy.Contains(side));

    /// <summary>Whose signature this reader may record.</summary>
    public IReadOnlyList<Choice> Signers => Caller.Role is Role.Partner
        ? [.. Unsigned.Where(side => side is LoanParty.Borrower).Select(side => new Choice(side.Code(), NameOf(side), Say("loan-signs-itself")))]
        : [.. Unsigned.Select(Signer)];

    private string Address => $"/loans/{Loan.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<LoanTerms>(Caller, "loan", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } loan)
        {
            context.Result = NotFound();
            return;
        }

        Loan = loan;
        await ReadAsync();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>What else lacks of a machine that comes back, one a line.</summary>
    [BindProperty]
    public string? Missing { get; set; }

    public void OnGet()
    {
        Machine = Request.Query["machine"];
        Charger = true;
    }

    public async Task<IActionResult> OnPostSignAsync()
    {
        LoanParty[] sides = [.. Parties.Select(text => Codes.TryParse<LoanParty>(text, out var side) ? side : (LoanParty?)null).OfType<LoanParty>().Distinct()];
        Mistakes.Unless(sides.Length > 0, "parties", Say("choose-signer"));
        Agreed = ConventionText.IsAgreed(this, Convention, Seal, Agreed);

        if (Mistakes.Any)
        {
            return Page();
        }

        var done = 0;

        foreach (var side in sides)
        {
            done += await SignAsync(new SignLoan(side, Loan.Document ?? StepNumbers.Of(DocumentKind.LoanAgreement, Loan.Id.Text), Of(side) != Caller.Organisation)) ? 1 : 0;
        }

        return Mistakes.Any ? await AgainAsync(done > 0 ? Count("loan-signed", done) : null) : Onward(Address, Count("loan-signed", done));
    }

    /// <summary>A machine comes back, is asked back, or is declared lost: the steps of it are one process, as for the pole.</summary>
    public async Task<IActionResult> OnPostLineAsync()
    {
        var known = Codes.TryParse<LoanEndChoice>(Choice, out var choice);
        Mistakes
            .Unless(Loan.OpenLines.Concat(Loan.Returns.Select(back => back.Machine)).Any(machine => machine.Text == Machine), "machine", Say("choose-machine"))
            .Unless(known, "choice", Say("choose-one"))
            .Unless(choice is not LoanEndChoice.Returned || Typed(Condition) is not null, "condition", Say("say-condition"))
            .Unless(choice is not (LoanEndChoice.Lost or LoanEndChoice.Stolen) || Typed(Declaration) is not null, "declaration", Say("say-declaration"));

        if (!MayEnd || Mistakes.Any)
        {
            return Page();
        }

        var command = new StartLoanEnd(Loan.Id, Typed(Reason) ?? Say("loan-end-reason"))
        {
            Lines =
            [
                new LoanEndLine(
                    new(Machine!),
                    choice,
                    choice is LoanEndChoice.Returned ? new ReturnInspection(Condition!.Trim(), Charger) { Missing = LinesOf(Missing) } : null,
                    choice is LoanEndChoice.Lost or LoanEndChoice.Stolen ? Declaration!.Trim() : null),
            ],
        };
        var commandId = Once(command);
        var reply = await grains.GetGrain<IProcessGrain>($"process/{AggregateIds.Make("process", commandId)}").DoAsync(command, Caller, commandId);

        if (!IsDone(reply) || reply is not Done<ProcessTerms> { Value.Steps: var steps })
        {
            return Page();
        }

        // What is asked around it may be so already: the return asked for, the convention due, another machine still out. What counts is its own last step.
        if (steps.LastOrDefault(step => step.Target == $"machine/{Machine}") is { Refused: { } refused })
        {
            Refuse(refused, "machine");
        }

        if (Mistakes.Any)
        {
            // The process of this form has ended as it did; the next attempt is another one.
            FormMistakes.Renew(HttpContext);
            return await AgainAsync(null);
        }

        return Onward(Address, Say($"loan-line-done-{choice}", Label(Machine!)));
    }

    public async Task<IActionResult> OnPostDueAsync() =>
        await AskAsync(new MarkReturnDue(Typed(Reason)), "reason") ? Onward(Address, Say("loan-due-marked")) : Page();

    public string What(MachineId machine) => Rows.TryGetValue(machine.Text, out var row)
        ? $"{Label(machine)} · {$"{Capital(Word(row.Type.Code()))} {row.Maker} {row.Model}".Trim()}"
        : Label(machine);

    /// <summary>Who stands on a side.</summary>
    public string NameOf(LoanParty side) => Names[Of(side)];

    private OrganisationId Of(LoanParty side) => side switch
    {
        LoanParty.Lender => Loan.Lender,
        LoanParty.Relay => Loan.Relay,
        _ => Loan.Borrower,
    };

    private Choice Signer(LoanParty side) =>
        new(side.Code(), $"{NameOf(side)} ({Word(side.Code())})", Say(Of(side) == Caller.Organisation ? "loan-signs-itself" : "loan-signs-on-paper"));

    /// <summary>The press gives the agreement its number; where another side has signed a paper that bears one of its own, it is that paper.</summary>
    private async Task<bool> SignAsync(SignLoan command)
    {
        var about = $"{Word(command.Party.Code())} : ";

        switch (await grains.GetGrain<ILoanGrain>($"loan/{Loan.Id}").DoAsync(command, Caller, Once(command, Loan.Id.Text)))
        {
            case Refused<LoanTerms> { Reason: { Code: "another-document", Arguments: [var theirs, ..] } }:
                return await AskAsync(command with { Document = theirs }, "parties", about);

            case Refused<LoanTerms> refused:
                Mistakes.Add("parties", about + Why(refused.Reason));
                return false;

            default:
                return true;
        }
    }

    private async Task<bool> AskAsync(LoanCommand command, string field = FormMistakes.Form, string about = "")
    {
        if (await grains.GetGrain<ILoanGrain>($"loan/{Loan.Id}").DoAsync(command, Caller, Once(command, Loan.Id.Text)) is Refused<LoanTerms> refused)
        {
            Mistakes.Add(field, about + Why(refused.Reason));
            return false;
        }

        return true;
    }

    private async Task<IActionResult> AgainAsync(string? sentence)
    {
        if (sentence is not null)
        {
            Tell(sentence);
        }

        Loan = await papers.OneAsync<LoanTerms>(Caller, "loan", Loan.Id.Text, HttpContext.RequestAborted) ?? Loan;
        await ReadAsync();
        return Page();
    }

    private async Task<IEnumerable<MachineRow>> WaitingAsync() =>
        (await machines.ListAsync(new MachineFilter { Dossier = Loan.Dossier.Text, Limit = MachineFilter.MostRows }, HttpContext.RequestAborted)).Rows;

    private async Task ReadAsync()
    {
        // By their codes: one that went missing or was found again is of no dossier any more, or of no loan, and its line is still open.
        Rows = (await machines.GetAsync(Loan.OpenLines.Select(machine => machine.Text), HttpContext.RequestAborted)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        Dossier = await papers.OneAsync<DossierTerms>(Caller, "dossier", Loan.Dossier.Text, HttpContext.RequestAborted);
        Convention = Loan.Status is LoanStatus.Draft ? await ConventionText.OfAsync(houses, Loan, await WaitingAsync(), Dossier, ReadersLanguage) : null;
        Waiting = Caller.Role is Role.Partner && Loan.Status is LoanStatus.Signed or LoanStatus.Active or LoanStatus.Extended
            ? [.. (await WaitingAsync()).Where(row => row.Status is MachineStatus.AtEpn)]
            : [];
        Papers = (await papers.ListAsync<DocumentTerms>(
            Caller, "document", filter => filter with { About = $"loan/{Loan.Id}", Limit = PaperDesk.PageLength }, HttpContext.RequestAborted)).Items;
        Names = await papers.NamesAsync([Loan.Lender, Loan.Relay, (OrganisationId?)Loan.Borrower]);
    }
}
