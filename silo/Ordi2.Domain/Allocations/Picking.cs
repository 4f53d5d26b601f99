using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Allocations;

/// <summary>
/// Which machines: the grade that is nearest to what was asked for goes first, so that the better ones stay for whoever needs
/// them; within a grade first in stock, first out (domain.md 5).
/// </summary>
public static class Picking
{
    /// <summary>The grades that a line accepts, in the order in which they are given.</summary>
    public static ImmutableArray<Grade> Grades(NeedLine need) =>
        [.. new[] { Grade.C, Grade.B, Grade.A }.Where(grade => need.LowestGrade is Grade.None || grade <= need.LowestGrade)];

    /// <summary>The profiles that are good enough.</summary>
    public static ImmutableArray<Profile> Profiles(NeedLine need) => [.. Enum.GetValues<Profile>().Where(profile => profile >= need.Profile)];

    /// <summary>So many machines of the stock, each with the reason why it is this one.</summary>
    public static ImmutableArray<AllocatedMachine> Of(IEnumerable<StockMachine> stock, NeedLine need, int quantity)
    {
        var grades = Grades(need);

        return
        [
            .. stock.Where(one => grades.Contains(one.Grade) && one.Profile >= need.Profile)
                .GroupBy(one => one.Grade)
                .OrderBy(grade => grades.IndexOf(grade.Key))
                .SelectMany(grade => Ranked([.. grade]))
                .Take(quantity),
        ];
    }

    private static IEnumerable<AllocatedMachine> Ranked(StockMachine[] grade) => grade
        .OrderBy(one => one.ReadySince)
        .ThenBy(one => one.Machine.Text, StringComparer.Ordinal)
        .Select((one, index) => new AllocatedMachine(one.Machine, one.Grade, one.Profile, one.ReadySince, index + 1, grade.Length));
}
