using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>What a tool's file says: audits and wipes, or why it cannot be read.</summary>
public abstract record ReportReading
{
    private protected ReportReading()
    {
    }
}

/// <summary>The file was understood. It may hold both an audit and wipes (an eReuse snapshot does).</summary>
/// <param name="Format">Which tool wrote it, as in <see cref="Evidence.Format"/>.</param>
/// <param name="Audits">The machines that it describes; at most one with the formats that we read today.</param>
/// <param name="Wipes">What it says of each medium, in the order of the file.</param>
/// <param name="Unfinished">The tool had not come to its end when this was written: it is still at work, or was cut off. Nothing in it counts as a success.</param>
public sealed record ReportRead(string Format, ImmutableArray<HardwareAudit> Audits, ImmutableArray<WipeReport> Wipes, bool Unfinished = false) : ReportReading;

/// <summary>The file was not understood, and nothing of it may be used.</summary>
/// <param name="Reason">Why, and what to do next.</param>
public sealed record ReportRefused(Refusal Reason) : ReportReading;
