namespace Ordi2.Contracts.Donations;

/// <summary>What somebody asks of a donation.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.donation.command")]
public abstract record DonationCommand
{
    private protected DonationCommand()
    {
    }
}

/// <summary>The grain of a donation. The key is <c>donation/{id}</c>.</summary>
[Alias("ordi2.donation")]
public interface IDonationGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<DonationTerms>> DoAsync(DonationCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<DonationTerms?> GetAsync();
}
