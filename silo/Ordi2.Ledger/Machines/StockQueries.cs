using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>What is in stock and free.</summary>
public sealed class StockQueries
{
    private static readonly string Ready = MachineStatus.Ready.Code();
    private static readonly int Stage = MachineStages.Of(MachineStatus.Ready);

    private readonly LedgerDatabase _database;

    internal StockQueries(LedgerDatabase database) => _database = database;

    /// <summary>The machines of a pole that are ready, that no hold stops and that are of such a kind, the longest in stock first.</summary>
    public Task<ImmutableArray<MachineRow>> FreeAsync(
        string pole, DeviceType type, ImmutableArray<Grade> grades, ImmutableArray<Profile> profiles, CancellationToken cancellationToken = default) => _database.AskAsync(
        $"""
        select {MachineRecords.Columns} from machine m
        where m.pole = @Pole and m.stage = @Stage and m.status = @Ready and m.holds = 0 and m.type = @Type and {_database.In("m.grade", "@Grades")} and {_database.In("m.profile", "@Profiles")}
        order by coalesce(m.ready_since, m.status_since), m.id
        """,
        new
        {
            Pole = pole,
            Stage,
            Ready,
            Type = type.Code(),
            Grades = grades.Select(grade => grade.Code()).ToArray(),
            Profiles = profiles.Select(profile => profile.Code()).ToArray(),
        },
        MachineRecords.Read,
        cancellationToken);
}
