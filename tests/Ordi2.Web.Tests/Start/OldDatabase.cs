using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ordi2.Ledger;
using Ordi2.Ledger.Migrations;

namespace Ordi2.Web.Tests.Start;

/// <summary>
/// Takes the database of today apart and puts it together again as years would have: what an older program kept is written into the
/// tables that it had, in its words, and every later script then finds rows. What was there today stays beside it, as <c>played</c>.
/// </summary>
internal sealed class OldDatabase(string database)
{
    private readonly Dictionary<string, HashSet<string>> _columns = new(StringComparer.Ordinal);
    private readonly bool _isPostgres = !database.EndsWith(".db", StringComparison.Ordinal);

    private string Aside => Path.ChangeExtension(database, ".played.db");

    /// <summary>Sets today's tables aside.</summary>
    public async Task SetAsideAsync()
    {
        if (_isPostgres)
        {
            await using var postgres = new NpgsqlConnection(database);
            await postgres.ExecuteAsync("alter schema public rename to played; create schema public");
            return;
        }

        await using (var sqlite = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            await sqlite.ExecuteAsync($"vacuum into '{Aside}'");
        }

        SqliteConnection.ClearAllPools();

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(database)!, $"{Path.GetFileName(database)}*"))
        {
            File.Delete(file);
        }
    }

    /// <summary>Runs the scripts up to one of them.</summary>
    public async Task MigrateAsync(long last)
    {
        await using var services = Services();
        await services.GetRequiredService<Migrator>().MigrateAsync(last, CancellationToken.None);
    }

    /// <summary>The numbers of all the scripts that this program runs on this database.</summary>
    public Task<List<long>> ScriptsAsync() => AskAsync<long>("select number from played.migration where series = 'ledger' order by number");

    /// <summary>The ledger on this database, without a server and without its start.</summary>
    public ServiceProvider Services() => new ServiceCollection().AddOrdi2Ledger(new LedgerOptions { Database = database }).BuildServiceProvider();

    /// <summary>Writes what was set aside into the tables as they are now: the columns that they have.</summary>
    public async Task WriteAsync(params string[] tables)
    {
        await using var connection = await OpenAsync();

        foreach (var table in tables)
        {
            _columns[table] = [.. (await ColumnsAsync(connection, table)).Select(column => column.Name)];
            var columns = string.Join(", ", _columns[table]);
            await connection.ExecuteAsync($"insert into {table} ({columns}) {(_isPostgres ? "overriding system value " : "")}select {columns} from played.{table}");
        }
    }

    /// <summary>
    /// What was typed in the events that were set aside stands beside them already, which it did not in those days: it is brought along. The journal
    /// refuses to be changed; here, and nowhere else, that is switched off for a moment.
    /// </summary>
    public async Task BringTextsAsync()
    {
        await WriteAsync("event_text");
        const string Bring = "update event set texts = (select o.texts from played.event o where o.stream = event.stream and o.seq = event.seq)";

        if (_isPostgres)
        {
            await ExecuteAsync($"alter table event disable trigger user; {Bring}; alter table event enable trigger user");
            return;
        }

        var guards = await AskAsync<(string Name, string Sql)>("select name, sql from main.sqlite_master where type = 'trigger' and tbl_name = 'event'");
        await ExecuteAsync(string.Join(';', [.. guards.Select(guard => $"drop trigger {guard.Name}"), Bring, .. guards.Select(guard => guard.Sql)]));
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    public async Task<List<T>> AskAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        return [.. await connection.QueryAsync<T>(sql)];
    }

    /// <summary>How many rows of a table are not as they were written, in the columns that the table had then.</summary>
    public Task<long> ChangedAsync(string table) => DifferencesAsync(table, _columns[table].Contains);

    /// <summary>How many rows of a table that is made again are not as they were today. Who is named says since which version; that is where it was made again.</summary>
    public Task<long> OtherThanTodayAsync(string table) => DifferencesAsync(table, column => (table, column) is not ("aggregate_party", "version"));

    private async Task<long> DifferencesAsync(string table, Func<string, bool> which)
    {
        await using var connection = await OpenAsync();
        var columns = string.Join(", ", (await ColumnsAsync(connection, table)).Where(column => which(column.Name)).Select(column => column.Type is "json" ? $"cast({column.Name} as text)" : column.Name));
        return await connection.ExecuteScalarAsync<long>(
            $"""
            select (select count(*) from (select {columns} from {table} except select {columns} from played.{table}) as more)
                 + (select count(*) from (select {columns} from played.{table} except select {columns} from {table}) as less)
            """);
    }

    /// <summary>A moment as the database has it.</summary>
    public string Moment(DateTimeOffset at) => _isPostgres
        ? $"timestamptz '{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}+00'"
        : at.ToMicroseconds().ToString(CultureInfo.InvariantCulture);

    public string Bytes(byte[] bytes) => _isPostgres ? $"'\\x{Convert.ToHexString(bytes)}'" : $"x'{Convert.ToHexString(bytes)}'";

    /// <summary>The positions go on where the rows end, as they would have.</summary>
    public Task GoOnCountingAsync(params string[] tables) => !_isPostgres
        ? Task.CompletedTask
        : ExecuteAsync(string.Join(';', tables.Select(table => $"select setval(pg_get_serial_sequence('{table}', 'position'), (select max(position) from {table}))")));

    private async Task<DbConnection> OpenAsync()
    {
        if (_isPostgres)
        {
            var postgres = new NpgsqlConnection(database);
            await postgres.OpenAsync();
            return postgres;
        }

        var sqlite = new SqliteConnection($"Data Source={database};Pooling=False");
        await sqlite.OpenAsync();
        await sqlite.ExecuteAsync($"attach database '{Aside}' as played");
        return sqlite;
    }

    private async Task<IEnumerable<(string Name, string Type)>> ColumnsAsync(DbConnection connection, string table) => await connection.QueryAsync<(string, string)>(_isPostgres
        ? $"select column_name, data_type from information_schema.columns where table_schema = 'public' and table_name = '{table}' order by ordinal_position"
        : $"select name, type from pragma_table_info('{table}') order by cid");
}
