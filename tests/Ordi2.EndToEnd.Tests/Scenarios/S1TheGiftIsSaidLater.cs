using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S1SaidLaterOnSqlite(SqliteTown town) : S1TheGiftIsSaidLater(town), IClassFixture<SqliteTown>;

public sealed class S1SaidLaterOnPostgres(PostgresTown town) : S1TheGiftIsSaidLater(town), IClassFixture<PostgresTown>;

/// <summary>Beside S1: a station received machines and nobody chose the gift; they are attached to it, and its balance closes.</summary>
[Trait("Scenario", "S1")]
public abstract class S1TheGiftIsSaidLater(Town town)
{
    private const string Donor = "don-assurances-du-val";

    private readonly Giving _giving = new(town, Donor, town.As(Donor, "DONOR"));

    [Fact]
    public async Task Machines_that_were_received_without_their_gift_are_pointed_out_and_attached_before_and_after_the_count()
    {
        var donation = await _giving.SignedAsync("RETURN_TO_DONOR", ("LAPTOP", 4));
        var round = await _giving.RoundAsync(donation, _giving.Driver);
        await _giving.Driver.ActAsync("rounds", round, "finish", new { counts = new[] { new { type = "LAPTOP", count = 4 } }, note = $"BE-{donation}" });
        await _giving.ReceiveAsync(donation, round, "LAPTOP", 2);
        var (early, late) = (await WithoutGiftAsync(), await WithoutGiftAsync());
        Assert.Contains(early, await InboxAsync());

        // Nobody else's to say, and nothing that is over.
        await _giving.Office.DoAsync(late, "triage", new { route = "REUSE", powersOn = true });
        Assert.Equal("donation-unknown", (await _giving.Dock.ScanAsync(early, "attach-to-gift", new { donation = "DON-0" })).Why);
        await _giving.Dock.DoAsync(early, "attach-to-gift", new { donation, donorNumber = "AV-7" });
        Assert.DoesNotContain(early, await InboxAsync());
        Assert.Equal([("LAPTOP", 4, 4, 3)], Sheet(await _giving.Dock.ActAsync("donations", donation, "mark-received")));

        // The count was finished: it is made again, and the sheet that the donor answers says what came.
        await _giving.Office.DoAsync(late, "attach-to-gift", new { donation });
        Assert.Equal([("LAPTOP", 4, 4, 4)], Sheet(await _giving.Dock.ActAsync("donations", donation, "count-again")));

        await _giving.Dock.ActAsync("donations", donation, "sign-reception-note", new { document = "BR-7" });
        Assert.Equal((Workshop, Workshop), (await _giving.OwnerAsync(early), await _giving.OwnerAsync(late)));
        await _giving.Donor.ActAsync("donations", donation, "reconcile", new { how = "SIGNED_BY_DONOR", document = "EC-7" });
        var balance = Assert.Single(await DocumentsAsync(_giving.Donor, $"donation/{donation}", "TAKEOVER_CERTIFICATE")).GetProperty("content").GetProperty("balance");
        Assert.Equal((4, true), (Number(balance, "received"), balance.GetProperty("closes").GetBoolean()));
        await town.AssertSoundAsync();
    }

    private async Task<string> WithoutGiftAsync()
    {
        var label = Hand.NewLabel();
        var received = await _giving.Dock.ScanAsync(label, "receive-device", new { type = "LAPTOP" });
        Assert.Equal(("accepted-with-finding", "no-gift"), (received.Outcome, received.Why));
        return label;
    }

    private async Task<string[]> InboxAsync() =>
        [.. (await _giving.Office.GetAsync("/api/inbox?limit=500")).GetProperty("items").EnumerateArray().Select(item => Text(item, "machine"))];
}
