namespace Ordi2.Contracts.Parts;

/// <summary>What somebody asks of a part.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.part.command")]
public abstract record PartCommand
{
    private protected PartCommand()
    {
    }
}

/// <summary>The grain of a part. The key is <c>part/{id}</c>.</summary>
[Alias("ordi2.part")]
public interface IPartGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<PartTerms>> DoAsync(PartCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<PartTerms?> GetAsync();
}
