using Ordi2.Web.Http;

namespace Ordi2.Web.Hosting;

internal static class Listening
{
    public static void AddListening(this WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.BodyBytes;
        });

        // A station may stand still for a while; a scan that was sent must be answered.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    /// <summary>Whether lines are written for a collector of logs and not for people.</summary>
    public static bool IsForCollectors(string? log) => string.Equals(log, "json", StringComparison.OrdinalIgnoreCase);

    public static void AddConsole(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();

        // A person reads lines; a collector of logs reads JSON.
        _ = IsForCollectors(builder.Configuration["LOG"])
            ? builder.Logging.AddJsonConsole()
            : builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

        // A line for each request would cost more than the scan itself.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // Even silent it makes an activity and a scope for each request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // Who guesses at tokens is counted in the metrics, not written down line by line.
        builder.Logging.AddFilter(typeof(Features.Access.TokenHandler).FullName, LogLevel.Warning);

        // A question to the tables of accounts is no news.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);

        // The keys of sessions lie unencrypted in the database, like the data that they open.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);

        // Why it could not start is said by whoever started it, once and without the framework's stack of calls.
        var start = new Start();
        builder.Services.AddSingleton<IHostedService>(start);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Information && (level < LogLevel.Error || start.IsOver));
    }

    private sealed class Start : IHostedLifecycleService
    {
        public bool IsOver { get; private set; }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            IsOver = true;
            return Task.CompletedTask;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
