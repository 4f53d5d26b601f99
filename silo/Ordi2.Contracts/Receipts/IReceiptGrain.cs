namespace Ordi2.Contracts.Receipts;

/// <summary>What somebody asks of a tax receipt.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.command")]
public abstract record ReceiptCommand
{
    private protected ReceiptCommand()
    {
    }
}

/// <summary>The grain of a tax receipt. The key is <c>receipt/{id}</c>.</summary>
[Alias("ordi2.receipt")]
public interface IReceiptGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<ReceiptTerms>> DoAsync(ReceiptCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<ReceiptTerms?> GetAsync();
}
