using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Machines;

/// <summary>What a wipe report is worth for a medium.</summary>
/// <param name="State">Cleared or purged when it is a proof, failed when it is not.</param>
/// <param name="Reason">Why it is not a proof.</param>
public sealed record WipeVerdict(MediumState State, Refusal? Reason)
{
    public bool IsProof => Reason is null;
}

/// <summary>
/// Which wipe reaches which medium (domain.md 2.8, after NIST SP 800-88 Rev. 2 and IEEE 2883). The tool says what it did;
/// whether that is enough is decided here, and what is not proven is never clean.
/// </summary>
public static class WipeJudgement
{
    // What Of says of a report that is no proof; each stands as a finding on the machine until it is settled.
    private static readonly ImmutableArray<string> Reasons =
        ["wipe-method-does-not-reach", "wipe-did-not-succeed", "wipe-had-errors", "wipe-not-verified", "wipe-not-finished"];

    /// <summary>Whether a method can reach a kind of medium at all.</summary>
    public static bool Reaches(MediumKind kind, WipeMethod method) => (kind, method) switch
    {
        (MediumKind.Hdd, WipeMethod.Overwrite or WipeMethod.DeviceSanitize or WipeMethod.CryptoErase) => true,
        (MediumKind.SataSsd or MediumKind.Nvme, WipeMethod.DeviceSanitize or WipeMethod.CryptoErase) => true,
        (MediumKind.Emmc or MediumKind.Sd, WipeMethod.DeviceSanitize) => true,
        _ => false,
    };

    /// <summary>What a report proves, by the methods that the pole accepts.</summary>
    public static WipeVerdict Of(MediumKind kind, WipeReport report, PoleRules? rules = null)
    {
        var reason = report switch
        {
            _ when !Reaches(kind, report.Method) || !(rules ?? PoleRules.Default).Accepts(kind, report.Method) => Refusal.Invalid("wipe-method-does-not-reach", report.Serial, kind.Code(), report.Method.Code()),
            { Succeeded: false } => Refusal.Invalid("wipe-did-not-succeed", report.Serial),
            { Errors: not 0 } => Refusal.Invalid("wipe-had-errors", report.Serial, report.Errors.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            { Verified: false } => Refusal.Invalid("wipe-not-verified", report.Serial),
            _ when report.RoundsCompleted < report.RoundsRequested => Refusal.Invalid("wipe-not-finished", report.Serial),
            _ when report.SizeBytes > 0 && report.BytesErased > 0 && report.BytesErased < report.SizeBytes =>
                Refusal.Invalid("wipe-not-finished", report.Serial),
            _ => null,
        };

        return reason is null ? new(Reached(kind, report.Method), null) : new(MediumState.Failed, reason);
    }

    /// <summary>
    /// What was noticed of earlier wipes is settled with the last medium that had failed: it is proven clean now, or gone. One whose serial could not be
    /// read may be the one that failed, and keeps it open.
    /// </summary>
    internal static IEnumerable<FindingSettled> Settled(Machine machine, ImmutableArray<string> safeNow) =>
        machine.Media.Any(medium => !medium.Safe && (medium.Failures > 0 || medium.Nameless) && !safeNow.Contains(medium.Serial, StringComparer.OrdinalIgnoreCase))
            ? []
            : machine.Findings.Intersect(Reasons, StringComparer.Ordinal).Select(code => new FindingSettled(code, "proven"));

    // A sanitize command or a destroyed key reaches what the host cannot address; writing over does not.
    private static MediumState Reached(MediumKind kind, WipeMethod method) => (kind, method) switch
    {
        (MediumKind.Emmc or MediumKind.Sd, _) => MediumState.Cleared,
        (_, WipeMethod.DeviceSanitize or WipeMethod.CryptoErase) => MediumState.Purged,
        _ => MediumState.Cleared,
    };
}
