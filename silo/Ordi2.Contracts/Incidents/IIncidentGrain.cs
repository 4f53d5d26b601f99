namespace Ordi2.Contracts.Incidents;

/// <summary>What somebody asks of an incident (ticket).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.incident.command")]
public abstract record IncidentCommand
{
    private protected IncidentCommand()
    {
    }
}

/// <summary>The grain of an incident (ticket). The key is <c>incident/{id}</c>.</summary>
[Alias("ordi2.incident")]
public interface IIncidentGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<IncidentTerms>> DoAsync(IncidentCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<IncidentTerms?> GetAsync();
}
