using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Tests.Texts;
using Xunit.Sdk;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>
/// Every guard of every row earns its place: among the examples there is a case that it alone refuses, so that without it the step
/// would be carried out. The guards are read from the table: a new one without such an example fails here.
/// </summary>
public sealed class GuardWitnessTests
{
    /// <summary>Guards without which the row breaks instead of accepting: what they ask for is what the others and the facts are made of.</summary>
    private static readonly string[] Foundations =
    [
        "1 declare-device: donation is known",
        "13 close-repair: parts used are known",
        "13+ fit-part: part is known",
        "17 allocate: line is known",
        "19 pack: delivery is known",
        "2 pick-up: donation is known",
        "20 dispatch: delivery is known",
        "22 return-to-depot: delivery is known",
        "27 transfer-ownership: new owner is known",
        "29 scrap: batch is known",
        "3+ attach-to-gift: donation is known",
        "29+ scrap: batch is known",
        "4.4+ confirm-handover: a claim is pending",
        "4.4+ contest-handover: a claim is pending",
        "4.4+ take-place: delivery is known",
        "4.4+ take-place: line is known",
    ];

    /// <summary>Codes that the table itself gives to nobody: what a scan is told that came twice, or before its supervisor decided; and verdicts on a report, which <see cref="WipeJudgementTests"/> shows.</summary>
    private static readonly string[] NotOfTheTable = ["scan-id-reused", "waits-for-supervisor", "wipe-had-errors", "wipe-not-finished"];

    private static readonly Lazy<ImmutableArray<Case>> Asked = new(Hear);

    private static readonly Lazy<ImmutableArray<Witness>> Witnesses = new(() => [.. Asked.Value.SelectMany(Of)]);

    private static IEnumerable<string> Guards => TransitionTable.Rows.SelectMany(row => row.GuardNames.Select(name => NameOf(row, name)));

    [Fact]
    public void The_table_names_each_guard_of_a_row_once() => Assert.Equal(Guards.Distinct(StringComparer.Ordinal), Guards);

    [Fact]
    public void Without_any_one_guard_some_example_would_be_carried_out_that_only_it_refuses() => Lists(
        [], Guards.Except(Foundations).Except(Witnesses.Value.Where(witness => witness.Without is Then.Accepts).Select(witness => witness.Guard)));

    [Fact]
    public void A_guard_that_the_others_stand_on_is_refused_by_nobody_else_and_breaks_the_row_when_it_is_gone() => Lists(
        Foundations, Witnesses.Value.GroupBy(witness => witness.Guard, StringComparer.Ordinal).Where(one => one.All(witness => witness.Without is Then.Breaks)).Select(one => one.Key));

    [Fact]
    public void What_one_guard_alone_refuses_is_answered_with_the_reason_of_precisely_that_guard() => Assert.All(Witnesses.Value, witness =>
    {
        var about = witness.About;
        var decision = MachineDecision.Decide(about.Machine, about.Id, about.Scan, about.Caller, about.Circumstances, about.Now);

        Assert.Equal((witness.Guard, witness.Code), (witness.Guard, MachineDecision.ReasonOf(decision)?.Code));
    });

    [Fact]
    public void Every_code_with_which_the_table_refuses_is_heard_in_the_examples()
    {
        var heard = Asked.Value
            .Select(about => MachineDecision.Decide(about.Machine, about.Id, about.Scan, about.Caller, about.Circumstances, about.Now))
            .SelectMany(decision => decision is Accept<MachineEvent> accepted
                ? accepted.Events.Select(fact => Encoding.UTF8.GetString(EventCatalog<MachineEvent>.Write(fact)))
                : [$"\"{MachineDecision.ReasonOf(decision)!.Code}\""])
            .ToHashSet(StringComparer.Ordinal);
        var written = CodesInSource.Under("silo/Ordi2.Domain/Machines").Select(made => made.Code).Distinct(StringComparer.Ordinal);

        // A refusal is the code itself; what a fact says of it (why a scan waits, what was noticed) stands in the fact.
        Lists(NotOfTheTable, written.Where(code => !heard.Any(said => said.Contains($"\"{code}\"", StringComparison.Ordinal))));
    }

    private static void Lists(string[] expected, IEnumerable<string> actual)
    {
        string[] found = [.. actual];
        var wrong = found.Except(expected).Select(one => $"not listed: {one}").Concat(expected.Except(found).Select(one => $"no longer so: {one}")).ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    /// <summary>Every question that the examples ask.</summary>
    private static ImmutableArray<Case> Hear()
    {
        var heard = ImmutableArray.CreateBuilder<Case>();
        Story.Listener.Value = heard.Add;

        try
        {
            foreach (var example in typeof(GuardWitnessTests).Assembly.GetTypes().Where(type => type.Namespace == typeof(GuardWitnessTests).Namespace && type.Name.EndsWith("Examples", StringComparison.Ordinal)))
            {
                foreach (var method in example.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
                {
                    object?[][] calls = method.GetCustomAttribute<TheoryAttribute>() is null ? [[]] : [.. method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method))];

                    foreach (var arguments in calls)
                    {
                        method.Invoke(Activator.CreateInstance(example), arguments);
                    }
                }
            }
        }
        finally
        {
            Story.Listener.Value = null;
        }

        return heard.ToImmutable();
    }

    /// <summary>A case that one guard alone refuses, and what would come of it without that guard.</summary>
    private static IEnumerable<Witness> Of(Case about)
    {
        if (GuardedRow.For(about) is not { } row)
        {
            yield break;
        }

        var guarded = GuardedRow.Of(row);
        var answers = guarded.Each(about);
        var names = row.GuardNames.ToArray();

        if (answers.Count(answer => answer.Refusal is not null) == 1)
        {
            var guard = Array.FindIndex(answers, answer => answer.Refusal is not null);
            yield return new(NameOf(row, names[guard]), answers[guard].Refusal!.Code, about, Carried(guarded.Without(guard), about));
        }
    }

#pragma warning disable CA1031 // Whatever breaks without its guard is what is looked for.
    private static Then Carried(Transition row, Case about)
    {
        try
        {
            return row.Check(about) is null && !row.Effect(about).IsDefault ? Then.Accepts : Then.Refuses;
        }
        catch (Exception)
        {
            return Then.Breaks;
        }
    }
#pragma warning restore CA1031

    private static string NameOf(Transition row, string guard) => $"{row.Number} {row.Step}: {guard}";

    private enum Then
    {
        Accepts,
        Refuses,
        Breaks,
    }

    private sealed record Witness(string Guard, string Code, Case About, Then Without);
}
