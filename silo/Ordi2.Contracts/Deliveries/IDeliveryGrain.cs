namespace Ordi2.Contracts.Deliveries;

/// <summary>What somebody asks of a delivery.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.command")]
public abstract record DeliveryCommand
{
    private protected DeliveryCommand()
    {
    }
}

/// <summary>The grain of a delivery. The key is <c>delivery/{id}</c>.</summary>
[Alias("ordi2.delivery")]
public interface IDeliveryGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<DeliveryTerms>> DoAsync(DeliveryCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<DeliveryTerms?> GetAsync();
}
