using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Description;

public class DescriptionTests
{
    [Fact]
    public async Task The_description_lists_every_route_of_the_api()
    {
        await using var server = await FaultyServer.StartAsync();

        var (response, body) = await server.SendAsync(HttpMethod.Get, "/openapi/v1.json", null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var described = body.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"))
            .ToHashSet(StringComparer.Ordinal);

        var missing = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is { } text && text.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))
            .Where(route => !route.RoutePattern.RawText!.EndsWith("/{action}", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {Plain(route)}"))
            .Where(route => !described.Contains(route))
            .ToList();

        Assert.Empty(missing);
        Assert.True(described.Count > 80, $"Only {described.Count} routes are described.");
    }

    [Fact]
    public async Task Each_step_of_a_machine_is_described_with_an_example_of_a_batch()
    {
        await using var server = await FaultyServer.StartAsync();

        var (_, body) = await server.SendAsync(HttpMethod.Get, "/openapi/v1.json", null);

        var schemas = body.GetProperty("components").GetProperty("schemas");
        Assert.All(CommandCatalog<MachineCommand>.Steps, step => Assert.True(schemas.TryGetProperty($"step-{step}", out _), step));
        var scans = body.GetProperty("paths").GetProperty("/api/scans").GetProperty("post");
        Assert.Equal(2, scans.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetProperty("scans").GetArrayLength());
        Assert.True(scans.GetProperty("responses").TryGetProperty("429", out _));
    }

    [Fact]
    public async Task Each_name_in_an_address_is_described_as_a_parameter()
    {
        await using var server = await FaultyServer.StartAsync();

        var (_, body) = await server.SendAsync(HttpMethod.Get, "/openapi/v1.json", null);

        Assert.All(body.GetProperty("paths").EnumerateObject().Where(path => path.Name.Contains('{', StringComparison.Ordinal)), path =>
            Assert.All(path.Value.EnumerateObject(), method =>
                Assert.Contains(method.Value.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("in").GetString() == "path")));
        var list = body.GetProperty("paths").GetProperty("/api/donations").GetProperty("get").GetProperty("parameters");
        Assert.Equal(["kind", "status", "about", "organisation", "due", "q", "cursor", "limit"], list.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
    }

    private static string Plain(RouteEndpoint route) =>
        "/" + Regex.Replace(route.RoutePattern.RawText!, @"\{\*\*(?<name>\w+)\}", "{${name}}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Trim('/');
}
