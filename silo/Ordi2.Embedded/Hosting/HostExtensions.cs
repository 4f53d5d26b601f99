using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Embedded;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Microsoft.Extensions.Hosting;

/// <summary>Puts a silo into a host.</summary>
public static class OrleansSiloGenericHostExtensions
{
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleans(_ => { });

    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(Add(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    public static HostApplicationBuilder UseOrleans(this HostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ((IHostApplicationBuilder)hostAppBuilder).UseOrleans(configureDelegate);
        return hostAppBuilder;
    }

    private static ISiloBuilder Add(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(d => d.ServiceType == typeof(IClientBuilder)))
        {
            throw new OrleansException("Do not call both UseOrleansClient and UseOrleans: a silo is a client too.");
        }

        if (services.FirstOrDefault(d => d.ServiceType == typeof(ISiloBuilder))?.ImplementationInstance is ISiloBuilder known)
        {
            return known;
        }

        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton<ISiloBuilder>(builder);
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Silo>();
        services.AddHostedService(s => s.GetRequiredService<Silo>());
        services.AddSingleton<IClusterClient>(s => s.GetRequiredService<Silo>().Grains);
        services.AddSingleton<IGrainFactory>(s => s.GetRequiredService<Silo>().Grains);
        return builder;
    }
}

/// <summary>Puts a client into a host.</summary>
public static class OrleansClientGenericHostExtensions
{
    public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleansClient(_ => { });

    /// <summary>A client reaches only a silo of the same process that a test cluster shows it.</summary>
    public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        var services = hostAppBuilder.Services;
        if (services.Any(d => d.ServiceType == typeof(ISiloBuilder)))
        {
            throw new OrleansException("Do not call both UseOrleansClient and UseOrleans: a silo is a client too.");
        }

        if (services.FirstOrDefault(d => d.ServiceType == typeof(IClientBuilder))?.ImplementationInstance is not IClientBuilder builder)
        {
            builder = new ClientBuilder(services, hostAppBuilder.Configuration);
            services.AddSingleton(builder);
            services.TryAddSingleton<Func<Silo>>(() => throw new SiloUnavailableException(
                "The embedded runtime has no silo outside its process: host it here with UseOrleans, or build with -p:Orleans=true."));
            services.AddSingleton<IClusterClient>(s => new GrainFactory(s, s.GetRequiredService<Func<Silo>>()));
            services.AddSingleton<IGrainFactory>(s => s.GetRequiredService<IClusterClient>());
        }

        configureDelegate(builder);
        return hostAppBuilder;
    }

    public static HostApplicationBuilder UseOrleansClient(this HostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ((IHostApplicationBuilder)hostAppBuilder).UseOrleansClient(configureDelegate);
        return hostAppBuilder;
    }
}
