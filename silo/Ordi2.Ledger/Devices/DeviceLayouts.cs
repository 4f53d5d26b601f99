using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Devices;

/// <summary>A scan whose digits stood in the symbols of another keyboard (domain.md 6.4): the scanner and the computer do not agree.</summary>
/// <param name="Organisation">For whom it was sent.</param>
/// <param name="Device">By which device.</param>
/// <param name="At">When it came.</param>
public sealed record MangledScan(string Organisation, string Device, DateTimeOffset At);

/// <summary>Which devices have a scanner that is set up for another keyboard: a line for each device, with the last scan that showed it.</summary>
public sealed class DeviceLayouts
{
    private readonly LedgerDatabase _database;

    internal DeviceLayouts(LedgerDatabase database) => _database = database;

    /// <summary>Notes such scans; of a device the latest counts.</summary>
    public async Task NoteAsync(IEnumerable<MangledScan> scans, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        // In one order, so that two servers never wait for each other.
        var rows = scans.GroupBy(scan => (scan.Organisation, scan.Device)).Select(device => device.MaxBy(scan => scan.At)!)
            .OrderBy(scan => scan.Organisation, StringComparer.Ordinal).ThenBy(scan => scan.Device, StringComparer.Ordinal)
            .Select(scan => new { scan.Organisation, scan.Device, At = DatabaseTime.Of(_database, scan.At) });
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into device_layout (organisation, device, mangled_at) values (@Organisation, @Device, @At)
            on conflict (organisation, device) do update set
                mangled_at = case when excluded.mangled_at > device_layout.mangled_at then excluded.mangled_at else device_layout.mangled_at end
            """,
            rows,
            transaction,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The devices of an organisation that sent such a scan since a moment, each with its last one.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> SinceAsync(string organisation, DateTimeOffset since, CancellationToken cancellationToken = default) => (await _database.AskAsync(
        "select device, mangled_at from device_layout where organisation = @Organisation and mangled_at >= @Since",
        new { Organisation = organisation, Since = DatabaseTime.Of(_database, since) },
        row => (Device: row.GetString(0), At: row.Moment(1)),
        cancellationToken).ConfigureAwait(false)).ToDictionary(one => one.Device, one => one.At, StringComparer.Ordinal);

    /// <summary>Forgets what was noted before a moment.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        DeleteAsync("delete from device_layout where mangled_at < @Before", new { Before = DatabaseTime.Of(_database, before) }, cancellationToken);

    /// <summary>Forgets a device: it is no station any more, or its scanner was set up anew.</summary>
    public Task ForgetAsync(string organisation, string device, CancellationToken cancellationToken = default) =>
        DeleteAsync("delete from device_layout where organisation = @Organisation and device = @Device", new { Organisation = organisation, Device = device }, cancellationToken);

    private async Task DeleteAsync(string sql, object of, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(sql, of, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }
}
