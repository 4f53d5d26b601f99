namespace Ordi2.Contracts.Allocations;

/// <summary>What somebody asks of an allocation.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.allocation.command")]
public abstract record AllocationCommand
{
    private protected AllocationCommand()
    {
    }
}

/// <summary>The grain of an allocation. The key is <c>allocation/{id}</c>.</summary>
/// <remarks>
/// Its calls interleave: while it waits for a machine, that machine may have something to tell it, and each would wait for the
/// other. What they write meets the fence of the ledger, and what they ask of machines has the same ids.
/// </remarks>
[Alias("ordi2.allocation")]
public interface IAllocationGrain : IDueGrain
{
    /// <summary>Decides, writes, answers. What follows from it for the machines is carried out before the answer, and resumed where it was interrupted.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do"), Orleans.Concurrency.AlwaysInterleave]
    Task<Reply<AllocationTerms>> DoAsync(AllocationCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<AllocationTerms?> GetAsync();
}
