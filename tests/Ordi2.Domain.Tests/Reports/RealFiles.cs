using Ordi2.Contracts.Machines;
using Ordi2.Domain.Reports;

namespace Ordi2.Domain.Tests.Reports;

/// <summary>Reports that real tools wrote, which are too large to ship with the source: <c>shared/data</c> beside the checkout.</summary>
internal static class RealFiles
{
    public static string? Folder { get; } = Find();

    public static ReportRead Read(string path)
    {
        var reading = ReportReader.Read(File.ReadAllBytes(Path.Combine(Folder!, path)), Path.GetFileName(path));
        return reading is ReportRefused refused ? throw new InvalidOperationException(refused.Reason.Code) : (ReportRead)reading;
    }

    public static HardwareAudit Audit(string path) => Assert.Single(Read(path).Audits);

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var beside = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(Path.Combine(beside, "lshw")))
            {
                return beside;
            }
        }

        return null;
    }
}

/// <summary>A fact about the real reports; skipped, with the reason, where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealFileFactAttribute : FactAttribute
{
    public RealFileFactAttribute() => Skip = RealFiles.Folder is null ? "The real reports (shared/data beside the checkout) are not here." : null;
}

/// <summary>A theory about the real reports; skipped, with the reason, where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealFileTheoryAttribute : TheoryAttribute
{
    public RealFileTheoryAttribute() => Skip = RealFiles.Folder is null ? "The real reports (shared/data beside the checkout) are not here." : null;
}
