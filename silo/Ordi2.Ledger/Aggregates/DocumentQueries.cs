using System.Collections.Immutable;
using Dapper;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>A document that waits for a signature.</summary>
public sealed record UnsignedDocument(DocumentId Id, DocumentKind Kind);

/// <summary>Which documents that wait for a signature a list shows. What is not given does not filter.</summary>
public sealed record UnsignedFilter
{
    public string? Status { get; init; }

    /// <summary>Only those about this: <c>machine/H4T9CXB</c>.</summary>
    public string? About { get; init; }

    /// <summary>Only those of which the number begins so (<see cref="Search.SearchWords"/>).</summary>
    public string? Word { get; init; }

    /// <summary>Id of the last row of the page before.</summary>
    public string? After { get; init; }

    /// <summary>From 1 to <see cref="AggregateFilter.MostRows"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>Questions about documents.</summary>
public sealed class DocumentQueries
{
    /// <summary>The bit of whom a document names as owing a signature; the index of migration 0044 has it too, so it never changes.</summary>
    public const long Owing = 1L << 25;

    /// <summary>So many at most are told; nobody signs more in a day.</summary>
    public const int Most = 2_000;

    private readonly LedgerDatabase _database;

    internal DocumentQueries(LedgerDatabase database) => _database = database;

    /// <summary>Those that an organisation has to sign in a role and has not, by number: one question, however many there are.</summary>
    public Task<ImmutableArray<UnsignedDocument>> ToSignAsync(OrganisationId organisation, Role role, CancellationToken cancellationToken = default) => _database.AskAsync(
        $"select a.id, a.body ->> 'kind' {Waiting()} order by p.id limit {Most}",
        new { Party = organisation.Text, Role = role.Code() },
        row => new UnsignedDocument(new(row.GetString(0)), KindOf(row.GetString(1))),
        cancellationToken);

    /// <summary>A page of them with what the organisation is to each; ask for the next with the last id of this one.</summary>
    public Task<ImmutableArray<RelatedRow>> ListToSignAsync(OrganisationId organisation, Role role, UnsignedFilter filter, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(filter.Limit);
        var parameters = new DynamicParameters(new { Party = organisation.Text, Role = role.Code(), filter.Status, filter.About, filter.Limit, After = filter.After ?? "" });
        string?[] conditions =
        [
            filter.Status is null ? null : "a.status = @Status",
            filter.About is null ? null : "exists (select 1 from aggregate_party s where s.kind = a.kind and s.id = a.id and s.party = @About and s.relations = 0)",
            filter.Word is null ? null : "a.id in (select w.id from search_word w where w.kind = 'document' and w.word >= @Word and w.word < @WordEnd)",
        ];

        if (filter.Word is { } word)
        {
            parameters.Add("Word", word);
            parameters.Add("WordEnd", word + "\U0010FFFF");
        }

        return _database.AskAsync(
            $"""
            select {AggregateQueries.Columns}, {AggregateQueries.RelationsOf("a.kind", "a.id")} {Waiting()} and p.id > @After
              {string.Concat(conditions.Where(condition => condition is not null).Select(condition => $" and {condition}"))}
            order by p.id limit @Limit
            """,
            parameters,
            AggregateQueries.ReadRelated,
            cancellationToken);
    }

    private static DocumentKind KindOf(string code) => Codes.TryParse<DocumentKind>(code, out var kind) ? kind : throw new InvalidDataException($"'{code}' is no kind of document.");

    // The bit stands in the text: with a parameter in its place no planner would know that the index holds what is asked.
    private string Waiting() =>
        $"""
        from aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id
        where p.kind = 'document' and p.party = @Party and (p.relations & {Owing}) <> 0
          and exists (select 1 from {InTheRole("signatories")}) and not exists (select 1 from {InTheRole("signatures")})
        """;

    private string InTheRole(string member) => $"{_database.Each("a.body", member)} as one where one.value ->> 'organisation' = @Party and one.value ->> 'role' = @Role";
}
