using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Sessions;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Guides;

/// <summary>An EPN: write a dossier, receive the machines, have the loan signed, hand them over, hold a session.</summary>
internal sealed class AnimatorGuide(PaperDesk papers) : IRoleGuide
{
    public Role Role => Role.Animator;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        var house = me.Caller.Organisation;
        bool IsFiled(DossierTerms dossier) => dossier.Epn == house && dossier.FiledAt is not null;
        bool HasArrived(DeliveryTerms delivery) => delivery.Consignee == house && !delivery.Arrived.IsEmpty;
        bool IsSigned(LoanTerms loan) => loan.Relay == house && loan.Status is not LoanStatus.Draft;
        bool Runs(LoanTerms loan) => IsSigned(loan) && loan.Status is not LoanStatus.Signed;
        bool TookPlace(SessionTerms session) => session.Status is SessionStatus.Held or SessionStatus.Validated;

        var dossiers = await papers.UntilAsync<DossierTerms>(me.Caller, "dossier", cancellationToken, IsFiled);
        var deliveries = await papers.UntilAsync<DeliveryTerms>(me.Caller, "delivery", cancellationToken, HasArrived);
        var loans = await papers.UntilAsync<LoanTerms>(me.Caller, "loan", cancellationToken, IsSigned, Runs);
        var sessions = await papers.UntilAsync<SessionTerms>(me.Caller, "session", cancellationToken, TookPlace);

        return
        [
            new("animator-dossier", "/dossiers/new", dossiers.Any(IsFiled)),
            new("animator-receive", "/deliveries", deliveries.Any(HasArrived)),
            new("animator-loan", loans.FirstOrDefault(loan => loan.Relay == house && loan.Status is LoanStatus.Draft) is { } draft ? $"/loans/{draft.Id}" : "/loans/new", loans.Any(IsSigned)),
            new("animator-place", "/placements", loans.Any(Runs)),
            new("animator-session", "/sessions/new", sessions.Any(TookPlace)),
        ];
    }
}
