using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Donations;

namespace Ordi2.Ledger.Machines;

/// <summary>What is in stock and free.</summary>
public sealed class StockQueries
{
    private const string Free = "m.pole = @Pole and m.stage = @Stage and m.status = @Ready and m.holds = 0 and m.type = @Type";

    private const string LongestFirst = "order by coalesce(m.ready_since, m.status_since), m.id";

    private static readonly string Ready = MachineStatus.Ready.Code();
    private static readonly int Stage = MachineStages.Of(MachineStatus.Ready);

    private readonly LedgerDatabase _database;

    internal StockQueries(LedgerDatabase database) => _database = database;

    /// <summary>The machines of a pole that are ready, that no hold stops and that are of such a kind, the longest in stock first.</summary>
    public Task<ImmutableArray<MachineRow>> FreeAsync(
        string pole, DeviceType type, ImmutableArray<Grade> grades, ImmutableArray<Profile> profiles, CancellationToken cancellationToken = default) =>
        _database.AskAsync(
            FreeSql,
            Parameters(pole, type, grades, profiles),
            MachineRecords.Read,
            cancellationToken);

    /// <summary>
    /// The same, and at the same moment the pole's allocations that are confirmed: what one of these has still to reserve is ready by its
    /// record and free for nobody else, and between two questions it could be confirmed and begin.
    /// </summary>
    public async Task<(ImmutableArray<MachineRow> Free, ImmutableArray<AllocationTerms> Confirmed)> FreeAndConfirmedAsync(
        string pole, DeviceType type, ImmutableArray<Grade> grades, ImmutableArray<Profile> profiles, CancellationToken cancellationToken = default)
    {
        const string Kind = "allocation";
        var confirmed = AllocationStatus.Confirmed.Code();
        return await _database.AskTogetherAsync(
            (FreeSql, Parameters(pole, type, grades, profiles), MachineRecords.Read),
            (DonationQueries.OfStatusSql,
                new { Kind, About = pole, First = confirmed, Second = confirmed, Third = confirmed },
                row => DonationQueries.Body<AllocationTerms>(Kind, row)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many these are.</summary>
    public async Task<int> CountFreeAsync(
        string pole, DeviceType type, ImmutableArray<Grade> grades, ImmutableArray<Profile> profiles, CancellationToken cancellationToken = default)
    {
        var counted = await _database.AskAsync(
            $"select count(*) from machine m where {Free} and {Suits}", Parameters(pole, type, grades, profiles), row => (int)row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return counted[0];
    }

    /// <summary>The machines of a pole that are ready, that no hold stops and that are of this type, whatever their grade and profile: the longest in stock first.</summary>
    /// <param name="pole">Which pole.</param>
    /// <param name="type">Which type.</param>
    /// <param name="limit">From 1 to 500.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public Task<ImmutableArray<MachineRow>> LongestAsync(string pole, DeviceType type, int limit, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(limit);
        return _database.AskAsync(
            $"select {MachineRecords.Columns} from machine m where {Free} {LongestFirst} limit @Limit",
            new { Pole = pole, Stage, Ready, Type = type.Code(), Limit = limit },
            MachineRecords.Read,
            cancellationToken);
    }

    private string FreeSql => $"select {MachineRecords.Columns} from machine m where {Free} and {Suits} {LongestFirst}";

    private string Suits => $"{_database.In("m.grade", "@Grades")} and {_database.In("m.profile", "@Profiles")}";

    private static object Parameters(string pole, DeviceType type, ImmutableArray<Grade> grades, ImmutableArray<Profile> profiles) => new
    {
        Pole = pole,
        Stage,
        Ready,
        Type = type.Code(),
        Grades = grades.Select(grade => grade.Code()).ToArray(),
        Profiles = profiles.Select(profile => profile.Code()).ToArray(),
    };
}
