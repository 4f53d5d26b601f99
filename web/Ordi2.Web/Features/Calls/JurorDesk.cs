using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Organisations;

namespace Ordi2.Web.Features.Calls;

/// <summary>Somebody who may sit on a jury: a person in a role of an organisation, with the name that only the pole reads.</summary>
/// <param name="Membership">Its number: what a form sends.</param>
/// <param name="Juror">The seat.</param>
/// <param name="Called">How the person is called.</param>
/// <param name="House">What the organisation is called.</param>
internal sealed record JurorCandidate(string Membership, Juror Juror, string Called, string House);

/// <summary>Who may sit on the jury of a call: the people of the organisations that the pole looks after.</summary>
internal sealed class JurorDesk(AccountDatabase accounts, PoleMembers members)
{
    // The roles that see a dossier as its jury (SightTable).
    private static readonly Role[] Seats = [Role.Coordinator, Role.Animator, Role.Partner, Role.Donor, Role.Supervisor];

    public async Task<ImmutableArray<JurorCandidate>> CandidatesAsync(Caller caller, CancellationToken cancellationToken)
    {
        var houses = (await members.AllAsync(caller, cancellationToken)).Where(one => one.Status is OrganisationStatus.Active)
            .ToDictionary(one => one.Id.Text, one => one.Name, StringComparer.Ordinal);
        string[] ids = [.. houses.Keys];
        var found = await accounts.Memberships.AsNoTracking()
            .Where(it => it.EndedAt == null && ids.Contains(it.Organisation))
            .Join(accounts.People.AsNoTracking(), it => it.Person, person => person.Id, (it, person) => new { Membership = it, Person = person })
            .ToListAsync(cancellationToken);
        return
        [
            .. found.Where(one => Seats.Contains(one.Membership.Role)).Select(one => new JurorCandidate(
                    one.Membership.Id, new Juror(new PersonId(one.Person.Id), new OrganisationId(one.Membership.Organisation), one.Membership.Role), one.Person.Called, houses[one.Membership.Organisation]))
                .OrderBy(one => one.Called, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
