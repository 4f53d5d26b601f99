using System.Text;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Tests.Machines;

namespace Ordi2.Domain.Tests.Access;

/// <summary>Who may do what, cell by cell, asked of the real decision: step, role, and how the caller stands to the machine.</summary>
public sealed class RightsTests
{
    private enum Relation
    {
        Holder,
        Consignee,
        Stranger,
        Pole,
    }

    private static readonly Role[] Roles = [.. Enum.GetValues<Role>().Where(role => role != Role.None)];

    [Fact]
    public void Rights_are_the_ones_that_were_reviewed() => CheckedIn.Compare("tests/Ordi2.Domain.Tests/Access/Rights.txt", Print());

    [Fact]
    public void The_decision_gives_what_the_table_says_in_every_cell()
    {
        var wrong =
            from row in TransitionTable.Rows
            from status in row.From.Each()
            let story = Samples.At(status)
            from role in Enum.GetValues<Role>()
            from relation in RelationsTo(story.Machine)
            let expected = Expected(row, story.Machine, role, relation)
            let actual = Actual(row, story, role, relation)
            where expected is null ? actual is "role-may-not" or "held" or "has it" or "machine-of-another-pole" : actual != expected
            select $"{row.Step} on {status.Code()} by {role.Code()} as {relation}: {actual}, not {expected ?? "allowed"}";

        Assert.Empty(wrong.Take(20));
    }

    [Fact]
    public void A_role_that_the_step_never_has_is_not_told_what_state_the_machine_is_in()
    {
        Story[] machines = [.. Enum.GetValues<MachineStatus>().Select(Samples.At)];

        foreach (var (type, command) in Samples.Commands)
        {
            var rows = TransitionTable.Of(type);

            foreach (var role in Enum.GetValues<Role>().Where(role => !rows.Any(row => row.Roles.Has(role))))
            {
                var caller = Who.Usual(role);
                Assert.All(machines, machine => machine.RefusedAs("role-may-not", caller, command));
            }
        }
    }

    /// <summary>What the columns « who » and custody of the table mean, said once more and apart from the decision; nothing when both allow it.</summary>
    private static string? Expected(Transition row, Machine machine, Role role, Relation relation)
    {
        // The pole of the machine decides; a coordinator anywhere else does not, at whatever status the step is open to coordinators.
        if (role == Role.Coordinator && relation != Relation.Pole && machine.Pole is not null && TransitionTable.Of(row.Command).Any(one => one.Roles.Has(role)))
        {
            return "machine-of-another-pole";
        }

        if (!row.Roles.Has(role))
        {
            return "role-may-not";
        }

        return (row.Custody, relation) switch
        {
            (CustodyRule.Holder, not Relation.Holder) when role == Role.System && machine.Custody is not null => null,
            (CustodyRule.Holder, not Relation.Holder) => "held",
            (CustodyRule.Consignee, not Relation.Consignee) => "held",
            (CustodyRule.NotHolder, Relation.Holder) => "has it",

            // The stranger here is another workshop of the same pole: a machine may come back to any of these (a real stranger: ReturnExamples).
            _ => null,
        };
    }

    private static string Actual(Transition row, Story story, Role role, Relation relation)
    {
        var caller = Who.Usual(role).At(OrganisationOf(relation, story.Machine));

        return story.Ask(caller, Samples.Commands[row.Command]) switch
        {
            Refuse<MachineEvent> { Reason: { Code: "already-in-your-custody" } } => "has it",
            Refuse<MachineEvent> { Reason: { Kind: RefusalKind.Forbidden } reason } => reason.Code,
            Accept<MachineEvent> { Events: [ScanHeld { Reason.Code: "correction-by-supervisor" }, ..] } => "calls",
            Accept<MachineEvent> { Events: [ScanHeld, ..] } => "held",
            _ => "may",
        };
    }

    private static IEnumerable<Relation> RelationsTo(Machine machine) => Enum.GetValues<Relation>().Where(relation => relation switch
    {
        Relation.Holder => machine.Custody is not null,
        Relation.Consignee => machine.Consignee is not null,
        _ => true,
    });

    private static OrganisationId OrganisationOf(Relation relation, Machine machine) => relation switch
    {
        Relation.Holder => machine.Custody!.Holder,
        Relation.Consignee => machine.Consignee!.Value,
        Relation.Pole => World.Pole,
        _ => World.OtherWorkshop,
    };

    private static string Print()
    {
        var text = new StringBuilder(
            """
            Who may do what, as the program answers. For each row of the transitions and its first status:
            a line for each group of roles with the same answers, as holder of the machine, consignee, stranger, and in the
            organisation of its pole. Roles that are not named may not do the step at all.
            may: as far as rights go (guards on the facts may still say no); held: kept for a person, « mauvaise garde »;
            a code: the refusal that a guard on rights gives.

            """);

        foreach (var row in TransitionTable.Rows)
        {
            var status = row.From.Each().FirstOrDefault(status => status != MachineStatus.None);
            var story = Samples.At(status);
            var relations = RelationsTo(story.Machine).ToArray();
            text.Append('\n').Append(row.Number.PadRight(5)).Append(row.Step).Append(" on ").Append(status == MachineStatus.None ? "a new label" : status.Code()).Append('\n');

            foreach (var group in Roles
                .Select(role => (Role: role, Cells: string.Join("; ", relations.Select(relation => $"{Said(relation)} {Actual(row, story, role, relation)}"))))
                .GroupBy(one => one.Cells, one => one.Role)
                .Where(group => !relations.All(relation => group.Key.Contains($"{Said(relation)} role-may-not", StringComparison.Ordinal))))
            {
                text.Append("     ").Append(string.Join(" ", group.Select(role => role.Code()))).Append(": ").Append(group.Key).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Said(Relation relation) => relation switch
    {
        Relation.Holder => "holder",
        Relation.Consignee => "consignee",
        Relation.Pole => "pole",
        _ => "stranger",
    };
}
