using Ordi2.Contracts;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Features.Accounts;

internal static class AccountNotes
{
    /// <summary>Writes down what somebody administered; it is durable when the task ends. Persons are opaque in it.</summary>
    public static Task NoteAsync(this IAuditLog log, TimeProvider time, string what, Caller? caller, string about) =>
        log.AddAsync([AuditTrail.Entry(time.GetUtcNow(), what, caller) with { About = about }]);
}
