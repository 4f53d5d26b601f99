using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Rounds;

/// <summary>Somebody who drives for an organisation.</summary>
/// <param name="Person">Who.</param>
/// <param name="Of">For whom.</param>
/// <param name="Called">How the person is called.</param>
internal sealed record KnownDriver(PersonId Person, OrganisationId Of, string Called);

/// <summary>Who drives for the organisations that a round may be given to. Whoever plans for them reads the names, and nobody else.</summary>
internal sealed class DriverDesk(AccountDatabase accounts)
{
    /// <summary>The drivers of some organisations, by name.</summary>
    public async Task<ImmutableArray<KnownDriver>> OfAsync(IEnumerable<OrganisationId> organisations, CancellationToken cancellationToken)
    {
        string[] ids = [.. organisations.Select(one => one.Text)];
        var found = await accounts.Memberships.AsNoTracking()
            .Where(it => it.EndedAt == null && it.Role == Role.Driver && ids.Contains(it.Organisation))
            .Join(accounts.People.AsNoTracking(), it => it.Person, person => person.Id, (it, person) => new { it.Organisation, Person = person })
            .ToListAsync(cancellationToken);
        return
        [
            .. found.Select(one => new KnownDriver(new(one.Person.Id), new(one.Organisation), one.Person.Called))
                .DistinctBy(one => (one.Person, one.Of))
                .OrderBy(one => one.Called, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
