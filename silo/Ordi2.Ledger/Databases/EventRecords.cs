using System.Data.Common;
using System.Text;

namespace Ordi2.Ledger.Databases;

/// <summary>How rows of the journal and of the refusals are read, in both databases.</summary>
internal static class EventRecords
{
    public const string EventColumns =
        """
        position, stream, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id, hash,
        case when texts > 0 then coalesce((select coalesce(t.body, cast(t.erased_at as text)) from event_text t where t.stream = event.stream and t.seq = event.seq), '') end
        """;

    public const string RefusalColumns =
        "stream, device, client_event_id, step, code, body, occurred_at, recorded_at, actor, organisation";

    public static StoredEvent ReadEvent(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetInt64(2),
        row.GetString(3),
        Encoding.UTF8.GetBytes(row.GetString(4)),
        Instants.FromDatabase(row.GetValue(5)),
        Instants.FromDatabase(row.GetValue(6)),
        row.GetString(7),
        row.GetString(8),
        row.GetString(9),
        row.IsDBNull(10) ? null : ReadId(row.GetValue(10)),
        (byte[])row.GetValue(11))
    {
        Aside = row.Text(12),
    };

    public static RefusalEntry ReadRefusal(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        ReadId(row.GetValue(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        Instants.FromDatabase(row.GetValue(6)),
        Instants.FromDatabase(row.GetValue(7)),
        row.GetString(8),
        row.GetString(9));

    public static Guid ReadId(object value) => value switch
    {
        Guid id => id,
        byte[] bytes => new Guid(bytes, bigEndian: true),
        _ => throw new InvalidOperationException($"The database holds an id as {value.GetType().Name}."),
    };
}
