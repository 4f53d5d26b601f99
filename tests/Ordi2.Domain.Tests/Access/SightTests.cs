using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Tests.Aggregates;

namespace Ordi2.Domain.Tests.Access;

/// <summary>The two tables of rights: who may see what, and who may do what.</summary>
public sealed class SightTests
{
    private static readonly Role[] Roles = [.. Enum.GetValues<Role>().Where(role => role is not Role.None)];

    private static readonly IReadOnlyList<string> Kinds = [.. SightTable.Rows.Select(row => row.Kind).Distinct()];

    [Fact]
    public void Who_sees_what_and_who_does_what_is_what_was_agreed_cell_by_cell() =>
        Printed.Equals("tests/Ordi2.Domain.Tests/Access/SeeAndDo.txt", [.. See(), string.Empty, .. Do()]);

    [Fact]
    public void Every_kind_of_thing_has_its_lines_in_the_table()
    {
        string[] known = [.. AggregateKinds().Select(kind => kind.Name), "machine"];

        Assert.Empty(known.Except(Kinds));
        Assert.Throws<ArgumentException>(() => Sights.Of("a kind that nobody wrote lines for", Role.Coordinator, RelationSet.None));
    }

    [Fact]
    public void The_fields_that_are_shown_are_fields_of_the_thing()
    {
        foreach (var (name, terms) in AggregateKinds())
        {
            var fields = terms.GetProperties().Select(field => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.Name)).ToHashSet(StringComparer.Ordinal);
            Assert.Empty(SightTable.Rows.Where(row => row.Kind == name).SelectMany(row => row.Shows).Except(fields));
        }
    }

    [Fact]
    public void Nobody_sees_anything_without_a_role_or_without_a_relation()
    {
        foreach (var kind in Kinds.Where(kind => kind is not "board-national"))
        {
            // A station at which nobody works shows the board of its organisation, and nothing else.
            Assert.Equal(kind is not "board-organisation", Sights.Of(kind, Role.None, new(long.MaxValue)).IsNothing);
            Assert.All(Roles.Where(role => role is not Role.System), role => Assert.True(Sights.Of(kind, role, RelationSet.None).IsNothing));
        }
    }

    [Fact]
    public void A_station_by_itself_sees_no_board_but_that_of_its_own_organisation() =>
        Assert.Equal(
            [Relation.Itself],
            Enum.GetValues<Relation>().Where(relation => !Sights.Of("board-organisation", Role.None, RelationSet.Of(relation)).IsNothing));

    [Fact]
    public void An_organisation_that_is_several_things_at_once_sees_the_sum_of_them()
    {
        // A pole that is also an EPN, and files a dossier: as animator by the EPN's lines, as coordinator by the pole's.
        var dossier = Party.Each((Relation.ItsEpn, new("pole")), (Relation.ItsPartner, new("club")), (Relation.ItsPole, new("pole")));
        var pole = RelationSet.Of(dossier, new OrganisationId("pole"));

        Assert.Equal(2, pole.Count);
        Assert.True(Sights.Of("dossier", Role.Animator, pole).IsAll);
        Assert.True(Sights.Of("dossier", Role.Coordinator, pole).IsAll);
        Assert.True(Sights.Of("dossier", Role.Partner, pole).IsNothing);
        Assert.True(Sights.Of("dossier", Role.Coordinator, RelationSet.Of(dossier, new OrganisationId("club"))).IsNothing);
    }

    [Fact]
    public void A_donor_sees_fate_and_restrictions_and_nobody_of_the_partner()
    {
        var seen = Sights.Of("machine", Role.Donor, RelationSet.Of(Relation.ItsDonor));

        Assert.Equal(Sight.Summary, seen.Sight);
        Assert.All((string[])["status", "statusSince", "type", "serial", "donation"], field => Assert.True(seen.Shows(field)));
        Assert.All((string[])["holder", "owner", "dossier", "loan", "delivery", "site"], field => Assert.False(seen.Shows(field)));
        Assert.True(Sights.Of("donation", Role.Donor, RelationSet.Of(Relation.ItsDonor)).Shows("restrictions"));
    }

    [Fact]
    public void Nothing_is_picked_out_of_a_list_by_what_the_list_does_not_show()
    {
        var rules = FilterSight.Of("call", Role.Animator);
        var pole = FilterSight.Of("call", Role.Coordinator);

        Assert.NotEmpty(rules);
        Assert.All(rules.Where(line => !line.Seer.Has(Relation.ItsJury)), line => Assert.Equal((RelationSet.Of(Relation.Itself, Relation.ItsPole), false, false), (line.Named, line.About, line.Due)));
        Assert.Contains(pole, line => line.Seer.Has(Relation.ItsPole) && line.Named.Has(Relation.ItsEpn) && line.About && line.Due);
        Assert.Contains(FilterSight.Of("document", Role.Driver), line => line.About && !line.Named.Has(Relation.ItsReader));
        Assert.Empty(FilterSight.Of("audit", Role.Donor));
    }

    [Fact]
    public void Every_line_shows_the_state_that_every_list_may_be_filtered_by() =>
        Assert.Empty(SightTable.Rows.Where(row => row.Sight is not Sight.All && !row.Shows.Contains("status")));

    private static IEnumerable<(string Name, Type Terms)> AggregateKinds() => typeof(Domain.Aggregates.Kinds).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Kind<,,,>))
        .Select(field => ((string)field.FieldType.GetProperty("Name")!.GetValue(field.GetValue(null))!, field.FieldType.GetGenericArguments()[3]));

    private static IEnumerable<string> See()
    {
        yield return "WHO MAY SEE WHAT. A line for each kind, role and relation of the caller's organisation to the thing.";
        yield return "Where no line stands: not even that it exists; the answer is that of a thing that is not there. SYSTEM sees all.";
        yield return string.Empty;

        foreach (var kind in Kinds)
        {
            foreach (var role in Roles.Where(role => role is not Role.System))
            {
                foreach (var relation in Enum.GetValues<Relation>())
                {
                    var seen = Sights.Of(kind, role, RelationSet.Of(relation));

                    if (!seen.IsNothing)
                    {
                        yield return $"{kind,-18} {role.Code(),-11} {relation,-12} {Said(seen.Sight)}{(seen.IsAll ? "" : $": {string.Join(' ', seen.Fields)}")}";
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Do()
    {
        yield return "WHO MAY DO WHAT. A line for each kind, step and role, with the relations that count; (any): whatever it is to the thing.";
        yield return "For machines, the second column is the custody that a step asks for; somebody else's scan is held for a person.";
        yield return string.Empty;

        foreach (var (kind, step, rights) in Lives())
        {
            foreach (var role in rights.GroupBy(right => right.Role).OrderBy(group => group.Key))
            {
                yield return $"{kind,-18} {step,-26} {role.Key.Code(),-11} {string.Join(' ', role.Select(right => right.Relation is Relation.Anybody ? "(any)" : right.Relation.ToString()))}";
            }
        }

        foreach (var row in TransitionTable.Rows)
        {
            yield return $"{"machine",-18} {row.Step,-26} {row.Number,-5} {row.Custody,-10} {string.Join(' ', Roles.Where(row.Roles.Has).Select(role => role.Code()))}";
        }
    }

    private static IEnumerable<(string Kind, string Step, ImmutableArray<Right> Rights)> Lives() =>
        from type in typeof(Domain.Aggregates.Kinds).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Life<>)
        let life = field.GetValue(null)!
        orderby (string)Of(life, "Kind")
        from rule in ((IEnumerable)Of(life, "Rules")).Cast<object>()
        select ((string)Of(life, "Kind"), (string)Of(rule, "Step"), (ImmutableArray<Right>)Of(rule, "Rights"));

    private static object Of(object instance, string property) => instance.GetType().GetProperty(property)!.GetValue(instance)!;

    private static string Said(Sight sight) => sight switch
    {
        Sight.Existence => "knows of it",
        Sight.Summary => "summary",
        Sight.All => "all",
        _ => "nothing",
    };
}
