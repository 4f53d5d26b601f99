namespace Ordi2.Contracts.Calls;

/// <summary>What somebody asks of a call for projects.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call.command")]
public abstract record CallCommand
{
    private protected CallCommand()
    {
    }
}

/// <summary>The grain of a call for projects. The key is <c>call/{id}</c>.</summary>
[Alias("ordi2.call")]
public interface ICallGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<CallTerms>> DoAsync(CallCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<CallTerms?> GetAsync();
}
