using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Testing;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Tests.Support;

/// <summary>The web as it is shipped, on a real port, over machines that do what a test tells them.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FaultyServer(WebApplication app, StoppedClock clock, FakeGrains grains, FakeTokens tokens)
    {
        (_app, Clock, Grains, Tokens) = (app, clock, grains, tokens);
        Address = new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public StoppedClock Clock { get; }

    public FakeGrains Grains { get; }

    public FakeTokens Tokens { get; }

    public static async Task<FaultyServer> StartAsync(params (string Setting, string Value)[] configuration)
    {
        var clock = new StoppedClock(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));
        var grains = new FakeGrains();
        var tokens = new FakeTokens();
        var folder = TestFolder.Make("web");

        var app = Server.Build(new ServerSettings(folder.FullName, null, "http://127.0.0.1:0"), builder =>
        {
            foreach (var (setting, value) in configuration)
            {
                builder.Configuration[setting] = value;
            }

            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Services.AddSingleton(grains.AsFactory());
            builder.Services.AddSingleton<ITokenStore>(tokens);
        });

        await app.StartAsync();
        return new(app, clock, grains, tokens);
    }

    /// <summary>A new token, already known to the server.</summary>
    public async Task<string> TokenAsync(Role role = Role.Operator, TimeSpan? life = null, string organisation = "atelier")
    {
        var secret = TokenSecret.Make();
        var caller = new Caller(new("p-1"), new(organisation), role, new("token"));
        await Tokens.AddAsync(new(Guid.NewGuid().ToString("N"), caller, Clock.GetUtcNow(), Clock.GetUtcNow() + (life ?? TimeSpan.FromDays(1)), null), TokenSecret.Hash(secret));
        return secret;
    }

    public async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(HttpMethod method, string path, string? token, string? body = null, string? language = null)
    {
        using var request = new HttpRequestMessage(method, path);

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (language is not null)
        {
            request.Headers.AcceptLanguage.ParseAdd(language);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response, text.Length > 0 && text[0] is '{' or '[' ? JsonDocument.Parse(text).RootElement : default);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
