namespace Ordi2.Benchmarks.Servers;

/// <summary>Reads the event table past the program that wrote it: what it says, it has from the database alone.</summary>
internal sealed class JournalReader(OrdiServer server)
{
    private readonly HashSet<Guid> _seen = [];
    private long _position;

    /// <summary>The client event ids that were written since the last call, and fails when one of them is there twice.</summary>
    public async Task<List<Guid>> ReadNewAsync()
    {
        await using var connection = await server.OpenDatabaseAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT position, client_event_id FROM event WHERE position > @from AND client_event_id IS NOT NULL ORDER BY position";
        var from = command.CreateParameter();
        from.ParameterName = "from";
        from.Value = _position;
        command.Parameters.Add(from);
        await using var reader = await command.ExecuteReaderAsync();
        var fresh = new List<Guid>();
        while (await reader.ReadAsync())
        {
            _position = reader.GetInt64(0);
            var id = reader.GetValue(1) is byte[] bytes ? new Guid(bytes, bigEndian: true) : reader.GetGuid(1);
            if (!_seen.Add(id))
            {
                throw new BenchmarkException($"The scan {id} is in the journal twice.");
            }

            fresh.Add(id);
        }

        return fresh;
    }
}
