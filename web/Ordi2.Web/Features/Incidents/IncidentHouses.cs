using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Incidents;

/// <summary>To whom an incident may be given on a page.</summary>
/// <param name="Choices">By name.</param>
internal sealed record IncidentHandlers(ImmutableArray<Choice> Choices)
{
    public static readonly IncidentHandlers None = new([]);

    public OrganisationId? Find(string? chosen) => Choices.Any(choice => choice.Value == chosen) ? new(chosen!) : null;

    public string? NameOf(string? chosen) => Choices.FirstOrDefault(choice => choice.Value == chosen)?.Label;
}

/// <summary>A pole chooses among its members; anybody else among themselves, their pole and those who have a part in the incident.</summary>
internal sealed class IncidentHouses(PoleMembers members, Houses houses)
{
    /// <param name="caller">Who gives it.</param>
    /// <param name="incident">Which one; nothing for one that is being told.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<IncidentHandlers> ForAsync(Caller caller, IncidentTerms? incident, CancellationToken cancellationToken)
    {
        if (caller.Role is Role.Coordinator)
        {
            return Of(await members.AllAsync(caller, cancellationToken));
        }

        var own = await houses.ProfileAsync(caller.Organisation.Text);
        List<OrganisationProfile> known = [];

        foreach (var id in new[] { caller.Organisation, own?.Pole, incident?.Pole, incident?.OpenedBy }.OfType<OrganisationId>().Distinct())
        {
            if (await houses.ProfileAsync(id.Text) is { } profile)
            {
                known.Add(profile);
            }
        }

        return Of(known);
    }

    private static IncidentHandlers Of(IEnumerable<OrganisationProfile> found) =>
        new([.. found.Where(one => one.Status is OrganisationStatus.Active).Select(one => new Choice(one.Id.Text, one.Name))]);
}
