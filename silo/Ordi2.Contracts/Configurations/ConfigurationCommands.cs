namespace Ordi2.Contracts.Configurations;

/// <summary>What somebody asks of a configuration.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.configuration.command")]
public abstract record ConfigurationCommand
{
    private protected ConfigurationCommand()
    {
    }
}

/// <summary>A pole sets its rules for the first time. The identifier is the pole's own.</summary>
/// <param name="Rules">The rules; what is left out holds as shipped.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.configuration.adopt"), Step("adopt")]
public sealed record AdoptRules(
    [property: Id(0)] PoleRules Rules,
    [property: Id(1)] string Reason) : ConfigurationCommand;

/// <summary>A pole changes its rules: they hold for decisions from now on, never for those that were made.</summary>
/// <param name="Rules">All rules from now on; what is left out holds as shipped.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.configuration.change-rules"), Step("change-rules")]
public sealed record ChangeRules(
    [property: Id(0)] PoleRules Rules,
    [property: Id(1)] string Reason) : ConfigurationCommand
{
    /// <summary>
    /// Number of the version that they were written from, 0 for the rules as shipped: where another one holds meanwhile, nothing is changed. Left out,
    /// they replace whatever holds.
    /// </summary>
    [Id(2)]
    public int? BasedOn { get; init; }
}

/// <summary>The grain of a configuration. The key is <c>configuration/{id}</c>.</summary>
[Alias("ordi2.configuration")]
public interface IConfigurationGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<ConfigurationTerms>> DoAsync(ConfigurationCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> where the pole has set nothing.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<ConfigurationTerms?> GetAsync();
}
