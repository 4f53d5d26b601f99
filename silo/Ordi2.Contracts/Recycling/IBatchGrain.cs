namespace Ordi2.Contracts.Recycling;

/// <summary>What somebody asks of a recycling batch.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.batch.command")]
public abstract record BatchCommand
{
    private protected BatchCommand()
    {
    }
}

/// <summary>The grain of a recycling batch. The key is <c>batch/{id}</c>.</summary>
[Alias("ordi2.batch")]
public interface IBatchGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<BatchTerms>> DoAsync(BatchCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<BatchTerms?> GetAsync();
}
