using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Organisations;

/// <summary>Read, decide, write; and tell the directory of this process what changed.</summary>
internal sealed class OrganisationGrain(AggregateDesk desk, OrganisationDirectory directory) : Grain, IOrganisationGrain
{
    private Aggregate<Organisation, OrganisationCommand, OrganisationEvent, OrganisationProfile> _organisation = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _organisation = desk.Open(Kinds.Organisation, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _organisation.LoadAsync(cancellationToken);
    }

    public async Task<Reply<OrganisationProfile>> DoAsync(OrganisationCommand command, Caller caller, Guid commandId)
    {
        var reply = await _organisation.DoAsync(command, caller, commandId);

        if (reply is Done<OrganisationProfile> { Value.Id: var changed })
        {
            directory.Forget(changed);
        }

        return reply;
    }

    public Task<OrganisationProfile?> GetAsync() => Task.FromResult(_organisation.Terms);

    public Task ForgetTextsAsync() => _organisation.ForgetTextsAsync();

    public Task<int> WakeAsync() => _organisation.WakeAsync();
}
