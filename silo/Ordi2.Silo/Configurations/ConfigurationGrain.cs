using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Silo.Organisations;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Configurations;

/// <summary>Read, decide, write; and let the directory of this process ask again.</summary>
internal sealed class ConfigurationGrain(AggregateDesk desk, OrganisationDirectory directory) : Grain, IConfigurationGrain
{
    private Aggregate<Configuration, ConfigurationCommand, ConfigurationEvent, ConfigurationTerms> _configuration = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _configuration = desk.Open(Kinds.Configuration, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _configuration.LoadAsync(cancellationToken);
    }

    public async Task<Reply<ConfigurationTerms>> DoAsync(ConfigurationCommand command, Caller caller, Guid commandId)
    {
        var reply = await _configuration.DoAsync(command, caller, commandId);
        directory.Forget();
        return reply;
    }

    public Task<ConfigurationTerms?> GetAsync() => Task.FromResult(_configuration.Terms);

    public Task ForgetTextsAsync() => _configuration.ForgetTextsAsync();

    public Task<int> WakeAsync() => _configuration.WakeAsync();
}
