using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Contract;

public sealed class SqliteLedgerTests : SqlLedgerContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresLedgerTests : SqlLedgerContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}
