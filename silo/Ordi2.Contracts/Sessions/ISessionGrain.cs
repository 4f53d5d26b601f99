namespace Ordi2.Contracts.Sessions;

/// <summary>What somebody asks of an accompaniment session.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.session.command")]
public abstract record SessionCommand
{
    private protected SessionCommand()
    {
    }
}

/// <summary>The grain of an accompaniment session. The key is <c>session/{id}</c>.</summary>
[Alias("ordi2.session")]
public interface ISessionGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<SessionTerms>> DoAsync(SessionCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<SessionTerms?> GetAsync();
}
