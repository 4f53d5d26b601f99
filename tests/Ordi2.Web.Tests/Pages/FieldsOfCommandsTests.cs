using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>
/// Whatever can be said to the API, a person can say in the browser: each field of each command that has a page is filled by one, or
/// FieldsOfCommands.txt says why nobody is asked for it.
/// </summary>
public sealed class FieldsOfCommandsTests
{
    private const string List = "tests/Ordi2.Web.Tests/Pages/FieldsOfCommands.txt";
    private const string Features = "Ordi2.Web.Features.";
    private const string Demo = "Ordi2.Web.Features.Demo";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // A step that the system takes, or one part of a larger one, has no page: PagesOfCommands.txt says so.
    private static readonly ImmutableHashSet<string> WithoutPage =
    [
        .. Checkout.Read("tests/Ordi2.Web.Tests/Pages/PagesOfCommands.txt").Split('\n')
            .Select(line => Regex.Match(line, "^(?<command>.+?)  +none: ", RegexOptions.ExplicitCapture, Patience))
            .Where(match => match.Success).Select(match => match.Groups["command"].Value),
    ];

    private static readonly GivenValues Given = GivenValues.Of(typeof(StepForms).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith(Features, StringComparison.Ordinal) is true && !type.Namespace.StartsWith(Demo, StringComparison.Ordinal)), typeof(Refusal).Assembly);

    [Fact]
    public async Task Each_field_of_a_command_is_filled_by_a_page_or_is_accepted_with_a_reason()
    {
        await using var server = await FaultyServer.StartAsync();
        Type[] commands =
        [
            .. server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(route => !WithoutPage.Contains($"POST /{route.RoutePattern.RawText!.Trim('/')}"))
                .Select(route => route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType).OfType<Type>()
                .Where(type => type.Namespace?.StartsWith("Ordi2.Contracts.", StringComparison.Ordinal) is true && !type.IsAbstract),
            .. CommandCatalog<MachineCommand>.Steps.Where(step => !WithoutPage.Contains($"scan {step}"))
                .Select(step => CommandCatalog<MachineCommand>.TryGetType(step, out var type) ? type : throw new System.Diagnostics.UnreachableException()),
        ];
        Assert.True(commands.Distinct().Count() > 150, $"Only {commands.Distinct().Count()} commands were found.");

        string[] accepted =
        [
            .. Checkout.Read(List).Split('\n')
            .Where(line => line.Length > 0 && line[0] is not '#')
            .Select(line => Regex.Match(line, "^(?<field>[^ ]+)  +(?<why>.{10,})$", RegexOptions.ExplicitCapture, Patience))
            .Select(match => match.Groups["field"].Value),
        ];
        string[] unfilled = [.. Everything(commands).SelectMany(Unfilled).Order(StringComparer.Ordinal)];

        var unexplained = unfilled.Where(field => !accepted.Any(line => Covers(line, field)));
        var needless = accepted.Where(line => !unfilled.Any(field => Covers(line, field)));

        Assert.True(!unexplained.Any(), $"No page fills {string.Join(", ", unexplained)}.");
        Assert.True(!needless.Any(), $"A page fills {string.Join(", ", needless)}: its line goes.");

        static bool Covers(string line, string field) => line == field || (line.EndsWith(".*", StringComparison.Ordinal) && field.StartsWith(line[..^1], StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_page_takes_from_a_form_has_its_input()
    {
        var inputs = Checkout.Files.Where(file => file.StartsWith("web/Ordi2.Web/Features/", StringComparison.Ordinal) && file.EndsWith(".cshtml", StringComparison.Ordinal))
            .Select(file => (Folder: file.Split('/')[3], Text: Checkout.Read(file))).ToLookup(one => one.Folder, one => one.Text, StringComparer.Ordinal);

        var unasked = typeof(StepForms).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(PageModel)))
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(property => property.GetCustomAttribute<BindPropertyAttribute>() is { SupportsGet: false })
            .Where(property => !inputs.SelectMany(folder => folder).Any(text => Names(text, property)))
            .Where(property => property.Name is not nameof(FormPage.RequestId))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.Empty(unasked);

        static bool Names(string text, PropertyInfo property) =>
            text.Contains($"name=\"{property.GetCustomAttribute<BindPropertyAttribute>()!.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name)}\"", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The commands, and what they are made of.</summary>
    private static HashSet<Type> Everything(IEnumerable<Type> commands)
    {
        HashSet<Type> known = [];
        Queue<Type> open = new(commands);

        while (open.TryDequeue(out var type))
        {
            if (known.Add(type))
            {
                foreach (var part in Fields(type).SelectMany(field => Parts(field.PropertyType)))
                {
                    open.Enqueue(part);
                }
            }
        }

        return known;
    }

    private static IEnumerable<string> Unfilled(Type type)
    {
        var typed = type.IsAssignableTo(typeof(MachineCommand)) && StepForms.Of(CommandCatalog<MachineCommand>.StepOf(type)) is { } fields
            ? fields.Select(field => field.Name)
            : type == typeof(PoleRules) ? [.. RulesPage.Groups.SelectMany(group => group.Names), .. RulesPage.Switches, "juryCriteria"]
            : [];

        return Fields(type)
            .Where(field => !Given.Has(type, field.Name) && !typed.Contains(JsonNamingPolicy.CamelCase.ConvertName(field.Name), StringComparer.Ordinal))
            .Select(field => $"{type.Name}.{field.Name}");
    }

    private static IEnumerable<PropertyInfo> Fields(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite);

    /// <summary>What stands in a field: itself, or what a list is of; only shapes of ours, no identifiers.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts)
        : type is { IsEnum: false, IsAbstract: false } && type.Assembly == typeof(Refusal).Assembly && !type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ITextId<>)) ? [type]
        : [];
}
