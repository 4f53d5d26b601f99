using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Ordi2.Ledger.Testing;
using SQLitePCL;

namespace Ordi2.Ledger.Tests.Lists;

/// <summary>
/// What a database has to do for a question, in its own count and not in seconds: steps of the machine that SQLite is, pages that
/// PostgreSQL touches.
/// </summary>
internal sealed record Effort(long Work, string Plan)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static Task<Effort> OfAsync(TestLedger test, string sql, DynamicParameters parameters) =>
        test.IsPostgres ? OfPostgresAsync(test, sql, parameters) : OfSqliteAsync(test, sql, parameters);

    private static async Task<Effort> OfSqliteAsync(TestLedger test, string sql, DynamicParameters parameters)
    {
        await using var connection = (SqliteConnection)await test.OpenAsync();
        connection.Handle!.enable_sqlite3_next_stmt(true);
        var plan = string.Join('\n', (await connection.QueryAsync($"explain query plan {sql}", parameters)).Select(row => (string)row.detail));

        await using var rows = await connection.ExecuteReaderAsync(sql, parameters);
        while (await rows.ReadAsync())
        {
        }

        return new(raw.sqlite3_stmt_status(raw.sqlite3_next_stmt(connection.Handle, null!), raw.SQLITE_STMTSTATUS_VM_STEP, 0), plan);
    }

    private static async Task<Effort> OfPostgresAsync(TestLedger test, string sql, DynamicParameters parameters)
    {
        await using var connection = await test.OpenAsync();
        var plan = string.Join('\n', await connection.QueryAsync<string>($"explain (analyze, buffers, costs off, timing off, summary off) {sql}", parameters));
        var touched = Regex.Match(plan, @"Buffers: shared( hit=(?<hit>\d+))?( read=(?<read>\d+))?", RegexOptions.ExplicitCapture, Patience);
        return new(Number(touched.Groups["hit"].Value) + Number(touched.Groups["read"].Value), plan);
    }

    private static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
}
