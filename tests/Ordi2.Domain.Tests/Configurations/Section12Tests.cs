using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;

namespace Ordi2.Domain.Tests.Configurations;

/// <summary>Every row of domain.md section 12 has an answer: a rule with the value that it ships with, a choice, or a test that shows it.</summary>
public sealed class Section12Tests
{
    private const string File = "tests/Ordi2.Domain.Tests/Configurations/Section12.txt";

    private static readonly ImmutableArray<Row> Rows =
    [
        .. System.IO.File.ReadAllLines(Checkout.PathOf(File))
            .Where(line => line.Length > 0 && line[0] is not '#')
            .Select(line => line.Split(" | "))
            .Select(cells => new Row(cells[0], cells[1], [.. cells[2].Split("; ")])),
    ];

    private static readonly Dictionary<string, PropertyInfo> Rules = typeof(PoleRules).GetProperties()
        .Where(property => property.Name is not nameof(PoleRules.Version))
        .ToDictionary(property => property.Name, StringComparer.Ordinal);

    [Fact]
    public void The_rows_of_the_section_are_all_there() => Assert.Equal(
        [("12.1", 15), ("12.2", 4), ("12.3", 1), ("12.4", 9)],
        Rows.GroupBy(row => row.Section).Select(rows => (rows.Key, rows.Count())));

    [Fact]
    public void Every_row_has_an_answer_that_is_there_and_that_says_so() =>
        Assert.Empty(Rows.SelectMany(row => row.Answers.Select(answer => (row, Wrong: WrongWith(answer)))).Where(one => one.Wrong is not null).Select(one => $"{one.row.Item}: {one.Wrong}"));

    [Fact]
    public void Every_configurable_row_is_a_rule_and_is_shown_by_a_test() => Assert.Empty(Rows
        .Where(row => row.Section is "12.1" && !(row.Answers.Any(answer => answer.StartsWith("rule ", StringComparison.Ordinal)) && row.Answers.Any(answer => answer.StartsWith("test ", StringComparison.Ordinal))))
        .Select(row => row.Item));

    [Fact]
    public void Every_rule_stands_in_a_row() =>
        Assert.Empty(Rules.Keys.Except(Rows.SelectMany(row => row.Answers).Where(answer => answer.StartsWith("rule ", StringComparison.Ordinal)).Select(answer => answer.Split(' ')[1])));

    [Fact]
    public void Every_rule_is_read_where_something_is_decided_or_shown()
    {
        var source = string.Concat(((string[])["silo/Ordi2.Domain", "silo/Ordi2.Silo", "web/Ordi2.Web"])
            .SelectMany(folder => Directory.EnumerateFiles(Checkout.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(file) is not "RuleRanges.cs")
            .Select(System.IO.File.ReadAllText));

        Assert.DoesNotContain(Rules.Keys, rule => !source.Contains($".{rule}", StringComparison.Ordinal));
    }

    private static string? WrongWith(string answer)
    {
        var (kind, name, said) = (answer.Split(' ')[0], answer.Split(' ')[1], answer.Contains(" = ", StringComparison.Ordinal) ? answer[(answer.IndexOf(" = ", StringComparison.Ordinal) + 3)..] : null);

        switch (kind)
        {
            case "rule":
                if (!Rules.TryGetValue(name, out var rule))
                {
                    return $"there is no rule {name}";
                }

                var shipped = JsonSerializer.Serialize(rule.GetValue(PoleRules.Default), rule.PropertyType, WireJson.Options);
                return said is null || said == shipped ? null : $"{name} ships as {shipped}";

            case "default":
                var choice = typeof(PoleRules).Assembly.GetTypes().SingleOrDefault(type => type.IsEnum && type.Name == name);
                return choice is null ? $"there is no choice {name}" : Enum.GetName(choice, Enum.ToObject(choice, 0)) == said ? null : $"{name} begins otherwise";

            case "test":
                var (type, method) = (name.Split('.')[0], name.Split('.')[1]);
                return typeof(Section12Tests).Assembly.GetTypes().Any(one => one.Name == type && one.GetMethod(method, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null)
                    ? null
                    : $"there is no test {name}";

            default:
                return $"'{kind}' is no kind of answer";
        }
    }

    private sealed record Row(string Section, string Item, ImmutableArray<string> Answers);
}
