using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Documents;

public sealed class MachinePapersTests
{
    private static readonly Provenance From = new(Now.AddHours(-1), Now, new("person-1"), Workshop.Id, new("bench-1"), null);

    private static readonly DonationTerms Gift = new() { Id = new("D-1"), Donor = Donor.Id, Pole = Pole.Id };

    private static readonly WipeReport Report = new()
    {
        Evidence = new("nwipe", new string('a', 64)),
        Serial = "WD-1",
        Method = WipeMethod.Overwrite,
        Tool = "nwipe 0.37",
        Succeeded = true,
        Verified = true,
        RoundsRequested = 1,
        RoundsCompleted = 1,
        BytesErased = 500,
        SizeBytes = 500,
        StartedAt = Now.AddHours(-2),
        EndedAt = Now.AddHours(-1),
        Model = "WDC WD5000",
        Prng = "Isaac64",
        Hidden = HiddenAreas.Absent,
        VerifyPass = VerifyPass.LastPass,
        ErrorsBy = new(0, 0, 0),
        Steps = [new(WipeStepKind.Zero, Now.AddHours(-2), Now.AddHours(-1))],
    };

    [Fact]
    public void The_return_inspection_is_signed_by_who_takes_back_and_waits_for_the_signature_of_who_gives_back()
    {
        ReturnReceived came = new(MachineStatus.Received, MediaDirty: true, "charnière cassée", ChargerPresent: false, null) { GivenBackBy = Partner.Id };
        var order = Assert.Single(MachinePapers.Of(new("B7N2KDR"), Machine.Unknown, new Recorded<MachineEvent>(7, came, From), Gift, Workshop));

        Assert.Equal([new Signatory(Partner.Id, Role.Partner)], order.Render.Signatories.AsEnumerable());
        Assert.Contains(Partner.Id, order.Render.Readers);
        using var content = JsonDocument.Parse(order.Render.Content);
        var signature = Assert.Single(content.RootElement.GetProperty("signatures").EnumerateArray());
        Assert.Equal((Workshop.Id.Text, PaperSignature.ByAccount), (signature.GetProperty("organisation").GetString(), signature.GetProperty("how").GetString()));

        // What nobody of another organisation gave back has one signature.
        Assert.Empty(Assert.Single(MachinePapers.Of(new("B7N2KDR"), Machine.Unknown, new Recorded<MachineEvent>(7, came with { GivenBackBy = null }, From), Gift, Workshop)).Render.Signatories);
    }

    [Fact]
    public void What_is_handed_over_and_what_comes_back_names_the_dossier_and_the_allocation()
    {
        var after = Allocated(new("AL-1"));
        PlacedWithPartner placed = new(new("PR-1"), Epn.Id, Partner.Id, "referent", false);

        Assert.All([placed, new ReturnRequested(ReturnKind.EndOfLoan), new GivenBackUnplaced("personne")], (MachineEvent fact) => Assert.Equal(("DO-1", "AL-1"), Named(after, fact)));

        // Taken by its scan, and not by an allocation: there is no number of one.
        Assert.Equal(("DO-1", null), Named(Allocated(null), placed));
        Assert.Equal((null, null), Named(Machine.Unknown, placed));

        static Machine Allocated(AllocationId? by) => Machine.Fold([new(1, new MachineAllocated(new("DO-1"), 0, Epn.Id, Partner.Id, by), From)]);

        static (string? Dossier, string? Allocation) Named(Machine after, MachineEvent fact)
        {
            using var content = JsonDocument.Parse(Assert.Single(MachinePapers.Of(new("B7N2KDR"), after, new Recorded<MachineEvent>(7, fact, From), Gift, Workshop)).Render.Content);
            return (Of("dossier"), Of("allocation"));

            string? Of(string name) => content.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
    }

    [Fact]
    public void Each_medium_that_was_wiped_has_a_certificate_of_its_own_that_says_who_how_and_with_what()
    {
        var orders = Made(new MediaWiped([new("WD-1", MediumState.Cleared, Report, null), new("SSD-2", MediumState.Purged, Report with { Serial = "SSD-2" }, null)]));

        Assert.Equal(["machine/M1/7/0", "machine/M1/7/1"], orders.Select(order => order.Purpose));
        Assert.Equal(["CLEAR", "PURGE"], orders.Select(order => Content(order).GetProperty("category").GetString()));
        var content = Content(orders[0]);
        Assert.All(
            (string[])["host", "performed", "customer", "medium", "category", "method", "tool", "startedAt", "endedAt", "durationSeconds", "roundsRequested", "roundsCompleted", "prng", "verifyPass", "verified", "errors", "errorsBy", "steps", "bytesErased", "result", "evidence"],
            field => Assert.True(content.TryGetProperty(field, out _), field));
        Assert.Equal((3600, "WD-1", "donor"), (content.GetProperty("durationSeconds").GetInt32(), content.GetProperty("medium").GetProperty("serial").GetString(), content.GetProperty("customer").GetString()));
        Assert.Equal(("ABSENT", "WDC WD5000"), (content.GetProperty("medium").GetProperty("hiddenAreas").GetString(), content.GetProperty("medium").GetProperty("model").GetString()));
        Assert.Equal(("ZERO", "INFO"), (content.GetProperty("steps")[0].GetProperty("kind").GetString(), content.GetProperty("steps")[0].GetProperty("severity").GetString()));
        Assert.Equal([Donor.Id, Pole.Id], orders[0].Render.Readers.AsEnumerable());
        Assert.Equal(new Signatory(Workshop.Id, Role.Supervisor), Assert.Single(orders[0].Render.Signatories));
        Assert.Equal(["machine/M1", "donation/D-1"], orders[0].Render.About.AsEnumerable());
        Assert.Equal(Now, orders[0].At);
    }

    [Fact]
    public void What_nobody_knows_of_a_wipe_that_was_noted_by_hand_is_left_out_of_its_certificate()
    {
        var noted = new WipeReport { Evidence = new("manual", string.Empty), Serial = "WD-1", Method = WipeMethod.Overwrite, Tool = "nwipe 0.37", Succeeded = true, Verified = true };

        var content = Content(Assert.Single(Made(new MediaWiped([new("WD-1", MediumState.Cleared, noted, null)]))));

        Assert.All((string[])["roundsRequested", "roundsCompleted", "bytesErased", "sizeSeenByTool", "startedAt"], field => Assert.False(content.TryGetProperty(field, out _), field));
        Assert.Equal("""{"format":"manual"}""", content.GetProperty("evidence").GetRawText());
        Assert.Equal(0, content.GetProperty("errors").GetInt32());
    }

    [Fact]
    public void A_medium_that_was_wiped_well_has_its_certificate_although_its_neighbour_failed()
    {
        var failed = new WipeDidFail(
            [
                new("WD-1", MediumState.Failed, Report with { Verified = false }, "wipe-not-verified"),
                new("SSD-2", MediumState.Purged, Report with { Serial = "SSD-2" }, null),
            ],
            "wipe-not-verified");

        Assert.True(MachinePapers.Makes(failed));
        var order = Assert.Single(Made(failed));
        Assert.Equal((DocumentKind.ErasureCertificate, "machine/M1/7/0", "SSD-2", "PURGE"), (
            order.Render.Kind, order.Purpose, Content(order).GetProperty("medium").GetProperty("serial").GetString(), Content(order).GetProperty("category").GetString()));

        var alone = failed with { Results = failed.Results[..1] };
        Assert.False(MachinePapers.Makes(alone));
        Assert.Empty(Made(alone));
    }

    [Fact]
    public void What_was_not_wiped_by_us_is_said_to_be_so()
    {
        var content = Content(Assert.Single(Made(new DeviceHandedBack("accueil", "RS-1"))));
        Assert.Equal(("not wiped by us", "accueil", false), (content.GetProperty("statementEn").GetString(), content.GetProperty("signedBy").GetString(), content.GetProperty("wipedByUs").GetBoolean()));
    }

    [Fact]
    public void A_destroyed_medium_has_a_record_with_its_witness_and_photo()
    {
        var order = Assert.Single(Made(new MediumDestroyed("WD-1", "broyage", "person-2", "photo-9")));
        Assert.Equal(DocumentKind.DestructionRecord, order.Render.Kind);
        Assert.Equal(("person-2", "photo-9"), (Content(order).GetProperty("witness").GetString(), Content(order).GetProperty("photo").GetString()));
    }

    [Fact]
    public void Data_that_the_recycler_destroyed_is_on_record_for_the_donor()
    {
        var recycled = new RecyclingConfirmed(new("B-1"), "AT-1") { Destruction = new(DestructionMethod.Shredded, new DateOnly(2026, 3, 1), "Broyage", "CD-1") { SecurityClass = "H-4" } };
        var order = Assert.Single(Made(recycled));
        Assert.True(MachinePapers.Makes(recycled));
        Assert.Equal(DocumentKind.DestructionRecord, order.Render.Kind);
        Assert.Contains(Gift.Donor, order.Render.Readers);
        Assert.Equal(("SHREDDED", "H-4", "2026-03-01", "CD-1"), (
            Content(order).GetProperty("method").GetString(), Content(order).GetProperty("securityClass").GetString(), Content(order).GetProperty("doneOn").GetString(), Content(order).GetProperty("reference").GetString()));
        Assert.False(MachinePapers.Makes(recycled with { Destruction = null }));
    }

    [Fact]
    public void A_handover_is_signed_by_the_EPN_and_by_hand_by_the_partner_before_it_and_names_the_machine_with_its_charger()
    {
        var order = Assert.Single(Made(new PlacedWithPartner(new("L-1"), Epn.Id, Partner.Id, "person-9", false)));

        Assert.Equal([new MachineId("M1")], order.Machines.AsEnumerable());
        Assert.Equal(
            [(Epn.Id.Text, "person-1", "by-account"), (Partner.Id.Text, null, "by-hand")],
            Content(order).GetProperty("signatures").EnumerateArray()
                .Select(one => (one.GetProperty("organisation").GetString(), one.TryGetProperty("signedBy", out var by) ? by.GetString() : null, one.GetProperty("how").GetString())));
        Assert.Equal("4", order.Render.TemplateVersion);

        var attested = Content(order).GetProperty("signatures").EnumerateArray().Select(one => one.TryGetProperty("attestedBy", out var who) ? who.GetString() : null);
        Assert.Equal([null, "person-1"], attested);
        Assert.Equal("person-9", Content(order).GetProperty("coSignedBy").GetString());
    }

    [Fact]
    public void A_handover_names_no_co_signatory_where_nobody_said_who_it_is()
    {
        var order = Assert.Single(Made(new PlacedWithPartner(new("L-1"), Epn.Id, Partner.Id, PlaceWithPartner.ReferentOf(Partner.Id), false)));
        Assert.False(Content(order).TryGetProperty("coSignedBy", out _));
    }

    [Fact]
    public void An_absent_medium_is_declared_by_two()
    {
        var audit = new AuditRecorded(new HardwareAudit { Evidence = new("manual", string.Empty) }, Profile.None) { NoMediaConfirmedBy = ["op-1", "enc-1"] };
        Assert.Equal(["op-1", "enc-1"], Content(Assert.Single(Made(audit))).GetProperty("declaredBy").EnumerateArray().Select(person => person.GetString()));
        Assert.Empty(Made(audit with { NoMediaConfirmedBy = [] }));
    }

    [Theory]
    [InlineData(DeviceType.Monitor)]
    [InlineData(DeviceType.Accessory)]
    public void Of_a_kind_that_holds_no_medium_no_erasure_is_certified(DeviceType kind)
    {
        var audit = new AuditRecorded(new HardwareAudit { Evidence = new("manual", string.Empty), Type = kind }, Profile.None) { NoMediaConfirmedBy = ["op-1", "enc-1"] };
        Recorded<MachineEvent> recorded = new(7, audit, From);
        Assert.Empty(MachinePapers.Of(new("M1"), Machine.Unknown.Evolve(recorded), recorded, Gift, Workshop));
    }

    [Fact]
    public void A_step_that_only_describes_makes_no_document_and_costs_nothing() =>
        Assert.All((MachineEvent[])[new DeviceTriaged(Route.Reuse, true, "1"), new Inventoried("A", true), new RepairClosed(MachineStatus.Wiped, true)], fact =>
        {
            Assert.False(MachinePapers.Makes(fact));
            Assert.Empty(Made(fact));
        });

    private static DocumentOrder[] Made(MachineEvent fact) => [.. MachinePapers.Of(new("M1"), Machine.Unknown, new(7, fact, From), Gift, Workshop)];

    private static JsonElement Content(DocumentOrder order) => JsonDocument.Parse(order.Render.Content).RootElement;
}
