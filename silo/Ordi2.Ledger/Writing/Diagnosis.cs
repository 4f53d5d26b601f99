using System.Data.Common;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Writing;

/// <summary>Which appends of a refused group the database will not take, and why.</summary>
internal static class Diagnosis
{
    public static async Task<List<(PendingAppend Append, Exception Reason)>> AskAsync(
        DbConnection connection, LedgerDatabase database, Group group, Exception refusal)
    {
        var guilty = new List<(PendingAppend, Exception)>();
        await AskForEndsAsync(connection, database, group, refusal, guilty).ConfigureAwait(false);
        await AskForIdsAsync(connection, database, group, refusal, guilty).ConfigureAwait(false);
        await AskForLabelsAsync(connection, database, group, refusal, guilty).ConfigureAwait(false);
        return guilty;
    }

    private static async Task AskForEndsAsync(
        DbConnection connection, LedgerDatabase database, Group group, Exception refusal, List<(PendingAppend, Exception)> guilty)
    {
        var rows = await connection.QueryAsync<(string Stream, long Seq, byte[] Hash)>(
            $"""
            select e.stream, e.seq, e.hash from event e
            where {database.In("e.stream", "@Streams")} and e.seq = (select max(l.seq) from event l where l.stream = e.stream)
            """,
            new { Streams = group.Appends.Select(append => append.Append.Stream).ToArray() }).ConfigureAwait(false);
        var ends = rows.ToDictionary(row => row.Stream, row => (row.Seq, row.Hash), StringComparer.Ordinal);
        foreach (var append in group.Appends)
        {
            var expected = append.Append.Expected;
            var (seq, hash) = ends.TryGetValue(append.Append.Stream, out var end) ? end : (0L, []);
            if (seq != expected.Seq || !hash.AsSpan().SequenceEqual(expected.Hash.Span))
            {
                guilty.Add((append, new LedgerConflictException(append.Append.Stream, expected.Seq, refusal)));
            }
        }
    }

    private static async Task AskForIdsAsync(
        DbConnection connection, LedgerDatabase database, Group group, Exception refusal, List<(PendingAppend, Exception)> guilty)
    {
        foreach (var device in group.Appends.GroupBy(append => append.Append.Device, StringComparer.Ordinal))
        {
            var asked = device
                .SelectMany(append => append.Append.Events.Select(e => (Append: append, Id: e.ClientEventId)))
                .Where(pair => pair.Id is not null)
                .ToLookup(pair => pair.Id!.Value, pair => pair.Append);
            var values = new DynamicParameters();
            values.Add("Device", device.Key);
            values.Add("Ids", database is SqliteDatabase
                ? asked.Select(pair => pair.Key.ToByteArray(bigEndian: true)).ToArray()
                : asked.Select(pair => pair.Key).ToArray());
            var used = await connection.QueryAsync<(object Id, string Stream)>(
                $"select client_event_id, stream from event where device = @Device and {database.In("client_event_id", "@Ids")}",
                values).ConfigureAwait(false);
            foreach (var (value, stream) in used)
            {
                var id = EventRecords.ReadId(value);
                guilty.AddRange(asked[id].Select(append =>
                    (append, (Exception)new DuplicateClientEventException(device.Key, id, stream, refusal))));
            }
        }
    }

    private static async Task AskForLabelsAsync(
        DbConnection connection, LedgerDatabase database, Group group, Exception refusal, List<(PendingAppend, Exception)> guilty)
    {
        var asked = group.Appends
            .SelectMany(append => append.Append.Labels.Select(label => (Append: append, Label: label)))
            .ToLookup(pair => pair.Label, pair => pair.Append, StringComparer.Ordinal);
        if (asked.Count == 0)
        {
            return;
        }

        var taken = await connection.QueryAsync<(string Code, string Machine)>(
            $"select code, machine from label where {database.In("code", "@Codes")}",
            new { Codes = asked.Select(pair => pair.Key).ToArray() }).ConfigureAwait(false);
        foreach (var (code, machine) in taken)
        {
            guilty.AddRange(asked[code]
                .Where(append => append.Machine != machine)
                .Select(append => (append, (Exception)new LabelTakenException(code, machine, refusal))));
        }
    }
}
