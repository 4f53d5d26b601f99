namespace Ordi2.Contracts.Organisations;

/// <summary>What somebody asks of an organisation.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.command")]
public abstract record OrganisationCommand
{
    private protected OrganisationCommand()
    {
    }
}

/// <summary>One organisation. The key is <c>organisation/{id}</c>.</summary>
[Alias("ordi2.organisation")]
public interface IOrganisationGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The profile after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<OrganisationProfile>> DoAsync(OrganisationCommand command, Caller caller, Guid commandId);

    /// <summary>The profile.</summary>
    /// <returns>The profile, or <see langword="null"/> when there is no such organisation.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<OrganisationProfile?> GetAsync();
}
