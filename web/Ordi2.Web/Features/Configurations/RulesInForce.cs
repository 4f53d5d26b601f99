using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Configurations;

/// <summary>The rules that pages follow where they only show something: what they decide on is decided, and cited, by the grains.</summary>
internal sealed class RulesInForce(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Those of the pole of the caller's organisation, as shipped where it has set none.</summary>
    public Task<PoleRules> ForAsync(Caller caller) => OfAsync(caller.Organisation);

    /// <summary>Those of the pole of an organisation; its own, where it is a pole itself.</summary>
    public async Task<PoleRules> OfAsync(OrganisationId organisation) =>
        (await grains.GetGrain<IOrganisationGrain>($"organisation/{organisation}").GetAsync())?.RulesPole() is { } pole
            ? (await grains.GetGrain<IConfigurationGrain>($"configuration/{pole}").GetAsync())?.Rules ?? PoleRules.Default
            : PoleRules.Default;

    /// <summary>Whose doings the caller may read; whoever may read nobody's needs no rules.</summary>
    public async Task<PeopleSight> PeopleAsync(Caller caller) => caller.SeesPeopleOf(caller.Organisation.Text)
        ? new(caller, time.GetUtcNow().AddMonths(-(await ForAsync(caller)).Retention.OperatorMonths))
        : new(caller, DateTimeOffset.MaxValue);
}

/// <summary>Which people somebody may read of, as opaque ids: those of the own organisation, for as long as the rules keep them (domain.md 2.11).</summary>
/// <param name="Caller">Who reads.</param>
/// <param name="Since">What was recorded before has nobody's name any more.</param>
internal sealed record PeopleSight(Caller Caller, DateTimeOffset Since)
{
    public bool Shows(string organisation, DateTimeOffset recordedAt) => recordedAt >= Since && Caller.SeesPeopleOf(organisation);
}
