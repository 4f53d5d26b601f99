using Ordi2.Contracts.Documents;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Documents.DocumentStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Documents;

/// <summary>What can happen to a document, when, and who may ask for it.</summary>
public static class DocumentLife
{
    public static readonly Life<DocumentStatus> Table = new(
        "document",
        new("render", [], [Rendered, Sealed], [TheSystem]),
        new("sign", [Rendered, Signed], [Signed, Sealed],
        [
            Donor.Of(ItsSignatory), Driver.Of(ItsSignatory), Operator.Of(ItsSignatory), Supervisor.Of(ItsSignatory), Storekeeper.Of(ItsSignatory),
            Coordinator.Of(ItsSignatory), Animator.Of(ItsSignatory), Partner.Of(ItsSignatory), Recycler.Of(ItsSignatory),
            Supervisor.Of(ItsIssuer), Storekeeper.Of(ItsIssuer), Coordinator.Of(ItsIssuer),
        ]),
        new("seal", [Rendered, Signed], [Sealed], [Supervisor.Of(ItsIssuer), Coordinator.Of(ItsIssuer), TheSystem]),
        new("replace", [Rendered, Signed, Sealed], [Replaced], [Supervisor.Of(ItsIssuer), Coordinator.Of(ItsIssuer), TheSystem]),

        // What was void for want of a better one has it now.
        new("replace-by", [Rendered, Signed, Sealed, Cancelled], [Replaced], [TheSystem]),
        new("link-replacement", [Replaced], [], [TheSystem]),
        new("cancel", [Rendered, Signed, Sealed], [Cancelled], [Supervisor.Of(ItsIssuer), Coordinator.Of(ItsIssuer), TheSystem]));
}
