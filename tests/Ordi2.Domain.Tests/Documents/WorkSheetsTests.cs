using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Documents;

public sealed class WorkSheetsTests
{
    private static readonly MachineId Label = new("H4T9CXB");

    private static readonly HardwareAudit Audit = new() { Evidence = new("manual", string.Empty), Maker = "Dell", Model = "Latitude 5490", Serial = "DL-1", Type = DeviceType.Laptop };

    private static readonly MachineEvent[] Day =
    [
        new DeviceReceived(null, DeviceType.Laptop, "DL-1", Pole.Id, Restrictions.None, 1),
        new DeviceTriaged(Route.Reuse, true, "1") { Defects = ["keys"] },
        new AuditRecorded(Audit, Profile.Office),
        new RepairOpened(MachineStatus.Wiped, ["screen"]),
        new PartRequested("screen"),
        new PartFitted(new("P-1"), "screen", null, null, MediumState.Dirty),
        new RepairClosed(MachineStatus.Wiped, true),
        new QcPassed(Grade.B, true, true, []),
        new Requalified("trop longtemps en stock"),
    ];

    [Fact]
    public void Each_sheet_has_the_next_number_of_its_machine_kind_by_kind() => Assert.Equal(
        ["DT-H4T9CXB-001", "FT-H4T9CXB-001", "FR-H4T9CXB-001", "FR-H4T9CXB-002", "FC-H4T9CXB-001", "FT-H4T9CXB-002"],
        Sheets(Day).Select(sheet => sheet.Id.Text));

    [Fact]
    public void A_sheet_says_what_the_fact_says_and_who_did_it_and_its_hash_is_of_its_content()
    {
        var sheets = Sheets(Day);
        Assert.All(sheets, sheet => Assert.Equal(
            (DocumentStatus.Sealed, Workshop.Id, DocumentDecisions.HashOf(sheet.Content)), (sheet.Status, sheet.Issuer, sheet.Sha256)));
        Assert.All(sheets, sheet => Assert.Equal(("machine/H4T9CXB", Pole.Id), (Assert.Single(sheet.About), Assert.Single(sheet.Readers))));
        Assert.Equal(("REUSE", "keys"), (Said(sheets[0]).GetProperty("route").GetString(), Said(sheets[0]).GetProperty("defects")[0].GetString()));
        Assert.Equal("Latitude 5490", Said(sheets[1]).GetProperty("audit").GetProperty("model").GetString());
        Assert.Equal(("screen", "screen", "P-1"), (Said(sheets[3]).GetProperty("defects")[0].GetString(), Said(sheets[3]).GetProperty("asked")[0].GetString(), Said(sheets[3]).GetProperty("fitted")[0].GetProperty("part").GetString()));
        Assert.Equal("B", Said(sheets[4]).GetProperty("grade").GetString());
    }

    [Fact]
    public void Of_what_the_machine_does_not_have_the_control_sheet_says_neither_that_it_works_nor_that_it_fails()
    {
        var sheet = Assert.Single(Sheets([new QcPassed(Grade.B, true, true, [new("screen", true), new("camera", false) { NotApplicable = true }])]));

        // The first is written as it always was: sheets that were made keep their hash.
        Assert.Equal("""[{"name":"screen","passed":true},{"name":"camera","notApplicable":true}]""", Said(sheet).GetProperty("lines").GetRawText());
    }

    [Fact]
    public void What_comes_later_changes_no_sheet_that_was_made()
    {
        var early = Sheets(Day[..3]);
        Assert.Equal(early.Select(sheet => (sheet.Id, sheet.Sha256)), Sheets(Day).Take(early.Length).Select(sheet => (sheet.Id, sheet.Sha256)));
    }

    [Fact]
    public void A_fact_that_was_corrected_voids_its_sheet_and_its_number_stays()
    {
        MachineEvent[] taken = [.. Day[..2], new EventCorrected(2, "mauvaise machine")];
        Assert.Equal([("DT-H4T9CXB-001", DocumentStatus.Cancelled, "mauvaise machine")], Sheets(taken).Select(sheet => (sheet.Id.Text, sheet.Status, sheet.Reason)));
    }

    [Fact]
    public void The_sheet_of_the_step_done_again_stands_in_the_place_of_the_void_one_also_when_it_is_void_in_its_turn()
    {
        var sheets = Sheets(
        [
            .. Day[..2],
            new EventCorrected(2, "mauvaise machine"),
            new DeviceTriaged(Route.Parts, false, "1"),
            new EventCorrected(4, "encore une erreur"),
            new DeviceTriaged(Route.Reuse, false, "1"),
        ]);

        Assert.Equal(
            [
                ("DT-H4T9CXB-001", DocumentStatus.Replaced, null, "DT-H4T9CXB-002", "mauvaise machine"),
                ("DT-H4T9CXB-002", DocumentStatus.Replaced, "DT-H4T9CXB-001", "DT-H4T9CXB-003", "encore une erreur"),
                ("DT-H4T9CXB-003", DocumentStatus.Sealed, "DT-H4T9CXB-002", null, null),
            ],
            sheets.Select(sheet => (sheet.Id.Text, sheet.Status, sheet.Replaces?.Text, sheet.ReplacedBy?.Text, sheet.Reason)));
    }

    [Theory]
    [InlineData("DT-H4T9CXB-001", "H4T9CXB")]
    [InlineData("FT-box-7-1000", "box-7")]
    [InlineData("CE-2027-000001-workshop", null)]
    [InlineData("DT-H4T9CXB-01", null)]
    [InlineData("DT-H4T9CXB-1x1", null)]
    [InlineData("DT--001", null)]
    [InlineData("DT-001", null)]
    [InlineData("", null)]
    public void A_number_says_whether_it_is_one_of_a_sheet_and_of_which_machine(string number, string? machine) =>
        Assert.Equal(machine, WorkSheets.MachineOf(new DocumentId(number))?.Text);

    [Fact]
    public void The_answers_of_a_machine_count_its_sheets_as_its_history_does()
    {
        var book = new AnswerBook();
        var history = History(Day);
        var numbers = history.Select(one => (one.Event, Number: book.Note(one, Machine.Unknown)))
            .Where(one => one.Number is not null)
            .Select(one => WorkSheets.Number(WorkSheets.KindOf(one.Event)!.Value, Label, one.Number!.Value));

        Assert.Equal(Sheets(Day).Select(sheet => sheet.Id), numbers);
    }

    private static ImmutableArray<Recorded<MachineEvent>> History(MachineEvent[] facts) =>
        [.. facts.Select((fact, i) => new Recorded<MachineEvent>(i + 1, fact, new(Now.AddHours(i), Now.AddHours(i), new("person-1"), Workshop.Id, new("bench-1"), new Guid(i + 1, 0, 0, new byte[8]))))];

    private static ImmutableArray<DocumentTerms> Sheets(MachineEvent[] facts) => WorkSheets.Of(Label, History(facts));

    private static JsonElement Said(DocumentTerms sheet) => JsonDocument.Parse(sheet.Content).RootElement.GetProperty("sheet");
}
