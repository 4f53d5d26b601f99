namespace Ordi2.Contracts.Dossiers;

/// <summary>What somebody asks of a project dossier.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.command")]
public abstract record DossierCommand
{
    private protected DossierCommand()
    {
    }
}

/// <summary>The grain of a project dossier. The key is <c>dossier/{id}</c>.</summary>
[Alias("ordi2.dossier")]
public interface IDossierGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<DossierTerms>> DoAsync(DossierCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never created.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<DossierTerms?> GetAsync();
}
