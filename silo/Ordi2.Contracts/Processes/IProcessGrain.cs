namespace Ordi2.Contracts.Processes;

/// <summary>What somebody asks of a process.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.process.command")]
public abstract record ProcessCommand
{
    private protected ProcessCommand()
    {
    }
}

/// <summary>
/// The grain of a process. The key is <c>process/{id}</c>. It asks one step after the other of their aggregates and writes each
/// answer down; whoever comes after a crash goes on where it stopped.
/// </summary>
[Alias("ordi2.process")]
public interface IProcessGrain : IDueGrain
{
    /// <summary>Starts a process and takes its steps; the answer may come before the last one.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<ProcessTerms>> DoAsync(ProcessCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never started.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<ProcessTerms?> GetAsync();
}
