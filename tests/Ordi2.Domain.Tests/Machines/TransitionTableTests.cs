using System.Text;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

public sealed class TransitionTableTests
{
    [Fact]
    public void The_table_is_the_one_that_was_reviewed() =>
        CheckedIn.Compare("tests/Ordi2.Domain.Tests/Machines/TransitionTable.txt", Print());

    [Fact]
    public void A_status_fits_at_most_one_row_of_a_step()
    {
        var twice =
            from row in TransitionTable.Rows
            from status in row.From.Each()
            group row.Number by (row.Step, status) into rows
            where rows.Count() > 1
            select $"{rows.Key.Step} from {rows.Key.status}: {string.Join(" and ", rows)}";

        Assert.Empty(twice);
    }

    [Fact]
    public void Every_step_has_a_row_and_every_row_a_step() =>
        Assert.Equal(CommandCatalog<MachineCommand>.Steps.Order(), TransitionTable.Rows.Select(row => row.Step).Distinct().Order());

    [Fact]
    public void All_forty_transitions_of_the_specification_are_there() => Assert.Superset(
        Enumerable.Range(1, 40).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(),
        TransitionTable.Rows.Select(row => row.Number).ToHashSet());

    [Fact]
    public void Nobody_may_do_a_step_in_no_role() => Assert.DoesNotContain(TransitionTable.Rows, row => row.Roles.Has(Role.None));

    private static string Print()
    {
        var text = new StringBuilder(
            """
            The transitions of a machine, one row each: domain.md 4.3, with what 4.4 and 12.4 add (a letter or +).
            From and to are statuses (- is a label that nothing is known of); « stays » changes no status.

            """);

        foreach (var row in TransitionTable.Rows)
        {
            text.Append('\n').Append(row.Number.PadRight(5)).Append(row.Step).Append('\n');
            Line("from", From(row));
            Line("to", row.To.IsEmpty ? "stays" : string.Join(" or ", row.To.Select(Code)));
            Line("roles", string.Join(" ", row.Roles.Each().Select(role => role.Code())));
            Line("custody", row.Custody switch
            {
                CustodyRule.Anyone => "anyone",
                CustodyRule.Holder => "holder",
                CustodyRule.Consignee => "consignee of the delivery",
                CustodyRule.NotHolder => "not the holder",
                _ => row.Custody.ToString(),
            });
            Line("blocked by", row.BlockedBy == HoldSet.All ? "every hold" : string.Join(" ", row.BlockedBy.Each().Select(hold => hold.Code())));
            Line("guards", string.Join(", ", row.GuardNames));
            Line("documents", string.Join(" ", row.Documents));
        }

        return text.ToString();

        void Line(string name, string value)
        {
            if (value.Length > 0)
            {
                text.Append("     ").Append(name.PadRight(11)).Append(value).Append('\n');
            }
        }
    }

    private static string From(Transition row)
    {
        var others = Enum.GetValues<MachineStatus>().Where(status => !row.From.Has(status)).Select(Code).ToArray();
        return others.Length switch
        {
            0 => "every status, and -",
            < 9 => $"every status but {string.Join(" ", others)}",
            _ => string.Join(" ", row.From.Each().Select(Code)),
        };
    }

    private static string Code(MachineStatus status) => status == MachineStatus.None ? "-" : status.Code();
}
