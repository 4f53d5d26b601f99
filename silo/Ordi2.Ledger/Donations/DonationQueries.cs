using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Donations;

/// <summary>How many machines of a donation there are of one kind at one place in the chain.</summary>
public sealed record DonationCount(DeviceType Type, MachineStatus Status, int Count);

/// <summary>Questions about what came of a donation.</summary>
public sealed class DonationQueries
{
    internal const string BeginningSql =
        """
        select a.body from aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id
        where p.kind = @Kind and p.party = @About and p.id >= @Beginning and p.id < @End order by p.id
        """;

    internal const string OfStatusSql =
        """
        select a.body from aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id
        where p.kind = @Kind and p.party = @About and a.status in (@First, @Second, @Third) order by p.id
        """;

    private readonly LedgerDatabase _database;

    internal DonationQueries(LedgerDatabase database) => _database = database;

    /// <summary>Its machines, counted; those that were given again in another gift as what had become of them.</summary>
    public async Task<ImmutableArray<DonationCount>> CountAsync(string donation, CancellationToken cancellationToken = default)
    {
        var now = await _database.AskAsync(
            "select m.type, m.status, count(*) from machine m where m.donation = @Donation group by m.type, m.status",
            new { Donation = donation },
            row => new DonationCount(Read<DeviceType>(row.GetString(0)), Read<MachineStatus>(row.GetString(1)), (int)row.GetInt64(2)),
            cancellationToken).ConfigureAwait(false);
        var before = await PastAsync(donation, cancellationToken).ConfigureAwait(false);
        return before.IsEmpty
            ? now
            : [.. now.Concat(before.Select(row => new DonationCount(row.Type, row.Status, 1)))
                .GroupBy(count => (count.Type, count.Status))
                .Select(alike => new DonationCount(alike.Key.Type, alike.Key.Status, alike.Sum(count => count.Count)))];
    }

    /// <summary>The machines that a pole answers for, counted.</summary>
    public Task<ImmutableArray<DonationCount>> CountOfPoleAsync(string pole, CancellationToken cancellationToken = default) => _database.AskAsync(
        "select m.type, m.status, count(*) from machine m where m.pole = @Pole group by m.type, m.status",
        new { Pole = pole },
        row => new DonationCount(Read<DeviceType>(row.GetString(0)), Read<MachineStatus>(row.GetString(1)), (int)row.GetInt64(2)),
        cancellationToken);

    /// <summary>How many machines wait at each EPN of a pole for a partner.</summary>
    public Task<ImmutableArray<(string Epn, int Count)>> KeptByEpnAsync(string pole, CancellationToken cancellationToken = default) => _database.AskAsync(
        "select m.holder, count(*) from machine m where m.pole = @Pole and m.status = @Status and m.holder is not null group by m.holder",
        new { Pole = pole, Status = MachineStatus.AtEpn.Code() },
        row => (row.GetString(0), (int)row.GetInt64(1)),
        cancellationToken);

    /// <summary>Its machines, by code.</summary>
    public Task<ImmutableArray<MachineRow>> MachinesAsync(string donation, CancellationToken cancellationToken = default) => _database.AskAsync(
        $"select {MachineRecords.Columns} from machine m where m.donation = @Donation order by m.id",
        new { Donation = donation },
        MachineRecords.Read,
        cancellationToken);

    /// <summary>All that ever came with it, by code: also what was given again in another gift, as what had become of it here.</summary>
    public async Task<ImmutableArray<MachineRow>> EverAsync(string donation, CancellationToken cancellationToken = default)
    {
        var now = await MachinesAsync(donation, cancellationToken).ConfigureAwait(false);
        var before = await PastAsync(donation, cancellationToken).ConfigureAwait(false);
        return before.IsEmpty ? now : [.. now.Concat(before).OrderBy(row => row.Id, StringComparer.Ordinal)];
    }

    private async Task<ImmutableArray<MachineRow>> PastAsync(string donation, CancellationToken cancellationToken)
    {
        var rows = await _database.AskAsync(
            $"select {MachineRecords.Columns} from machine m where m.past_gifts is not null and m.past_gifts like @Named order by m.id",
            new { Named = $"%{donation}%" },
            MachineRecords.Read,
            cancellationToken).ConfigureAwait(false);

        // The pattern finds too much: a sign in it may stand for any other.
        return
        [
            .. rows.SelectMany(row => row.PastGifts.Where(past => past.Donation == donation)
                .Select(past => row with { Donation = donation, Status = past.Status, Type = past.Type, Impact = null })),
        ];
    }

    /// <summary>The terms of what is about something, by id: the rounds of a donation, the documents of a machine.</summary>
    public Task<ImmutableArray<T>> AboutAsync<T>(string kind, string about, CancellationToken cancellationToken = default) => _database.AskAsync(
        "select a.body from aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id where p.kind = @Kind and p.party = @About order by p.id",
        new { Kind = kind, About = about },
        row => Body<T>(kind, row),
        cancellationToken);

    /// <summary>The same of those alone whose id begins so: a kind of document and a year are the beginning of its number.</summary>
    public Task<ImmutableArray<T>> AboutAsync<T>(string kind, string about, string beginning, CancellationToken cancellationToken = default) => _database.AskAsync(
        BeginningSql,
        new { Kind = kind, About = about, Beginning = beginning, End = beginning + "\U0010FFFF" },
        row => Body<T>(kind, row),
        cancellationToken);

    /// <summary>The same of those alone that stand at one of these places in their life, one to three.</summary>
    public Task<ImmutableArray<T>> AboutAsync<T>(string kind, string about, ImmutableArray<string> statuses, CancellationToken cancellationToken = default) => _database.AskAsync(
        OfStatusSql,
        new { Kind = kind, About = about, First = statuses[0], Second = statuses[statuses.Length / 2], Third = statuses[^1] },
        row => Body<T>(kind, row),
        cancellationToken);

    /// <summary>How many of those there are that nothing took the place of and nobody cancelled.</summary>
    public async Task<int> StandingAsync(string kind, string about, string beginning, CancellationToken cancellationToken = default) => (await _database.AskAsync(
        """
        select count(*) from aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id
        where p.kind = @Kind and p.party = @About and p.id >= @Beginning and p.id < @End and a.status not in ('CANCELLED', 'REPLACED')
        """,
        new { Kind = kind, About = about, Beginning = beginning, End = beginning + "\U0010FFFF" },
        row => (int)row.GetInt64(0),
        cancellationToken).ConfigureAwait(false))[0];

    internal static T Body<T>(string kind, System.Data.Common.DbDataReader row) =>
        JsonSerializer.Deserialize<T>(row.GetString(0), WireJson.Options) ?? throw new InvalidOperationException($"A row of {kind} is empty.");

    private static T Read<T>(string code)
        where T : struct, Enum => Codes.TryParse<T>(code, out var value) ? value : throw new InvalidOperationException($"'{code}' is no {typeof(T).Name}.");
}
