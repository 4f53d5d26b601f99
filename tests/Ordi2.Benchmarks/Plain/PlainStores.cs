using Ordi2.Benchmarks.Servers;

namespace Ordi2.Benchmarks.Plain;

/// <summary>The variants of the plain design. The better one of each database is what ours is compared with.</summary>
internal static class PlainStores
{
    private const string Statements = "postgres-statements";
    private const string Single = "postgres-single";
    private const string Lock = "sqlite-one-writer";
    private const string Pool = "sqlite-pool";

    public static IReadOnlyList<string> Of(Database database) => database is Database.Postgres ? [Statements, Single] : [Lock, Pool];

    public static IPlainStore Open(string store, string connection) => store switch
    {
        Statements => new PlainPostgresStatements(connection),
        Single => new PlainPostgresSingle(connection),
        Lock => new PlainSqlite(connection, connections: 1),
        Pool => new PlainSqlite(connection, connections: Environment.ProcessorCount),
        _ => throw new BenchmarkException($"There is no plain store '{store}'."),
    };
}
