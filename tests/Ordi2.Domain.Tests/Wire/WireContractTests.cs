using System.Globalization;
using System.Reflection;
using System.Text;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Tests.Machines;

namespace Ordi2.Domain.Tests.Wire;

/// <summary>Processes of different versions speak with each other, and ledgers outlive programs: names and numbers stay.</summary>
public sealed class WireContractTests
{
    [Fact]
    public void The_contract_is_the_one_that_was_reviewed() => CheckedIn.Compare("tests/Ordi2.Domain.Tests/Wire/WireContract.txt", Print());

    [Fact]
    public void Whatever_crosses_a_grain_call_can_be_serialised_and_has_a_name_of_its_own() => Assert.All(Wire.Carried(), type =>
    {
        Assert.True(type.IsEnum || Wire.IsSerialised(type), $"{type.FullName} crosses a grain call: give it [GenerateSerializer].");
        Assert.False(string.IsNullOrEmpty(Wire.Alias(type)), $"{type.FullName} crosses a grain call: give it an [Alias].");
    });

    [Fact]
    public void Every_member_that_travels_has_a_number_of_its_own() => Assert.All(Wire.Contracts.GetTypes().Where(Wire.IsSerialised), type =>
    {
        var members = Wire.Members(type).Where(member => member.Name != "EqualityContract").ToArray();

        Assert.All(members, member => Assert.True(Wire.Id(member) is not null, $"{type.Name}.{member.Name} would be lost between processes: give it an [Id]."));
        Assert.Equal(members.Length, members.Select(Wire.Id).Distinct().Count());
    });

    [Fact]
    public void Names_are_given_once()
    {
        var twice = Wire.Contracts.GetTypes().Select(type => Wire.Alias(type)).OfType<string>().GroupBy(alias => alias).Where(group => group.Count() > 1);
        Assert.Empty(twice.Select(group => group.Key));
        Assert.All(Wire.Grains, grain =>
        {
            Assert.All(grain.GetMethods(), method => Assert.False(string.IsNullOrEmpty(Wire.Alias(method)), $"{grain.Name}.{method.Name}: give it an [Alias]."));
            Assert.Equal(grain.GetMethods().Length, grain.GetMethods().Select(method => Wire.Alias(method)).Distinct().Count());
        });
    }

    private static string Print()
    {
        var text = new StringBuilder(
            """
            What other processes, devices and ledgers rely on. A line that disappears or changes breaks one of them:
            types between processes (alias: number member type), grain calls, codes, steps of devices, names of stored facts.

            Types

            """);

        foreach (var type in Wire.Contracts.GetTypes().Where(Wire.IsSerialised).OrderBy(type => Wire.Alias(type), StringComparer.Ordinal))
        {
            var members = Wire.Members(type).Where(member => Wire.Id(member) is not null).OrderBy(Wire.Id)
                .Select(member => string.Create(CultureInfo.InvariantCulture, $"{Wire.Id(member)} {member.Name} {Named(member.PropertyType)}"));
            text.Append(Wire.Alias(type)).Append(": ").AppendJoin(", ", members).Append('\n');
        }

        text.Append("\nGrains\n");

        foreach (var grain in Wire.Grains.OrderBy(grain => Wire.Alias(grain), StringComparer.Ordinal))
        {
            var calls = grain.GetMethods().OrderBy(method => Wire.Alias(method), StringComparer.Ordinal)
                .Select(method => $"{Wire.Alias(method)}({string.Join(", ", method.GetParameters().Select(one => Named(one.ParameterType)))}) {Named(method.ReturnType)}");
            text.Append(Wire.Alias(grain)).Append(": ").AppendJoin("; ", calls).Append('\n');
        }

        text.Append("\nCodes\n");

        foreach (var type in Wire.Contracts.GetTypes().Where(type => type.IsEnum).OrderBy(type => Wire.Alias(type), StringComparer.Ordinal))
        {
            text.Append(Wire.Alias(type)).Append(": ").AppendJoin(" ", CodesOf(type)).Append('\n');
        }

        text.Append("\nSteps\n");
        Lines(Wire.Contracts.GetTypes().Select(type => type.GetCustomAttribute<StepAttribute>()?.Name is { } step ? $"{Wire.Alias(type)}: {step}" : null));
        text.Append("\nStored facts\n");
        Lines(typeof(Decision<>).Assembly.GetTypes().Select(type => type.GetCustomAttribute<StoredAsAttribute>()?.Name));
        return text.ToString();

        void Lines(IEnumerable<string?> lines) => text.AppendJoin('\n', lines.OfType<string>().Order(StringComparer.Ordinal)).Append('\n');
    }

    private static IEnumerable<string> CodesOf(Type type) => Enum.GetValues(type).Cast<object>().Select(value => string.Create(
        CultureInfo.InvariantCulture,
        $"{System.Text.Json.JsonSerializer.SerializeToElement(value, type, WireJson.Options).GetString()}={Convert.ToInt32(value, CultureInfo.InvariantCulture)}"));

    private static string Named(Type type) => (type.IsGenericType, Nullable.GetUnderlyingType(type)) switch
    {
        (_, { } inner) => $"{Named(inner)}?",
        (true, _) => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GenericTypeArguments.Select(Named))}>",
        _ => type.Name,
    };
}
