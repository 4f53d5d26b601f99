namespace Ordi2.Contracts.Handovers;

/// <summary>What somebody asks of a handover between two organisations.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.handover.command")]
public abstract record HandoverCommand
{
    private protected HandoverCommand()
    {
    }
}

/// <summary>The grain of a handover between two organisations. The key is <c>handover/{id}</c>.</summary>
[Alias("ordi2.handover")]
public interface IHandoverGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<HandoverTerms>> DoAsync(HandoverCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<HandoverTerms?> GetAsync();
}
