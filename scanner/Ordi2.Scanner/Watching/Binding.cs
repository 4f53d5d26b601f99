using Ordi2.Barcodes;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Reports;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Watching;

/// <summary>Which machine a report is of, and how that is known.</summary>
/// <param name="Code">Its label, or the serial that the report names.</param>
/// <param name="How">In words.</param>
/// <param name="LocksTested">Whoever scanned it says that it has no locks.</param>
internal sealed record Bound(string Code, string How, bool LocksTested);

/// <summary>
/// What a report means for which machine. The files are read by the readers of the domain, the only ones that there are; what they find goes to the server as the
/// scans of an audit and of a wipe, and it decides.
/// </summary>
internal static class Binding
{
    /// <summary>The step of a hardware audit.</summary>
    public const string AuditStep = "record-audit";

    /// <summary>A machine that was scanned longer ago is no longer the one on the bench: an audit knows no better and would go to the wrong one.</summary>
    public static readonly TimeSpan LifeOnBench = TimeSpan.FromMinutes(30);

    /// <summary>A wipe takes hours. The server refuses a report of a disk that the machine has not.</summary>
    public static readonly TimeSpan LifeOfWipe = TimeSpan.FromHours(24);

    /// <summary>Which machine a report is of: the one that the name of the file begins with, else the one that was scanned last, else the one whose serial it names.</summary>
    /// <returns>Nothing where nobody can tell.</returns>
    public static Bound? Of(string name, ReportRead report, BenchMachine? bench, DateTimeOffset now)
    {
        if (LabelOf(name) is { } label)
        {
            // What was said of the locks was said of the machine that was scanned.
            return new(label, "nommée par le fichier", bench is { LocksTested: true } && bench.Code == label);
        }

        var life = report.Audits.IsEmpty ? LifeOfWipe : LifeOnBench;

        return bench is not null && now - bench.At <= life && now >= bench.At ? new(bench.Code, "scannée en dernier", bench.LocksTested)
            : report.Audits.FirstOrDefault(audit => audit.Serial is not null) is { Serial: { } serial } ? new(serial, "par son numéro de série", LocksTested: false)
            : null;
    }

    /// <summary>The label with which the name of a file begins: <c>H4T9CXB.json</c>, <c>h4t-9cxb_nwipe.log</c>. Further back a number may look like one by chance.</summary>
    public static string? LabelOf(string name)
    {
        var parts = Path.GetFileNameWithoutExtension(name).ToUpperInvariant().Split([' ', '-', '_', '.'], 3);
        return LabelCode.TryParse(parts[0], out var whole) ? whole.Text
            : parts is [{ Length: 3 }, { Length: 4 }, ..] && LabelCode.TryParse(parts[0] + parts[1], out var grouped) ? grouped.Text
            : null;
    }

    /// <summary>The scans that a report is.</summary>
    public static IEnumerable<NewScan> ScansOf(ReportRead report, Bound bound, bool locksTested, DateTimeOffset now, Func<Guid> newId)
    {
        foreach (var audit in report.Audits)
        {
            yield return Scan(new RecordAudit(audit, locksTested || bound.LocksTested));
        }

        if (report.Wipes.Any(wipe => wipe.Succeeded))
        {
            yield return Scan(new WipeSucceeded { Reports = [.. report.Wipes.Where(wipe => wipe.Succeeded)] });
        }

        if (report.Wipes.Any(wipe => !wipe.Succeeded))
        {
            yield return Scan(new WipeFailed { Reports = [.. report.Wipes.Where(wipe => !wipe.Succeeded)] });
        }

        NewScan Scan(MachineCommand command) => new(
            newId(), bound.Code, CommandCatalog<MachineCommand>.StepOf(command), now, CommandCatalog<MachineCommand>.Write(command).GetRawText());
    }
}
