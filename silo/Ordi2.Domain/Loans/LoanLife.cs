using Ordi2.Contracts.Loans;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Loans.LoanStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Loans;

/// <summary>What can happen to a loan convention, when, and who may ask for it.</summary>
public static class LoanLife
{
    public static readonly Life<LoanStatus> Table = new(
        "loan",
        new("create", [], [Draft], [Animator.Of(ItsRelay), Supervisor.Of(ItsLender), Coordinator.Of(ItsLender), Coordinator.Of(ItsPole)]),
        new("sign", [Draft], [Draft, Signed], [Supervisor.Of(ItsLender), Coordinator.Of(ItsLender), Animator.Of(ItsLender), Animator.Of(ItsRelay), Partner.Of(ItsBorrower)]),
        new("make-code", [Draft, Signed, Active, Extended], [], [Partner.Of(ItsBorrower)]),
        new("enter-code", [Draft, Signed, Active, Extended], [Draft, Signed, Active, Extended], [Animator.Of(ItsRelay)]),
        new("open-line", [Signed, Active, Extended], [Active, Extended], [TheSystem]),
        new("close-line", [Active, Extended, ReturnDue, Breached, Closed], [], [TheSystem]),
        new("inspect-return", [Active, Extended, ReturnDue, Breached, Closed], [], [Animator.Of(ItsRelay), Storekeeper.Of(ItsLender), Supervisor.Of(ItsLender), Coordinator.Of(ItsPole)]),
        new("swap-line", [Active, Extended, ReturnDue], [], [TheSystem]),
        new("change-relay", [Signed, Active, Extended, ReturnDue, Breached], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("change-collect-point", [Signed, Active, Extended, ReturnDue, Breached], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("remind", [Active, Extended, ReturnDue], [Active, Extended, ReturnDue, Breached], [TheSystem]),
        new("file-loss", [Active, Extended, ReturnDue, Breached], [], [Partner.Of(ItsBorrower), Animator.Of(ItsRelay), Coordinator.Of(ItsLender), Coordinator.Of(ItsPole), TheSystem]),
        new("extend", [Active, Extended, ReturnDue], [Extended], [Supervisor.Of(ItsLender), Coordinator.Of(ItsLender), Coordinator.Of(ItsPole)]),
        new("mark-return-due", [Active, Extended], [ReturnDue], [Animator.Of(ItsRelay), Supervisor.Of(ItsLender), Coordinator.Of(ItsLender), Coordinator.Of(ItsPole), TheSystem]),
        new("breach", [ReturnDue], [Breached], [Coordinator.Of(ItsLender), Coordinator.Of(ItsPole), TheSystem]),
        new("close", [Signed, Active, Extended, ReturnDue, Breached], [Closed], [Animator.Of(ItsRelay), Supervisor.Of(ItsLender), Coordinator.Of(ItsLender), Coordinator.Of(ItsPole), TheSystem]));
}
