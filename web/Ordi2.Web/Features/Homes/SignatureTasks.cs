using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Receptions;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>What waits for a signature of the reader: papers, and the conventions of gifts and loans in which the reader's organisation receives, lends or relays.</summary>
internal sealed class SignatureTasks(DocumentShelf shelf, PaperDesk papers)
{
    private const int Shown = 4;

    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken) =>
    [
        .. await GiftsAsync(page, cancellationToken),
        .. await LoansAsync(page, cancellationToken),
        .. (await shelf.ToSignAsync(page.Caller, cancellationToken)).GroupBy(one => one.Kind).Select(kind => new HomeTask(
            kind.Count() == 1 ? $"/documents/{Uri.EscapeDataString(kind.First().Id.Text)}" : "/documents?show=sign",
            page.Count("todo-papers-sign", kind.Count(), page.Word(kind.Key.Code())),
            kind.Count(),
            Tone: Tone.Warn)),
    ];

    private async Task<IEnumerable<HomeTask>> GiftsAsync(HomePage page, CancellationToken cancellationToken)
    {
        if (page.Caller.Role is not (Role.Supervisor or Role.Coordinator))
        {
            return [];
        }

        var open = (await papers.InAsync<DonationTerms, DonationStatus>(
                page.Caller, "donation", cancellationToken, DonationStatus.Accepted, DonationStatus.InCollection, DonationStatus.Received))
            .Where(gift => gift.Receiver == page.Caller.Organisation && ReceptionPage.AwaitsReceiver(gift)).ToArray();
        var list = page.Caller.Role is Role.Supervisor ? "/receptions" : "/offers";

        if (open.Length > Shown)
        {
            return [new(list, page.Count("todo-gifts-sign", open.Length), open.Length, Tone: Tone.Warn)];
        }

        var names = await papers.NamesAsync(open.Select(gift => (OrganisationId?)gift.Donor));
        return open.Select(gift => new HomeTask($"{list}/{gift.Id}", page.Say("todo-gift-sign", names[gift.Donor], Called.Gift(page, gift)), Tone: Tone.Warn));
    }

    private async Task<IEnumerable<HomeTask>> LoansAsync(HomePage page, CancellationToken cancellationToken)
    {
        if (page.Caller.Role is not (Role.Supervisor or Role.Coordinator or Role.Animator))
        {
            return [];
        }

        var open = (await papers.InAsync<LoanTerms, LoanStatus>(page.Caller, "loan", cancellationToken, LoanStatus.Draft)).Where(loan => Awaits(loan, page.Caller)).ToArray();

        if (open.Length > Shown)
        {
            return [new("/loans", page.Count("todo-loans-draft", open.Length), open.Length, Tone: Tone.Warn)];
        }

        var names = await papers.NamesAsync(open.Select(loan => (OrganisationId?)loan.Borrower));
        return open.Select(loan => new HomeTask($"/loans/{loan.Id}", page.Say("todo-loan-draft", Called.Loan(page, loan, names[loan.Borrower])), Tone: Tone.Warn));
    }

    /// <summary>Who lends signs as such, and who relays as such; the borrower's own home says it of its side.</summary>
    private static bool Awaits(LoanTerms loan, Caller caller) =>
        (loan.Lender == caller.Organisation && !loan.SignedBy.Contains(LoanParty.Lender))
        || (caller.Role is Role.Animator && loan.Relay == caller.Organisation && !loan.SignedBy.Contains(LoanParty.Relay));
}
