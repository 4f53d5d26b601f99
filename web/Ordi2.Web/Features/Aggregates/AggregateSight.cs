using Ordi2.Contracts;
using Ordi2.Ledger.Aggregates;

namespace Ordi2.Web.Features.Aggregates;

/// <summary>Who may see an aggregate: the organisations that it names, and the system.</summary>
internal static class AggregateSight
{
    public static bool MaySee(Caller caller, AggregateRow row) =>
        caller.Role is Role.System || row.Parties.Contains(caller.Organisation.Text, StringComparer.Ordinal);

    /// <summary>Only what this organisation may see; the system sees all.</summary>
    public static string? PartyOf(Caller caller) => caller.Role is Role.System ? null : caller.Organisation.Text;
}
