using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Documents;

/// <summary>What a correction means for the documents of the step that it takes back, and for those of the step done again.</summary>
public sealed class VoidPapersTests
{
    private static readonly MachineId Label = new("H4T9CXB");

    private static readonly MachineEvent[] Wiping =
    [
        new DeviceReceived(null, DeviceType.Laptop, "DL-1", Pole.Id, Contracts.Donations.Restrictions.None, 1),
        new DeviceTriaged(Route.Reuse, true, "1"),
        new AuditRecorded(new() { Evidence = new("manual", string.Empty), Media = [new("WD-1", MediumKind.Hdd, 500), new("WD-2", MediumKind.Hdd, 500)] }, Profile.Office),
        new WipeStarted(WipeMethod.Overwrite, ["WD-1", "WD-2"]),
    ];

    [Fact]
    public void What_was_never_corrected_voids_nothing()
    {
        var papers = Of([.. Wiping, Wiped("WD-1", "WD-2")]);

        Assert.False(papers.IsVoid(5));
        Assert.Empty(papers.TakenBackBy(5));
    }

    [Fact]
    public void A_correction_takes_back_the_documents_of_its_step_and_those_of_what_followed_from_it()
    {
        var papers = Of([.. Wiping, Wiped("WD-1", "WD-2"), new EventCorrected(5, "mauvaise machine")]);

        Assert.True(papers.IsVoid(5));
        Assert.False(papers.IsVoid(4));
        Assert.Equal(5, Assert.Single(papers.TakenBackBy(6)).Fact.Seq);
        Assert.Equal(MachineStatus.Wiped, papers.TakenBackBy(6)[0].After.Status);
    }

    [Fact]
    public void The_certificate_of_the_same_medium_stands_in_the_place_of_the_void_one()
    {
        var papers = Of([.. Wiping, Wiped("WD-1", "WD-2"), new EventCorrected(5, "mauvais rapport"), Wiped("WD-2", "WD-1")]);

        Assert.Equal("machine/H4T9CXB/5/1", InPlaceOf(papers, "machine/H4T9CXB/7/0"));
        Assert.Equal("machine/H4T9CXB/5/0", InPlaceOf(papers, "machine/H4T9CXB/7/1"));
        Assert.Null(InPlaceOf(papers, "machine/H4T9CXB/5/0"));
    }

    [Fact]
    public void A_step_that_is_corrected_a_second_time_is_followed_from_one_document_to_the_next()
    {
        MachineEvent[] twice = [.. Wiping, Wiped("WD-1"), new EventCorrected(5, "mauvais rapport"), Wiped("WD-1"), new EventCorrected(7, "encore"), Wiped("WD-1")];
        var papers = Of(twice);

        Assert.Equal("machine/H4T9CXB/5/0", InPlaceOf(papers, "machine/H4T9CXB/7/0"));
        Assert.Equal("machine/H4T9CXB/7/0", InPlaceOf(papers, "machine/H4T9CXB/9/0"));
        Assert.Equal([5, 7], new[] { papers.TakenBackBy(6)[0].Fact.Seq, papers.TakenBackBy(8)[0].Fact.Seq });

        // What it said then does not depend on what came later.
        Assert.Equal("machine/H4T9CXB/5/0", InPlaceOf(Of(twice[..7]), "machine/H4T9CXB/7/0"));
    }

    [Fact]
    public void A_loss_that_was_taken_back_is_not_the_loss_of_next_year()
    {
        MachineEvent[] found = [.. Wiping[..2], new WentMissing("inventaire"), new EventCorrected(3, "retrouvée")];

        Assert.Equal("machine/H4T9CXB/3", InPlaceOf(Of([.. found, new WasStolen("PV-1")]), "machine/H4T9CXB/5"));
        Assert.Null(InPlaceOf(Of([.. found, new DeviceTriaged(Route.Parts, true, "1"), new WentMissing("inventaire")]), "machine/H4T9CXB/6"));
    }

    private static string? InPlaceOf(VoidPapers papers, string purpose) =>
        papers.InItsPlace(new() { Purpose = purpose, At = Now, Render = new(DocumentKind.ErasureCertificate, Workshop.Id, "t", "1", "{}") }).InPlaceOf?.Purpose;

    private static MediaWiped Wiped(params string[] serials) => new(
        [.. serials.Select(serial => new WipeResult(serial, MediumState.Cleared, new() { Evidence = new("nwipe", new string('a', 64)), Serial = serial, Succeeded = true, Verified = true }, null))]);

    private static VoidPapers Of(MachineEvent[] facts) => VoidPapers.Of(
        Label,
        [
            .. facts.Select((fact, i) => new Recorded<MachineEvent>(
                i + 1, fact, new(Now.AddHours(i), Now.AddHours(i), new("person-1"), Workshop.Id, new("bench-1"), new Guid(i + 1, 0, 0, new byte[8])))),
        ]);
}
