using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>A document that waits for a signature.</summary>
public sealed record UnsignedDocument(DocumentId Id, DocumentKind Kind);

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
    public async Task<ImmutableArray<UnsignedDocument>> ToSignAsync(OrganisationId organisation, Role role, CancellationToken cancellationToken = default)
    {
        // The bit stands in the text: with a parameter in its place no planner would know that the index holds what is asked.
        var open = await _database.AskAsync(
            $"""
            select a.id, a.body ->> 'kind', a.body ->> 'signatories', a.body ->> 'signatures'
            from aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id
            where p.kind = 'document' and p.party = @Party and (p.relations & {Owing}) <> 0
            order by p.id limit {Most}
            """,
            new { Party = organisation.Text },
            row => (
                Id: row.GetString(0),
                Kind: row.GetString(1),
                Asked: row.IsDBNull(2) ? [] : Read<Signatory>(row.GetString(2)),
                Given: row.IsDBNull(3) ? [] : Read<Signature>(row.GetString(3))),
            cancellationToken).ConfigureAwait(false);

        return
        [
            .. open
                .Where(one => one.Asked.Any(signatory => signatory.Organisation == organisation && signatory.Role == role)
                    && !one.Given.Any(signature => signature.Organisation == organisation && signature.Role == role))
                .Select(one => new UnsignedDocument(new(one.Id), Codes.TryParse<DocumentKind>(one.Kind, out var kind) ? kind : throw new InvalidDataException($"'{one.Kind}' is no kind of document.")))
                .OrderBy(one => one.Id.Text, StringComparer.Ordinal),
        ];
    }

    private static T[] Read<T>(string json) => JsonSerializer.Deserialize<T[]>(json, WireJson.Options) ?? [];
}
