using Ordi2.Contracts.Parts;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Parts.PartStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Parts;

/// <summary>What can happen to a part, when, and who may ask for it.</summary>
public static class PartLife
{
    public static readonly Life<PartStatus> Table = new(
        "part",
        new("register", [], [InStock], [Operator.Of(ItsHolder), Storekeeper.Of(ItsHolder), Supervisor.Of(ItsHolder), TheSystem]),
        new("record-wipe", [InStock, Removed], [], [Operator.Of(ItsHolder), Supervisor.Of(ItsHolder), TheSystem]),
        new("record-test", [InStock, Removed], [], [Operator.Of(ItsHolder), Supervisor.Of(ItsHolder), TheSystem]),
        new("fit", [InStock, Removed, Fitted], [Fitted], [Operator.Of(ItsHolder), Supervisor.Of(ItsHolder), TheSystem]),
        new("take-out", [Fitted], [Removed], [Operator.Of(ItsHolder), Supervisor.Of(ItsHolder), TheSystem]),
        new("scrap", [InStock, Removed], [Scrapped], [Supervisor.Of(ItsHolder), TheSystem]));
}
