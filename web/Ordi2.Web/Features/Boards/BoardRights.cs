using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Web.Features.Boards;

/// <summary>Who may see which board. The national one shows sums only and is open to everybody.</summary>
internal sealed class BoardRights(IGrainFactory grains)
{
    public async ValueTask<bool> MaySeeAsync(BoardScope scope, Caller? caller)
    {
        if (scope.Kind is BoardScope.National)
        {
            return true;
        }

        if (caller is null or { Role: Role.None })
        {
            return false;
        }

        if (caller.Role is Role.System || (scope.Kind is BoardScope.Pole or BoardScope.Organisation && caller.Organisation.Text == scope.Id))
        {
            return true;
        }

        return scope.Kind switch
        {
            BoardScope.Organisation => caller.Role is Role.Coordinator && await IsPoleOfAsync(caller.Organisation, new(scope.Id)),
            BoardScope.Donation => await IsPartyOfAsync(caller.Organisation, new DonationId(scope.Id)),
            _ => false,
        };
    }

    private async Task<bool> IsPoleOfAsync(OrganisationId pole, OrganisationId organisation) =>
        await grains.GetGrain<IOrganisationGrain>($"organisation/{organisation}").GetAsync() is { Pole: { } coordinating } && coordinating == pole;

    private async Task<bool> IsPartyOfAsync(OrganisationId organisation, DonationId donation) =>
        await grains.GetGrain<IDonationGrain>($"donation/{donation}").GetAsync() is { } terms
        && (terms.Donor == organisation || terms.Pole == organisation || terms.Receiver == organisation);
}
