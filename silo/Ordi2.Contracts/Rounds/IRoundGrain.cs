namespace Ordi2.Contracts.Rounds;

/// <summary>What somebody asks of a collection round.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.round.command")]
public abstract record RoundCommand
{
    private protected RoundCommand()
    {
    }
}

/// <summary>The grain of a collection round. The key is <c>round/{id}</c>.</summary>
[Alias("ordi2.round")]
public interface IRoundGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<RoundTerms>> DoAsync(RoundCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<RoundTerms?> GetAsync();
}
