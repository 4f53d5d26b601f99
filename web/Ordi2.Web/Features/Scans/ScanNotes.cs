using Ordi2.Contracts;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Features.Scans;

/// <summary>What a machine refuses, its ledger keeps; what never came to one, or cannot be kept under its id, is noted here.</summary>
internal static class ScanNotes
{
    public static void Note(AuditTrail trail, Answer[] answers, Caller caller)
    {
        foreach (ref readonly var answer in answers.AsSpan())
        {
            if ((answer.Refused ?? answer.Receipt?.Reason)?.Code is { } code
                && (answer.Receipt is null ? code is not "try-again" : code is "organisation-unknown" or "scan-id-reused"))
            {
                trail.Note("scan-refused", caller, code, answer.Receipt is { Machine: var machine } ? $"machine/{machine}" : null);
            }
        }
    }
}
