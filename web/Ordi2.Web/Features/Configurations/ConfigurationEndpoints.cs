using Ordi2.Contracts.Configurations;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Configurations;

internal static class ConfigurationEndpoints
{
    public static void MapConfigurations(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<ConfigurationCommand, ConfigurationTerms>
    {
        Plural = "configurations",
        Kind = "configuration",
        Creation = "adopt",
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IConfigurationGrain>(key).DoAsync(command, caller, commandId),
    });
}
