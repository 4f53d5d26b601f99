using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Loans;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Loans;

/// <summary>Read, decide, write.</summary>
internal sealed class LoanGrain(AggregateDesk desk) : Grain, ILoanGrain
{
    private Aggregate<LoanConvention, LoanCommand, LoanEvent, LoanTerms> _loan = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _loan = desk.Open(Kinds.Loan, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _loan.LoadAsync(cancellationToken);
    }

    public Task<Reply<LoanTerms>> DoAsync(LoanCommand command, Caller caller, Guid commandId) => _loan.DoAsync(command, caller, commandId);

    public Task<LoanTerms?> GetAsync() => Task.FromResult(_loan.Terms);

    public Task ForgetTextsAsync() => _loan.ForgetTextsAsync();

    public Task<int> WakeAsync() => _loan.WakeAsync();
}
