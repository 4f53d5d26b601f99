using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Tests.Stored;

namespace Ordi2.Domain.Tests.Wire;

/// <summary>A null in a list of texts or of records is told to whoever sends it, by its place; no decision has to think of it.</summary>
public sealed class WholeListTests
{
    /// <summary>Every command with a list of what can be null, and that list.</summary>
    public static TheoryData<Type, string> Lists
    {
        get
        {
            var lists = new TheoryData<Type, string>();

            foreach (var command in typeof(MachineCommand).Assembly.GetTypes().Where(type => !type.IsAbstract && type.GetCustomAttribute<StepAttribute>() is not null))
            {
                foreach (var property in command.GetProperties().Where(property => IsList(property.PropertyType)))
                {
                    lists.Add(command, JsonNamingPolicy.CamelCase.ConvertName(property.Name));
                }
            }

            return lists;
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_null_in_any_list_of_any_command_is_refused_by_its_place(Type command, string list)
    {
        var sample = JsonSerializer.SerializeToNode(Sample(command), command, WireJson.Options)!.AsObject();
        Assert.IsType(command, Sent(command, sample));

        sample[list] = JsonNode.Parse("[null]");
        Assert.Equal($"$.{list}[0]", Assert.Throws<JsonException>(() => Sent(command, sample)).Path);
    }

    [Theory]
    [InlineData("""{"reason":"x","instruction":"DANGEROUS_BATTERY","filter":{"images":["a",null]}}""", "$.filter.images[1]")]
    [InlineData("""{"reason":"x","instruction":"DANGEROUS_BATTERY","filter":{"models":[null],"images":[]}}""", "$.filter.models[0]")]
    [InlineData("""{"reason":"null","instruction":"DANGEROUS_BATTERY","filter":{"Batteries":[null]}}""", "$.filter.batteries[0]")]
    public void A_null_in_the_filter_of_a_recall_is_refused_by_its_place(string data, string path)
    {
        var sent = JsonDocument.Parse(data).RootElement;
        Assert.Equal(path, WholeListPath(() => CommandCatalog<RecallCommand>.ReadSent("create", sent)));
    }

    [Fact]
    public void A_null_that_stands_for_nothing_and_the_word_null_are_read_as_before()
    {
        using var sent = JsonDocument.Parse("""{"route":"REUSE","criteriaVersion":null,"defects":["null"]}""");
        var triage = Assert.IsType<Triage>(CommandCatalog<MachineCommand>.ReadSent("triage", sent.RootElement));
        Assert.Equal((null, "null"), (triage.CriteriaVersion, Assert.Single(triage.Defects)));
    }

    private static string? WholeListPath(Func<object?> read) => Assert.Throws<JsonException>(read).Path;

    private static bool IsList(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) && !type.GenericTypeArguments[0].IsValueType;

    private static object Sample(Type command)
    {
        var made = new Made(null).Of(command);
        return made is Contracts.Documents.RenderDocument render ? render with { Content = "{}" } : made;
    }

    private static object? Sent(Type command, JsonObject fields)
    {
        var family = command.BaseType!;
        var read = typeof(CommandCatalog<>).MakeGenericType(family).GetMethod("ReadSent")!;
        var data = JsonSerializer.SerializeToElement(fields);
        return read.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [command.GetCustomAttribute<StepAttribute>()!.Name, data], culture: null);
    }
}
