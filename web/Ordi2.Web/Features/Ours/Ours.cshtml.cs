using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Loans;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Ours;

/// <summary>A machine that a partner has, and until when.</summary>
internal sealed record LentMachine(MachineRow Row, LoanTerms? Loan)
{
    /// <summary>What the safety instruction of a recall is about: it comes first.</summary>
    public bool IsRecalled => (Row.Holds & (1 << (int)Hold.Recall)) != 0;
}

/// <summary>What a partner association has: the recalled machines first, then by the last day of the loan.</summary>
internal sealed class OursPage(PaperDesk papers, MachineQueries machines) : RolePage(Role.Partner)
{
    public ImmutableArray<LentMachine> Items { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Items = await ReadAsync(Caller, papers, machines, cancellationToken);

    /// <summary>What a house has, as the home asks it too.</summary>
    public static async Task<ImmutableArray<LentMachine>> ReadAsync(Caller caller, PaperDesk papers, MachineQueries machines, CancellationToken cancellationToken)
    {
        var rows = (await machines.ListAsync(new MachineFilter { Holder = caller.Organisation.Text, Limit = MachineFilter.MostRows }, cancellationToken)).Rows;
        var loans = (await papers.InAsync<LoanTerms, LoanStatus>(
                caller, "loan", cancellationToken, LoanStatus.Signed, LoanStatus.Active, LoanStatus.Extended, LoanStatus.ReturnDue, LoanStatus.Breached))
            .ToDictionary(loan => loan.Id.Text, StringComparer.Ordinal);
        return
        [
            .. rows.Where(row => row.Status is MachineStatus.Placed or MachineStatus.Returning)
                .Select(row => new LentMachine(row, row.Loan is { } loan ? loans.GetValueOrDefault(loan) : null))
                .OrderBy(one => !one.IsRecalled)
                .ThenBy(one => one.Loan?.To ?? DateOnly.MaxValue)
                .ThenBy(one => one.Row.Id, StringComparer.Ordinal),
        ];
    }

    public static bool IsDue(LentMachine one) => one.Loan is { } loan && LoansPage.Runs(loan.Status);
}
