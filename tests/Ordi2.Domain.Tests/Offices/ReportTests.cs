using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Offices;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Receipts.ReceiptStories;

namespace Ordi2.Domain.Tests.Offices;

public sealed class ReportTests
{
    [Fact]
    public void A_donor_asks_for_its_own_report_and_a_pole_for_those_of_its_donors()
    {
        var own = new ReportRequest(DocumentKind.DonorReport);
        Assert.Null(ReportRules.Stops(own, DonorContact, Donor, Donor, []));
        Assert.Equal(Pole.Id, ReportRules.OfficeFor(own, DonorContact, Donor));
        Assert.Equal("not-your-report", ReportRules.Stops(own with { Donor = Town.Id }, DonorContact, Donor, Town, [])?.Code);
        Assert.Null(ReportRules.Stops(own with { Donor = Town.Id }, Coordinator, Pole, Town, []));
        Assert.Equal("not-your-report", ReportRules.Stops(own with { Donor = Town.Id }, As(Role.Coordinator, OtherPole), OtherPole, Town, [])?.Code);
        Assert.Equal("not-your-report", ReportRules.Stops(own with { Donor = Town.Id }, Supervisor, Workshop, Town, [])?.Code);
    }

    [Theory]
    [InlineData(DocumentKind.ErasureCertificate)]
    [InlineData(DocumentKind.TaxReceipt)]
    [InlineData(DocumentKind.LoanAgreement)]
    public void What_a_fact_makes_due_is_not_asked_for(DocumentKind kind) =>
        Assert.Equal("not-your-report", ReportRules.Stops(new(kind) { Year = 2027 }, Coordinator, Pole, null, [])?.Code);

    [Fact]
    public void Hours_are_entered_by_a_workshop_and_by_nobody_else()
    {
        var request = new ReportRequest(DocumentKind.InsertionHours) { Year = 2027, Hours = new(12_040) };
        Assert.Null(ReportRules.Stops(request, Supervisor, Workshop, null, []));
        Assert.Equal("number-missing", ReportRules.Stops(request with { Hours = null }, Supervisor, Workshop, null, [])?.Code);
        Assert.Equal("out-of-bounds", ReportRules.Stops(request with { Year = null }, Supervisor, Workshop, null, [])?.Code);
        Assert.Equal("out-of-bounds", ReportRules.Stops(request with { Hours = new(-1) }, Supervisor, Workshop, null, [])?.Code);
        Assert.Equal("not-your-report", ReportRules.Stops(request, Coordinator, Pole, null, [])?.Code);
    }

    [Fact]
    public void The_register_of_outgoing_waste_has_every_column_in_the_order_of_departure_and_no_line_of_another_year_or_holder()
    {
        var first = Left("B-2", Workshop.Id, new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var second = Left("B-1", Workshop.Id, new(2027, 9, 1, 8, 0, 0, TimeSpan.Zero));
        BatchTerms[] batches =
        [
            second, first, Left("B-3", Stranger.Id, first.Register!.DepartedAt),

            // New Year's Eve in UTC, and New Year in Paris.
            Left("B-4", Workshop.Id, new(2027, 12, 31, 23, 30, 0, TimeSpan.Zero)), first with { Id = new("B-5"), Register = null },
        ];

        var departed = ReportPapers.Departed(Workshop.Id, 2027, batches);
        Assert.Equal(["B-2", "B-1"], departed.Select(batch => batch.Id.Text));

        var register = ReportPapers.Register(Workshop, 2027, departed, [Workshop, Recycler]);
        var content = JsonDocument.Parse(register.Content).RootElement;
        var line = content.GetProperty("lines")[0];
        Assert.All(
            (string[])["number", "departedAt", "usualName", "wasteCode", "persistentPollutants", "baselCode", "slipNumber", "tonnes", "producer", "shipper", "carrier", "carrierReceipt", "broker", "ecoOrganism", "destination", "treatmentCode"],
            column => Assert.True(line.TryGetProperty(column, out _), column));
        Assert.Equal((1, "16 02 13*", true, 0.412m, "BSD-7", "R4"), (
            line.GetProperty("number").GetInt32(), line.GetProperty("wasteCode").GetString(), line.GetProperty("dangerous").GetBoolean(), line.GetProperty("tonnes").GetDecimal(),
            line.GetProperty("slipNumber").GetString(), line.GetProperty("treatmentCode").GetString()));
        Assert.Equal(Recycler.Name, line.GetProperty("destination").GetProperty("name").GetString());

        // Number and address of who made, carried and treats the waste, as the law wants them.
        var treats = line.GetProperty("destination");
        Assert.Equal((string.Empty, string.Empty), (treats.GetProperty("siret").GetString(), treats.GetProperty("address").GetString()));
        var located = Recycler with { Siret = "73282932000074", Sites = [new(new("s1"), "Bureau", false, []), new(new("s2"), "Usine", false, [], "73282932000082", "4 rue des Forges, 38000 Grenoble")] };
        treats = JsonDocument.Parse(ReportPapers.Register(Workshop, 2027, departed, [Workshop, located]).Content).RootElement.GetProperty("lines")[0].GetProperty("destination");
        Assert.Equal(("73282932000082", "4 rue des Forges, 38000 Grenoble"), (treats.GetProperty("siret").GetString(), treats.GetProperty("address").GetString()));

        // What nobody entered is empty and not invented; what was entered stands there.
        Assert.Equal((string.Empty, string.Empty, string.Empty), (line.GetProperty("persistentPollutants").GetString(), line.GetProperty("baselCode").GetString(), line.GetProperty("broker").GetString()));
        var entered = departed[0] with { Register = departed[0].Register! with { UsualName = "Écrans", PersistentPollutants = true, BaselCode = "A1181", Broker = Recycler.Id, EcoOrganism = "732829320" } };
        line = JsonDocument.Parse(ReportPapers.Register(Workshop, 2027, [entered], [Workshop, Recycler]).Content).RootElement.GetProperty("lines")[0];
        Assert.Equal(("Écrans", true, "A1181", Recycler.Name, "732829320"), (
            line.GetProperty("usualName").GetString(), line.GetProperty("persistentPollutants").GetBoolean(), line.GetProperty("baselCode").GetString(),
            line.GetProperty("broker").GetProperty("name").GetString(), line.GetProperty("ecoOrganism").GetString()));
        Assert.Equal(824_000, content.GetProperty("totalNetGrams").GetInt64());
        Assert.Equal(["batch/B-2", "batch/B-1"], register.About.AsEnumerable());

        var request = new ReportRequest(DocumentKind.WasteRegister) { Year = 2027 };
        Assert.Null(ReportRules.Stops(request, Storekeeper, Workshop, null, []));
        Assert.Equal("not-your-report", ReportRules.Stops(request, Animator, Epn, null, [])?.Code);
        Assert.Equal("out-of-bounds", ReportRules.Stops(request with { Year = null }, Storekeeper, Workshop, null, [])?.Code);
    }

    private static BatchTerms Left(string id, OrganisationId holder, DateTimeOffset at) => new()
    {
        Id = new(id),
        Holder = holder,
        Recycler = Recycler.Id,
        Register = new(at, "16 02 13*", 412_000, holder, Workshop.Id, Recycler.Id, default, "BSD-7", "R-1", "R4"),
    };

    [Fact]
    public void Only_what_is_placed_avoids_anything_and_the_figure_is_a_range()
    {
        var laptop = new CountedImpact("ademe-2022-09", 3, 81_000, 47_859, 107_961, Cast.Now);
        var screen = new CountedImpact("ademe-2022-09", 3, 25_500, 14_964, 33_756, Cast.Now);
        var range = Impact.Of([laptop, null, screen, null], PoleRules.Default.Impact);

        // (27 + 8.5) kg a year for 3 years; 43 to 97 % of (37.1 + 11.6).
        Assert.Equal((2, 107m, 63m, 142m), (range.Machines, range.KgCo2e, range.LowKgCo2e, range.HighKgCo2e));
        Assert.Equal(("ademe-2022-09", 3), (range.FactorSetVersion, range.ExpectedYears));

        var other = Impact.Of([laptop, screen with { FactorSetVersion = "pole-2028", ExpectedYears = 4 }], PoleRules.Default.Impact);
        Assert.Equal(("ademe-2022-09, pole-2028", 4), (other.FactorSetVersion, other.ExpectedYears));
        Assert.Equal((0, "ademe-2022-09", 0), (Impact.Of([], PoleRules.Default.Impact).Machines, Impact.Of([], PoleRules.Default.Impact).FactorSetVersion, Impact.Of([], PoleRules.Default.Impact).ExpectedYears));
    }

    [Theory]
    [InlineData(MachineStatus.HandedBack, "refused")]
    [InlineData(MachineStatus.Stolen, "missing")]
    [InlineData(MachineStatus.AtEpn, "in-process")]
    [InlineData(MachineStatus.Dismantled, "in-process")]
    [InlineData(MachineStatus.Placed, "placed")]
    public void A_fate_is_where_the_balance_counts_it(MachineStatus status, string fate) => Assert.Equal(fate, ReportPapers.Fate(status));

    [Fact]
    public void The_declaration_counts_the_receipts_that_stand()
    {
        ReceiptTerms Receipt(string id, ReceiptStatus status, long cents, int year, OrganisationId issuer) => new()
        {
            Id = new(id),
            Status = status,
            Donation = new("D-1"),
            Donor = Donor.Id,
            Issuer = issuer,
            Capacity = "présidente",
            ValueCents = cents,
            IssuedAt = new(year, 6, 1, 0, 0, 0, TimeSpan.Zero),
        };

        var content = Content(ReportPapers.Declaration(Workshop.Id, 2027,
        [
            Receipt("1", ReceiptStatus.Issued, 100_000, 2027, Workshop.Id),
            Receipt("2", ReceiptStatus.Replaced, 50_000, 2027, Workshop.Id),
            Receipt("3", ReceiptStatus.Cancelled, 70_000, 2027, Workshop.Id),
            Receipt("4", ReceiptStatus.Issued, 20_050, 2027, Workshop.Id),
            Receipt("5", ReceiptStatus.Issued, 1, 2026, Workshop.Id),
            Receipt("6", ReceiptStatus.Issued, 1, 2027, Pole.Id),
        ]));

        Assert.Equal((2, 120_050, "1\u202f200,50\u00a0€"), (content.GetProperty("receipts").GetInt32(), content.GetProperty("totalCents").GetInt32(), content.GetProperty("totalInFigures").GetString()));
    }

    [Fact]
    public void A_receipt_says_everything_that_the_form_asks()
    {
        var receipt = new ReceiptTerms
        {
            Id = new("R-1"),
            Donation = Settled.Id,
            Donor = Donor.Id,
            Issuer = Workshop.Id,
            Capacity = "présidente",
            ValueCents = 123_450,
            Gift = [new(DeviceType.Laptop, 9)],
        };
        var content = Content(ReceiptPapers.Of(receipt, Settled, Donor, Eligible, ["M1"], new("RF-2027-000001-workshop")));

        Assert.All(
            (string[])["form", "article", "giftForm", "giftNature", "issuer", "donor", "gift", "machines", "valueCents", "valueInFigures", "valueInLetters", "valueStatedOn", "signatory", "replaces"],
            field => Assert.True(content.TryGetProperty(field, out _), field));
        Assert.Equal("RIG-2026-4", content.GetProperty("issuer").GetProperty("proof").GetString());
        Assert.True(content.GetProperty("valueStatedByTheDonor").GetBoolean());
    }

    private static JsonElement Content(RenderDocument render) => JsonDocument.Parse(render.Content).RootElement;
}
