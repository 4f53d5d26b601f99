using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Offices;
using Ordi2.Domain.Rounds;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Documents;

/// <summary>What the papers of a gift say (domain.md 8.2).</summary>
public sealed class DonationPapersTests
{
    private static readonly DonationTerms Given = new()
    {
        Id = new("D-1"),
        Donor = Donor.Id,
        Pole = Pole.Id,
        Receiver = Workshop.Id,
        Status = DonationStatus.Reconciled,
        Announced = [new(DeviceType.Laptop, 5, WithMedia: true), new(DeviceType.Monitor, 3, WithMedia: true)],
    };

    private static readonly ImmutableArray<ListedMachine> Came =
    [
        .. Enumerable.Range(1, 7).Select(number => new ListedMachine($"M{number}", DeviceType.Laptop, number == 1 ? MachineStatus.Refused : MachineStatus.Received, null)),
    ];

    [Fact]
    public void What_was_announced_is_what_the_donor_announced_though_no_machine_of_it_was_known_before_it_came()
    {
        var balance = Content(DonationPapers.Takeover(Given, Donor, Workshop, Came, [])).GetProperty("balance");
        Assert.Equal((8, 7, 6, 1), (Of(balance, "announced"), Of(balance, "received"), Of(balance, "inProcess"), Of(balance, "refused")));
        Assert.Equal(0, Of(balance, "awaited"));

        // What has a record and has not come is another thing, and the pole's report says no more than that.
        var pole = Content(ReportPapers.Pole(Pole.Id, 2027, [], [MachineStatus.Declared, MachineStatus.Received], [], EpnRule.Of(2027, [], [], [], []), NonConformity.Of(0, [], PoleRules.Default))).GetProperty("balance");
        Assert.Equal((1, 1, false), (Of(pole, "awaited"), Of(pole, "received"), pole.TryGetProperty("announced", out _)));

        ReportedDonation[] both = [new(Given, Came, []), new(Given with { Id = new("D-2"), Announced = [new(DeviceType.Tablet, 4)] }, [], []), new(Given with { Id = new("D-3"), Status = DonationStatus.Declined }, [], [])];
        var report = Content(ReportPapers.Donor(Pole.Id, Donor, null, [.. both], PoleRules.Default));
        Assert.Equal((12, 7), (Of(report.GetProperty("balance"), "announced"), Of(report.GetProperty("balance"), "received")));
        Assert.Equal([8, 4, 0], report.GetProperty("donations").EnumerateArray().Select(one => Of(one.GetProperty("balance"), "announced")));
    }

    [Fact]
    public void The_balance_closes_only_if_what_the_dock_counted_has_records()
    {
        var counted = Given with { CountedAt = Now, Sheet = [new(DeviceType.Laptop, 5, 8, 6, 1), new(DeviceType.Monitor, 3, null, 1)] };
        Assert.Equal((7, 0, true), Said(counted, Came));

        // A machine whose record was lost, and one that came after the count.
        Assert.Equal((7, 1, false), Said(counted, Came[1..]));
        Assert.Equal((7, 0, true), Said(counted, Came.Add(Came[^1])));

        // Nobody counted it yet: there is nothing to compare with.
        Assert.True(Content(DonationPapers.Takeover(Given, Donor, Workshop, Came, [])).GetProperty("balance").GetProperty("closes").GetBoolean());

        // Over several gifts what is too many in one does not make up for what is lost in another.
        ReportedDonation[] both = [new(counted, Came[1..], []), new(counted with { Id = new("D-2") }, Came.Add(Came[0]), [])];
        var sum = Content(ReportPapers.Donor(Pole.Id, Donor, null, [.. both], PoleRules.Default)).GetProperty("balance");
        Assert.Equal((14, 14, 1, false), (Of(sum, "counted"), Of(sum, "received"), Of(sum, "differs"), sum.GetProperty("closes").GetBoolean()));

        static (int Counted, int Differs, bool Closes) Said(DonationTerms gift, ImmutableArray<ListedMachine> machines)
        {
            var balance = Content(DonationPapers.Takeover(gift, Donor, Workshop, machines, [])).GetProperty("balance");
            return (Of(balance, "counted"), Of(balance, "differs"), balance.GetProperty("closes").GetBoolean());
        }
    }

    [Fact]
    public void A_convention_says_who_signed_it_for_whom_when_and_how()
    {
        var bench = Walked(new SignDonation(DonationParty.Donor, "CD-1"), DonorContact);
        bench.Now = Now.AddHours(1);
        bench.Do(new SignDonation(DonationParty.Receiver, "CD-1", OnPaper: true), Coordinator);
        var paper = Assert.Single(OwedPapers.Of(bench.State), order => order.Render.Kind is DocumentKind.GiftConvention).Render;
        var signatures = Content(paper).GetProperty("signatures").EnumerateArray().ToArray();

        Assert.Equal(
            [(Donor.Id.Text, "by-account", Now), (Workshop.Id.Text, "on-paper", Now.AddHours(1))],
            signatures.Select(one => (one.GetProperty("organisation").GetString(), one.GetProperty("how").GetString(), one.GetProperty("signedAt").GetDateTimeOffset())));
        Assert.Equal(DonorContact.Person.Text, signatures[0].GetProperty("signedBy").GetString());
        Assert.NotEqual("1", paper.TemplateVersion);
    }

    [Fact]
    public void A_reception_note_says_who_signed_it_and_for_whom()
    {
        var bench = Walked(new SignDonation(DonationParty.Donor, "CD-1"), DonorContact);
        bench.Do(new SignDonation(DonationParty.Receiver, "CD-1"), Supervisor);
        bench.Do(new StartCollecting(), Storekeeper);
        bench.Do(new MarkReceived(), Storekeeper);
        bench.Do(new SignReceptionNote("BR-1"), Storekeeper);
        var note = Content(Assert.Single(OwedPapers.Of(bench.State), order => order.Render.Kind is DocumentKind.ReceptionNote).Render);
        var signature = Assert.Single(note.GetProperty("signatures").EnumerateArray());

        Assert.Equal((Storekeeper.Organisation.Text, "by-account"), (signature.GetProperty("organisation").GetString(), signature.GetProperty("how").GetString()));
    }

    [Fact]
    public void A_paper_bears_no_second_number_unless_somebody_wrote_one_down()
    {
        Assert.False(Content(DonationPapers.Convention(Given with { Convention = "CD-D-1" }, Donor, Workshop, [])).TryGetProperty("convention", out _));
        Assert.False(Content(DonationPapers.ReceptionNote(Given with { ReceptionNote = "BR-D-1" }, Donor, Workshop, Came, [])).TryGetProperty("note", out _));
        Assert.Equal("n° 12", Content(DonationPapers.Convention(Given with { Convention = "n° 12" }, Donor, Workshop, [])).GetProperty("convention").GetString());
    }

    [Fact]
    public void A_screen_holds_no_data_and_its_line_says_nothing_of_media()
    {
        var lines = Content(DonationPapers.Convention(Given, Donor, Workshop, [])).GetProperty("lines").EnumerateArray().ToArray();

        Assert.True(lines[0].GetProperty("withMedia").GetBoolean());
        Assert.False(lines[1].TryGetProperty("withMedia", out var said) && said.ValueKind is not JsonValueKind.Null);
    }

    [Theory]
    [InlineData("BE-R-1-quai-2", null)]
    [InlineData("BE-R-1-quai-", "BE-R-1-quai-")]
    [InlineData("BE-R-1-cave-1", "BE-R-1-cave-1")]
    [InlineData("BE-2041", "BE-2041")]
    [InlineData(null, null)]
    public void A_pickup_note_bears_no_second_number_unless_somebody_wrote_one_down(string? number, string? printed) =>
        Assert.Equal(printed, StepNumbers.WrittenAtStop("R-1", "quai", number));

    [Fact]
    public void A_pickup_note_names_the_donor()
    {
        var bench = new Bench<CollectionRound, RoundCommand, RoundEvent, RoundTerms>(Kinds.Round, WithDonation());
        bench.Do(Round, Coordinator);
        bench.Do(new OpenRound(), Driver);
        bench.Do(new FinishRound { Counts = [new(DeviceType.Desktop, 3)], Note = "BE-2" }, Driver);

        Assert.Equal(Donor.Id.Text, Content(Assert.Single(OwedPapers.Of(bench.State)).Render).GetProperty("donor").GetString());
    }

    private static Bench<Donation, DonationCommand, DonationEvent, DonationTerms> Walked(DonationCommand command, Caller caller)
    {
        var bench = new Bench<Donation, DonationCommand, DonationEvent, DonationTerms>(Kinds.Donation, Counted);
        bench.Do(Gift, DonorContact);
        bench.Do(new ProposeDonation(Pole.Id), DonorContact);
        bench.Do(new AcceptDonation(Workshop.Id), Coordinator);
        bench.Do(command, caller);
        return bench;
    }

    private static int Of(JsonElement group, string field) => group.GetProperty(field).GetInt32();

    private static JsonElement Content(RenderDocument paper) => JsonDocument.Parse(paper.Content).RootElement;
}
