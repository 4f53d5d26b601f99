namespace Ordi2.Contracts.Recalls;

/// <summary>What somebody asks of a recall.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.recall.command")]
public abstract record RecallCommand
{
    private protected RecallCommand()
    {
    }
}

/// <summary>The grain of a recall. The key is <c>recall/{id}</c>.</summary>
[Alias("ordi2.recall")]
public interface IRecallGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<RecallTerms>> DoAsync(RecallCommand command, Caller caller, Guid commandId);

    /// <summary>What the recall would be if it were sent now: which machines it would block, and whom it would write to. Nothing is written.</summary>
    /// <param name="caller">Who would send it.</param>
    /// <returns>The terms as they would be, or why it could not be sent.</returns>
    [Alias("foresee"), Orleans.Concurrency.AlwaysInterleave]
    Task<Reply<RecallTerms>> ForeseeAsync(Caller caller);

    /// <summary>Places the hold on each machine that has none yet. Begun again after a stop, it goes on where it was.</summary>
    /// <returns>How many machines got their hold.</returns>
    [Alias("drive"), Orleans.Concurrency.AlwaysInterleave]
    Task<int> DriveAsync();

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<RecallTerms?> GetAsync();
}
