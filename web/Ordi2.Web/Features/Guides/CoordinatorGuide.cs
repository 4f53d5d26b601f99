using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;

namespace Ordi2.Web.Features.Guides;

/// <summary>The coordinator of a pole: members and their labels, the answer to a gift, a call, a decision, machines for a project.</summary>
internal sealed class CoordinatorGuide(PaperDesk papers, PoleMembers members) : IRoleGuide
{
    public Role Role => Role.Coordinator;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        var pole = me.Caller.Organisation;
        var others = (await members.AllAsync(me.Caller, cancellationToken)).Where(house => house.Id != pole).ToArray();
        bool IsAnswered(DonationTerms gift) => gift.Pole == pole && gift.Status is not (DonationStatus.Draft or DonationStatus.Proposed);
        bool IsOut(CallTerms call) => call.Pole == pole && call.Status is not CallStatus.Draft;
        bool IsDecided(DossierTerms dossier) => dossier.Pole == pole && dossier.Status is DossierStatus.Accepted or DossierStatus.Waitlisted or DossierStatus.Rejected
            or DossierStatus.InProgress or DossierStatus.Completed or DossierStatus.Evaluated;
        bool HasMachines(DossierTerms dossier) => dossier.Pole == pole && dossier.Needs.Any(need => need.Allocated > 0);

        var gifts = await papers.UntilAsync<DonationTerms>(me.Caller, "donation", cancellationToken, IsAnswered);
        var calls = await papers.UntilAsync<CallTerms>(me.Caller, "call", cancellationToken, IsOut);
        var dossiers = await papers.UntilAsync<DossierTerms>(me.Caller, "dossier", cancellationToken, IsDecided, HasMachines);

        return
        [
            new("coordinator-member", "/organisations/new", others.Length > 0),
            new("coordinator-label", "/organisations", others.Any(house => !house.Accreditations.IsEmpty)),
            new("coordinator-offer", "/offers", gifts.Any(IsAnswered)),
            new("coordinator-call", "/calls/new", calls.Any(IsOut)),
            new("coordinator-decide", "/dossiers", dossiers.Any(IsDecided)),
            new("coordinator-allocate", "/allocations", dossiers.Any(HasMachines)),
        ];
    }
}
