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
        var dossiers = (await papers.ListAsync<DossierTerms>(me.Caller, "dossier", cancellationToken: cancellationToken)).Items.Where(dossier => dossier.Epn == house).ToArray();
        var deliveries = (await papers.ListAsync<DeliveryTerms>(me.Caller, "delivery", cancellationToken: cancellationToken)).Items;
        var loans = (await papers.ListAsync<LoanTerms>(me.Caller, "loan", cancellationToken: cancellationToken)).Items.Where(loan => loan.Relay == house).ToArray();
        var sessions = (await papers.ListAsync<SessionTerms>(me.Caller, "session", cancellationToken: cancellationToken)).Items;

        return
        [
            new("animator-dossier", "/dossiers/new", dossiers.Any(dossier => dossier.FiledAt is not null)),
            new("animator-receive", "/deliveries", deliveries.Any(one => one.Consignee == house && !one.Arrived.IsEmpty)),
            new("animator-loan", loans.FirstOrDefault(loan => loan.Status is LoanStatus.Draft) is { } draft ? $"/loans/{draft.Id}" : "/loans/new", loans.Any(loan => loan.Status is not LoanStatus.Draft)),
            new("animator-place", "/placements", loans.Any(loan => loan.Status is not (LoanStatus.Draft or LoanStatus.Signed))),
            new("animator-session", "/sessions/new", sessions.Any(session => session.Status is SessionStatus.Held or SessionStatus.Validated)),
        ];
    }
}
