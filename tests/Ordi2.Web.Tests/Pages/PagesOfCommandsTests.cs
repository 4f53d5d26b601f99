using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>Everything that the API can do, a person can do in the browser: PagesOfCommands.txt says where, or why not.</summary>
public sealed class PagesOfCommandsTests
{
    private const string List = "tests/Ordi2.Web.Tests/Pages/PagesOfCommands.txt";
    private const string Features = "web/Ordi2.Web/Features/";
    private const string PageOfSteps = "/machines/{code}/{step}";
    private const string Scan = "scan ";
    private const string None = "none: ";
    private const string Missing = "missing";

    /// <summary>So many commands wait for their page; the number only becomes smaller.</summary>
    private const int MostMissing = 0;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, string> Listed = Checkout.Read(List).Split('\n')
        .Where(line => line.Length > 0 && line[0] is not '#')
        .Select(line => Regex.Match(line, "^(?<command>.+?)  +(?<where>.+)$", RegexOptions.ExplicitCapture, Patience))
        .ToDictionary(match => match.Groups["command"].Value, match => match.Groups["where"].Value, StringComparer.Ordinal);

    [Fact]
    public async Task A_command_that_no_page_does_is_not_finished()
    {
        await using var server = await FaultyServer.StartAsync();
        string[] commands = [.. Posts(server).Select(NameOf), .. CommandCatalog<MachineCommand>.Steps.Select(step => Scan + step)];

        Assert.Equal(commands.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), Listed.Keys.Order(StringComparer.Ordinal));
        Assert.True(commands.Length > 200, $"Only {commands.Length} commands were found.");
    }

    [Fact]
    public void Each_line_names_a_page_that_there_is_or_says_why_there_is_none()
    {
        var routes = Inventory.Pages.Select(page => page.Route).Concat(Inventory.Doors).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Listed.Where(line => line.Value is not Missing
            && !routes.Contains(line.Value)
            && !(line.Value.StartsWith(None, StringComparison.Ordinal) && line.Value.Length > None.Length + 10)).Select(line => $"{line.Key}: {line.Value}"));
    }

    [Fact]
    public void What_still_waits_for_a_page_becomes_less() =>
        Assert.Equal(MostMissing, Listed.Count(line => line.Value is Missing));

    [Fact]
    public void A_step_of_a_machine_that_stands_on_the_page_of_steps_has_its_form() =>
        Assert.All(
            Listed.Where(line => line.Key.StartsWith(Scan, StringComparison.Ordinal)),
            line => Assert.Equal(line.Value is PageOfSteps, StepForms.Of(line.Key[Scan.Length..]) is not null));

    [Fact]
    public async Task A_page_that_is_named_sends_the_command()
    {
        await using var server = await FaultyServer.StartAsync();
        var folders = Checkout.Files.Where(file => file.StartsWith(Features, StringComparison.Ordinal) && file.EndsWith(".cshtml", StringComparison.Ordinal))
            .Select(file => (Folder: file[..file.LastIndexOf('/')], Page: Regex.Match(Checkout.Read(file), "^@page \"(?<route>[^\"]+)\"", RegexOptions.ExplicitCapture, Patience)))
            .Where(one => one.Page.Success)
            .ToDictionary(one => one.Page.Groups["route"].Value, one => one.Folder, StringComparer.Ordinal);
        List<string> silent = [];

        foreach (var post in Posts(server))
        {
            // A step of a noun says which command it reads; whatever else is posted has a shape of its own.
            if (post.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } command
                && command.Namespace?.StartsWith("Ordi2.Contracts.", StringComparison.Ordinal) is true
                && Listed.TryGetValue(NameOf(post), out var route)
                && folders.TryGetValue(route, out var folder)
                && !Checkout.Files.Any(file => file.StartsWith($"{folder}/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
                    && Regex.IsMatch(Checkout.Read(file), $@"\bnew {command.Name}\b", RegexOptions.None, Patience)))
            {
                silent.Add($"{NameOf(post)}: nothing in {folder} makes {command.Name}.");
            }
        }

        Assert.Empty(silent);
    }

    private static IEnumerable<RouteEndpoint> Posts(FaultyServer server) =>
        server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)
                && !route.RoutePattern.RawText.EndsWith("/{action}", StringComparison.Ordinal)
                && route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods is not ["GET"]);

    private static string NameOf(RouteEndpoint route) => $"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} /{route.RoutePattern.RawText!.Trim('/')}";
}
