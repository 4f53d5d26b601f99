namespace Ordi2.Contracts.Documents;

/// <summary>What somebody asks of a document.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.document.command")]
public abstract record DocumentCommand
{
    private protected DocumentCommand()
    {
    }
}

/// <summary>The grain of a document. The key is <c>document/{number}</c>.</summary>
[Alias("ordi2.document")]
public interface IDocumentGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<DocumentTerms>> DoAsync(DocumentCommand command, Caller caller, Guid commandId);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when it was never made.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<DocumentTerms?> GetAsync();
}

/// <summary>What somebody asks of a series of numbers.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.series.command")]
public abstract record SeriesCommand
{
    private protected SeriesCommand()
    {
    }
}

/// <summary>The grain of a series of numbers. The key is <c>series/{id}</c>.</summary>
[Alias("ordi2.series")]
public interface ISeriesGrain : IDueGrain
{
    /// <summary>Decides, writes, answers.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="commandId">Chosen by the sender: asking again with the same id changes nothing.</param>
    /// <returns>The terms after the command, or the reason for the refusal.</returns>
    [Alias("do")]
    Task<Reply<SeriesTerms>> DoAsync(SeriesCommand command, Caller caller, Guid commandId);

    /// <summary>The number of a purpose: handed out now, or the one that it was given before. The series is opened where it is the first.</summary>
    /// <param name="opening">Which series.</param>
    /// <param name="purpose">What for, 1 to 300 characters.</param>
    /// <param name="caller">By whom: the system.</param>
    /// <returns>The number of the document, or the reason for the refusal.</returns>
    [Alias("number")]
    Task<Reply<DocumentId>> NumberAsync(OpenSeries opening, string purpose, Caller caller);

    /// <summary>The number of a purpose, if one was handed out for it; none is handed out now.</summary>
    /// <param name="purpose">What for.</param>
    /// <returns>The number of the document, or <see langword="null"/>.</returns>
    [Alias("find"), Orleans.Concurrency.AlwaysInterleave]
    Task<DocumentId?> FindAsync(string purpose);

    /// <summary>The terms.</summary>
    /// <returns>The terms, or <see langword="null"/> when no number was ever handed out.</returns>
    [Alias("get"), Orleans.Concurrency.AlwaysInterleave]
    Task<SeriesTerms?> GetAsync();
}
