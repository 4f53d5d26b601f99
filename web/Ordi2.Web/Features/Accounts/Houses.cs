using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;

namespace Ordi2.Web.Features.Accounts;

/// <summary>The organisations, as the rules of membership need them.</summary>
internal sealed class Houses(IGrainFactory grains)
{
    public Task<OrganisationProfile?> ProfileAsync(string organisation) => grains.GetGrain<IOrganisationGrain>($"organisation/{organisation}").GetAsync();

    public async Task<House?> FindAsync(string organisation) => await ProfileAsync(organisation) is { } profile ? Of(profile) : null;

    /// <summary>The name of an organisation; its identifier where it has none, as the tools of the system.</summary>
    public async Task<string> NameAsync(string organisation) => (await ProfileAsync(organisation))?.Name ?? organisation;

    public static House Of(OrganisationProfile profile) => new(profile.Id, profile.Pole, profile.Activities, profile.Status);
}
