using System.Collections.Immutable;

namespace Ordi2.Domain.Machines;

/// <summary>Some statements take two persons (domain.md 2.8).</summary>
internal static class Persons
{
    public static bool AreTwo(ImmutableArray<string> persons) =>
        persons.Where(person => !string.IsNullOrWhiteSpace(person)).Select(person => person.Trim()).Distinct(StringComparer.Ordinal).Count() >= 2;
}
