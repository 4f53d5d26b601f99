using Microsoft.AspNetCore.Mvc;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Documents.Labels;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Labels;

/// <summary>
/// The label of one machine once more: where the outer one peels off, or for the second place inside a laptop. It is the same code (domain.md 6.5); another one is a
/// matter of the supervisor, with proof, and where the label is held for unreadable nothing is printed before that.
/// </summary>
internal sealed class MachineLabelPage(CodeResolver codes, MachineQueries machines, Houses houses, IConfiguration configuration, IAuditLog log) : PrintPage(houses, configuration)
{
    private readonly Houses _houses = houses;

    [BindProperty]
    public string? Sheet { get; set; }

    [BindProperty]
    public string? Start { get; set; }

    public MachineRow Machine { get; private set; } = null!;

    /// <summary>The label that it has now: the last one that it was given.</summary>
    public LabelCode Code { get; private set; }

    /// <summary>Whether its label is held for unreadable: another one comes first.</summary>
    public bool NeedsAnother => (Machine.Holds & (1 << (int)Hold.UnreadableLabel)) != 0;

    public bool MayRelabel => Caller.Role is Role.Supervisor;

    /// <summary>Who has the machine prints its label, and the pole that looks after it.</summary>
    public static bool May(Caller caller, MachineRow machine, Seen seen) => seen.IsAll && caller.Role switch
    {
        Role.Storekeeper or Role.Supervisor => machine.Holder == caller.Organisation.Text,
        Role.Coordinator => machine.Pole == caller.Organisation.Text,
        _ => false,
    };

    public async Task<IActionResult> OnGetAsync(string code)
    {
        (Sheet, Start) = (LabelSheet.All[0].Name, "1");
        return await FindAsync(code) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string code)
    {
        if (!await FindAsync(code))
        {
            return NotFound();
        }

        if (NeedsAnother)
        {
            Mistakes.Add(FormMistakes.Form, Say("label-needs-another-text"));
            return Page();
        }

        var (paper, start) = (LabelPaper.Find(Sheet), NumberOf(Start));
        Mistakes.Unless(paper is not null, "sheet", Say("labels-choose-paper"))
            .Unless(paper is null || (start is >= 1 && start <= paper.Sheet.Count), "start", Say("labels-start-wrong", paper?.Sheet.Count ?? 1));
        var lentBy = Machine is { Loan: not null, Owner: { } owner } ? await _houses.NameAsync(owner) : null;
        var batch = new LabelBatch([Code], LabelKind.Machine, await WordsAsync(Machine.Pole, lentBy)) { Server = Server };

        if (Mistakes.Any || !HasRoom(paper!, batch, "sheet"))
        {
            return Page();
        }

        await log.NoteAsync(Time, "label-reprinted", Caller, $"machine/{Machine.Id} {Code.Text}");
        return Give(paper!.Print(batch, start!.Value), $"etiquette-{Code.Text}");
    }

    private async Task<bool> FindAsync(string code)
    {
        var (found, seen, refused) = await codes.FindSeenAsync(code, Caller, HttpContext.RequestAborted);

        if (refused is not null || !May(Caller, found.Row, seen))
        {
            return false;
        }

        Machine = found.Row;
        var history = await machines.HistoryAsync(Machine.Id, HttpContext.RequestAborted);
        Code = LabelCode.Parse(MachineFold.Of(history).Labels is [.., var latest] ? latest.Text : Machine.Id);
        return true;
    }
}
