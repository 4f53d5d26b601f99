using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Sessions;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Guides;

/// <summary>A partner association: confirm the dossier, sign the loan, take the machines, hold a session.</summary>
internal sealed class PartnerGuide(PaperDesk papers) : IRoleGuide
{
    public Role Role => Role.Partner;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        var house = me.Caller.Organisation;
        var dossiers = (await papers.ListAsync<DossierTerms>(me.Caller, "dossier", cancellationToken: cancellationToken)).Items.Where(dossier => dossier.Partner == house).ToArray();
        var loans = (await papers.ListAsync<LoanTerms>(me.Caller, "loan", cancellationToken: cancellationToken)).Items.Where(loan => loan.Borrower == house).ToArray();
        var sessions = (await papers.ListAsync<SessionTerms>(me.Caller, "session", cancellationToken: cancellationToken)).Items;

        return
        [
            new("partner-dossier", "/dossiers", dossiers.Any(dossier => dossier.FiledAt is not null)),
            new("partner-loan", loans.FirstOrDefault(loan => loan.Status is LoanStatus.Draft) is { } draft ? $"/loans/{draft.Id}" : "/loans", loans.Any(loan => loan.Status is not LoanStatus.Draft)),
            new("partner-machines", "/ours", loans.Any(loan => loan.Status is not (LoanStatus.Draft or LoanStatus.Signed))),
            new("partner-session", "/sessions/new", sessions.Any(session => session.Status is SessionStatus.Held or SessionStatus.Validated)),
        ];
    }
}
