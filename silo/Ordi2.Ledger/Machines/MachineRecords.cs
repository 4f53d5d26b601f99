using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Machines;

/// <summary>How rows of the table <c>machine</c> are read.</summary>
internal static class MachineRecords
{
    /// <summary>Every column that <see cref="Read"/> wants, in its order, of the table called <c>m</c>.</summary>
    public static readonly string Columns = string.Join(", ", Statements.MachineColumns.Select(column => $"m.{column.Name}"));

    /// <summary>How many these are.</summary>
    public static int Count => Statements.MachineColumns.Length;

    public static MachineRow Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt64(1),
        StatusSince = row.Moment(2),
        DueAt = row.MomentOrNone(3),

        // 4 is the stage, which follows from the status.
        Holds = row.GetInt32(5),
        HeldScans = row.GetInt32(6),
        Status = Value<Contracts.Machines.MachineStatus>(row, 7),
        Type = Value<Contracts.Machines.DeviceType>(row, 8),
        Sanitisation = Value<Contracts.Machines.Sanitisation>(row, 9),
        LegalNature = Value<Contracts.Machines.LegalNature>(row, 10),
        Grade = Value<Contracts.Machines.Grade>(row, 11),
        Profile = Value<Contracts.Machines.Profile>(row, 12),
        Holder = row.Text(13),
        Site = row.Text(14),
        Owner = row.Text(15),
        Pole = row.Text(16),
        Donation = row.Text(17),
        Dossier = row.Text(18),
        Delivery = row.Text(19),
        Loan = row.Text(20),
        Batch = row.Text(21),
        Maker = row.Text(22),
        Model = row.Text(23),
        Serial = row.Text(24),
        Findings = row.Text(25)?.Split(' ').ToImmutableArray() ?? [],
        WakeAt = row.MomentOrNone(26),
        ReadySince = row.MomentOrNone(28),

        // 29 is the week, which follows from the moment of the status.
        ClaimUntil = row.MomentOrNone(30),
        PastGifts = row.Text(31) is { } past ? JsonSerializer.Deserialize<ImmutableArray<PastGiftRow>>(past, WireJson.Options) : [],
        Plan = row.Text(32) is { } plan ? Parsed<Contracts.Machines.OsPlan>(plan) : null,
        Image = row.Text(33),
        InstalledAt = row.MomentOrNone(34),
        Impact = row.Text(27) is { } counted ? JsonSerializer.Deserialize<CountedImpact>(counted, WireJson.Options) : null,
    };

    private static T Value<T>(DbDataReader row, int column)
        where T : struct, Enum => Parsed<T>(row.GetString(column));

    private static T Parsed<T>(string code)
        where T : struct, Enum => Codes.TryParse<T>(code, out var value)
            ? value
            : throw new InvalidOperationException($"The table 'machine' holds '{code}', which is no {typeof(T).Name}: rebuild the read tables.");
}
