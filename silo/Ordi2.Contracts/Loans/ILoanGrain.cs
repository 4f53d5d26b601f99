namespace Ordi2.Contracts.Loans;

/// <summary>What somebody asks of a loan convention.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.loan.command")]
public abstract record LoanCommand
{
    private protected LoanCommand()
    {
    }
}

/// <summary>The grain of a loan convention. The key is <c>loan/{id}</c>.</summary>
[Alias("ordi2.loan")]
public interface ILoanGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<LoanTerms>> DoAsync(LoanCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<LoanTerms?> GetAsync();
}
