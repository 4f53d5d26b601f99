using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Devices;

/// <summary>How far the clock of a device was ahead of the server's on one day (UTC); less than nothing where it was behind.</summary>
/// <param name="Organisation">For whom it sent.</param>
/// <param name="Device">The device.</param>
/// <param name="Day">The day, by the server's clock.</param>
/// <param name="Batches">How many batches it was measured with.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
/// <param name="Last">With the latest batch.</param>
/// <param name="MeasuredAt">When that came.</param>
public sealed record DeviceClock(string Organisation, string Device, DateOnly Day, long Batches, TimeSpan Least, TimeSpan Most, TimeSpan Last, DateTimeOffset MeasuredAt)
{
    /// <summary>One measurement.</summary>
    public static DeviceClock Of(string organisation, string device, TimeSpan ahead, DateTimeOffset at) =>
        new(organisation, device, DateOnly.FromDateTime(at.UtcDateTime), 1, ahead, ahead, ahead, at);

    /// <summary>Two of the same device and day together; the other one is the later.</summary>
    public DeviceClock With(DeviceClock later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return later with { Batches = Batches + later.Batches, Least = Least < later.Least ? Least : later.Least, Most = Most > later.Most ? Most : later.Most };
    }
}

/// <summary>The clocks of the devices, as they were measured: a line for each device and day, however much it sends.</summary>
public sealed class DeviceClocks
{
    private readonly LedgerDatabase _database;

    internal DeviceClocks(LedgerDatabase database) => _database = database;

    /// <summary>Adds what was measured to what is known of the same day.</summary>
    public async Task AddAsync(IReadOnlyCollection<DeviceClock> measured, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        // In one order, so that two servers never wait for each other.
        var rows = measured.OrderBy(one => one.Organisation, StringComparer.Ordinal).ThenBy(one => one.Device, StringComparer.Ordinal).ThenBy(one => one.Day).Select(one => new
        {
            one.Organisation,
            one.Device,
            Day = Written(one.Day),
            one.Batches,
            Least = (long)one.Least.TotalMilliseconds,
            Most = (long)one.Most.TotalMilliseconds,
            Last = (long)one.Last.TotalMilliseconds,
            At = DatabaseTime.Of(_database, one.MeasuredAt),
        });
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into device_clock (organisation, device, day, batches, least_ms, most_ms, last_ms, measured_at)
            values (@Organisation, @Device, @Day, @Batches, @Least, @Most, @Last, @At)
            on conflict (organisation, device, day) do update set
                batches = device_clock.batches + excluded.batches,
                least_ms = case when excluded.least_ms < device_clock.least_ms then excluded.least_ms else device_clock.least_ms end,
                most_ms = case when excluded.most_ms > device_clock.most_ms then excluded.most_ms else device_clock.most_ms end,
                last_ms = excluded.last_ms,
                measured_at = excluded.measured_at
            """,
            rows,
            transaction,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The latest day of each device of an organisation.</summary>
    public Task<ImmutableArray<DeviceClock>> LatestAsync(string organisation, CancellationToken cancellationToken = default) => _database.AskAsync(
        """
        select c.device, c.day, c.batches, c.least_ms, c.most_ms, c.last_ms, c.measured_at from device_clock c
        where c.organisation = @Organisation
            and c.day = (select max(l.day) from device_clock l where l.organisation = c.organisation and l.device = c.device)
        order by c.device
        """,
        new { Organisation = organisation },
        row => new DeviceClock(
            organisation,
            row.GetString(0),
            DateOnly.ParseExact(row.GetString(1), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            row.GetInt64(2),
            TimeSpan.FromMilliseconds(row.GetInt64(3)),
            TimeSpan.FromMilliseconds(row.GetInt64(4)),
            TimeSpan.FromMilliseconds(row.GetInt64(5)),
            row.Moment(6)),
        cancellationToken);

    /// <summary>Since which day the clocks of an organisation are off that are off now: the first after the last day that ended well. A clock that is right is left out.</summary>
    /// <param name="organisation">Whose devices.</param>
    /// <param name="tolerance">What is still right.</param>
    /// <param name="cancellationToken">Whoever asked is gone.</param>
    public async Task<IReadOnlyDictionary<string, DateOnly>> OffSinceAsync(string organisation, TimeSpan tolerance, CancellationToken cancellationToken = default) => (await _database.AskAsync(
        """
        select c.device, min(c.day) from device_clock c
        where c.organisation = @Organisation and c.day > coalesce((
            select max(r.day) from device_clock r
            where r.organisation = c.organisation and r.device = c.device and r.last_ms between -@Tolerance and @Tolerance), '')
        group by c.device
        """,
        new { Organisation = organisation, Tolerance = (long)tolerance.TotalMilliseconds },
        row => (Device: row.GetString(0), Day: DateOnly.ParseExact(row.GetString(1), "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        cancellationToken).ConfigureAwait(false)).ToDictionary(one => one.Device, one => one.Day, StringComparer.Ordinal);

    /// <summary>Forgets what was measured before a day.</summary>
    /// <returns>How many lines that were.</returns>
    public async Task<int> ForgetAsync(DateOnly before, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from device_clock where day < @Day", new { Day = Written(before) }, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Forgets all that was measured of a device of an organisation: it is no station any more.</summary>
    public async Task ForgetAsync(string organisation, string device, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from device_clock where organisation = @Organisation and device = @Device", new { Organisation = organisation, Device = device }, cancellationToken: cancellationToken))
            .ConfigureAwait(false);
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
