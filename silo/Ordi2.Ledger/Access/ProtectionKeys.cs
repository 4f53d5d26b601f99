using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Access;

/// <summary>The keys that sign sessions and forms: in the database, so that every web process has the same and a backup holds them.</summary>
public sealed class ProtectionKeys
{
    private readonly LedgerDatabase _database;

    internal ProtectionKeys(LedgerDatabase database) => _database = database;

    /// <summary>Every key as XML, the oldest first.</summary>
    public ImmutableArray<string> ReadAll()
    {
        using var connection = Open(forWriting: false);
        return [.. connection.Query<string>("select xml from protection_key order by added_at, id")];
    }

    /// <summary>Adds a key; adding it again changes nothing.</summary>
    public void Add(string id, string xml, DateTimeOffset at)
    {
        using var connection = Open(forWriting: true);
        connection.Execute(
            "insert into protection_key (id, xml, added_at) values (@Id, @Xml, @At) on conflict do nothing",
            new { Id = id, Xml = xml, At = DatabaseTime.Of(_database, at) });
    }

    // The framework asks for its keys in a call that cannot wait: once at the start, and when a key is made every few months.
    private DbConnection Open(bool forWriting) => (forWriting ? _database.OpenToWriteAsync() : _database.OpenAsync()).GetAwaiter().GetResult();
}
