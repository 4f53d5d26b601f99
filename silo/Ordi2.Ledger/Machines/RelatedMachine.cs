using System.Data.Common;

namespace Ordi2.Ledger.Machines;

/// <summary>A machine, and what one organisation is to the papers that it came or goes by.</summary>
/// <param name="Row">The machine.</param>
/// <param name="Papers">What the organisation is to its donation, dossier, delivery, loan and batch together; 0 for nothing.</param>
public readonly record struct RelatedMachine(MachineRow Row, long Papers)
{
    /// <summary>What <c>@Party</c> is to the papers of the machine called <c>m</c>, as a scalar.</summary>
    internal static readonly string PapersOf = string.Join(" | ", ((string[])["donation", "dossier", "delivery", "loan", "batch"]).Select(paper =>
        $"coalesce((select p.relations from aggregate_party p where p.kind = '{paper}' and p.party = @Party and p.id = m.{paper}), 0)"));

    internal static RelatedMachine Read(DbDataReader row) => new(MachineRecords.Read(row), row.GetInt64(MachineRecords.Count));
}
