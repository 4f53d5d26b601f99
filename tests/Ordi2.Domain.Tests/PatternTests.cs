using System.Reflection;
using System.Text.RegularExpressions;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests;

/// <summary>The patterns that decide whether a code is one.</summary>
public sealed class PatternTests
{
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["Qpv"] = "QN12345A",
        ["WasteCode"] = "20 01 35*",
        ["Treatment"] = "R13",
    };

    private static readonly (string Name, Regex Regex, int Milliseconds)[] Patterns =
    [
        .. from type in typeof(Machine).Assembly.GetTypes().Concat(typeof(PatternTests).Assembly.GetTypes())
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let made = method.GetCustomAttribute<GeneratedRegexAttribute>()
           where made is not null
           select (method.Name, (Regex)method.Invoke(null, null)!, made.MatchTimeoutMilliseconds),
    ];

    [Fact]
    public void No_pattern_asks_the_clock_on_the_wall_a_paused_process_would_refuse_what_is_right()
    {
        Assert.NotEmpty(Patterns);
        Assert.All(Patterns, pattern =>
        {
            Assert.Equal(Timeout.Infinite, pattern.Milliseconds);
            Assert.True(pattern.Regex.Options.HasFlag(RegexOptions.NonBacktracking), pattern.Name);
        });
    }

    [Fact]
    public void A_code_with_a_line_break_behind_it_is_none()
    {
        foreach (var (name, sample) in Samples)
        {
            var pattern = Patterns.Single(pattern => pattern.Name == name).Regex;
            Assert.Matches(pattern, sample);
            Assert.DoesNotMatch(pattern, sample + "\n");
        }
    }
}
