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
        bool IsFiled(DossierTerms dossier) => dossier.Partner == house && dossier.FiledAt is not null;
        bool IsSigned(LoanTerms loan) => loan.Borrower == house && loan.Status is not LoanStatus.Draft;
        bool Runs(LoanTerms loan) => IsSigned(loan) && loan.Status is not LoanStatus.Signed;
        bool TookPlace(SessionTerms session) => session.Status is SessionStatus.Held or SessionStatus.Validated;

        var dossiers = await papers.UntilAsync<DossierTerms>(me.Caller, "dossier", cancellationToken, IsFiled);
        var loans = await papers.UntilAsync<LoanTerms>(me.Caller, "loan", cancellationToken, IsSigned, Runs);
        var sessions = await papers.UntilAsync<SessionTerms>(me.Caller, "session", cancellationToken, TookPlace);

        return
        [
            new("partner-dossier", "/dossiers", dossiers.Any(IsFiled)),
            new("partner-loan", loans.FirstOrDefault(loan => loan.Borrower == house && loan.Status is LoanStatus.Draft) is { } draft ? $"/loans/{draft.Id}" : "/loans", loans.Any(IsSigned)),
            new("partner-machines", "/ours", loans.Any(Runs)),
            new("partner-session", "/sessions/new", sessions.Any(TookPlace)),
        ];
    }
}
