using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Offices;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Documents;

/// <summary>What the papers of a gift say (domain.md 8.2).</summary>
public sealed class DonationPapersTests
{
    private static readonly DonationTerms Gift = new()
    {
        Id = new("D-1"),
        Donor = Donor.Id,
        Pole = Pole.Id,
        Receiver = Workshop.Id,
        Announced = [new(DeviceType.Laptop, 5, WithMedia: true), new(DeviceType.Monitor, 3, WithMedia: true)],
    };

    private static readonly ImmutableArray<ListedMachine> Came =
    [
        .. Enumerable.Range(1, 7).Select(number => new ListedMachine($"M{number}", DeviceType.Laptop, number == 1 ? MachineStatus.Refused : MachineStatus.Received, null)),
    ];

    [Fact]
    public void What_was_announced_is_what_the_donor_announced_though_no_machine_of_it_was_known_before_it_came()
    {
        var balance = Content(DonationPapers.Takeover(Gift, Donor, Workshop, Came)).GetProperty("balance");
        Assert.Equal((8, 7, 6, 1), (Of(balance, "announced"), Of(balance, "received"), Of(balance, "inProcess"), Of(balance, "refused")));

        ReportedDonation[] both = [new(Gift, Came, []), new(Gift with { Id = new("D-2"), Announced = [new(DeviceType.Tablet, 4)] }, [], [])];
        var report = Content(ReportPapers.Donor(Pole.Id, Donor, null, [.. both], PoleRules.Default));
        Assert.Equal((12, 7), (Of(report.GetProperty("balance"), "announced"), Of(report.GetProperty("balance"), "received")));
        Assert.Equal([8, 4], report.GetProperty("donations").EnumerateArray().Select(one => Of(one.GetProperty("balance"), "announced")));
    }

    private static int Of(JsonElement group, string field) => group.GetProperty(field).GetInt32();

    private static JsonElement Content(RenderDocument paper) => JsonDocument.Parse(paper.Content).RootElement;
}
