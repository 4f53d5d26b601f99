using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class OwnershipOnSqlite(SqliteTown town) : OwnershipPatterns(town), IClassFixture<SqliteTown>;

public sealed class OwnershipOnPostgres(PostgresTown town) : OwnershipPatterns(town), IClassFixture<PostgresTown>;

/// <summary>The three patterns of ownership that a gift convention chooses from (domain.md 2.7), each from the donor to the partner.</summary>
[Trait("Scenario", "Ownership")]
public abstract class OwnershipPatterns(Town town)
{
    private const string Workshop = "atelier-du-canal";
    private const string Donor = "don-cabinet-ferrand";
    private const string Epn = "epn-le-phare";
    private const string Partner = "asso-horizon-emploi";

    private readonly Chain _chain = new(town);
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");
    private readonly Hand _referent = town.As(Partner, "PARTNER");

    [Fact]
    public async Task A_the_machine_becomes_the_epns_by_a_deed_and_is_lent_by_it()
    {
        var (machine, dossier) = await ArrivedAsync("EPN", "LOAN");
        var byTheWorkshop = await _chain.SignedLoanAsync(Workshop, Epn, _animator, Partner, _referent, dossier, 200);
        Assert.Equal("epn-owns-it-first", Code(await _animator.ScanAsync(machine, "place-with-partner", Under(byTheWorkshop))));

        await _chain.PassByDeedAsync(machine, Epn);
        Assert.Equal(Epn, await OwnerAsync(machine));
        Assert.Equal("lender-is-not-the-owner", Code(await _animator.ScanAsync(machine, "place-with-partner", Under(byTheWorkshop))));

        var byTheEpn = await _chain.SignedLoanAsync(Epn, Epn, _animator, Partner, _referent, dossier, 200);
        Assert.Equal("PLACED", (await _animator.DoAsync(machine, "place-with-partner", Under(byTheEpn))).Status);
        Assert.Equal((Epn, Partner), (await OwnerAsync(machine), await HolderAsync(machine)));
        Assert.Equal("owner-stays-the-epn", Code(await _chain.Coordinator.ScanAsync(machine, "transfer-ownership", new { newOwner = Partner, document = "AC-2026-1" })));
        await SaysAsync(machine, "passed-on", "EPN");
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task B_the_workshop_stays_the_owner_and_promises_it_to_no_dossier_that_asks_for_a_gift()
    {
        var machine = (await _chain.OwnLaptopsAsync(Workshop, Donor, 1))[0];
        var gift = await _chain.AcceptedDossierAsync(Epn, _animator, Partner, _referent, 1, "GIFT");

        Assert.Equal("convention-gives-it-to-no-partner", Code(await _chain.Coordinator.ScanAsync(machine, "allocate", new { dossier = gift, line = 0 })));
        await SaysAsync(machine, "owned-by-the-receiver", "POLE_OR_WORKSHOP");
    }

    [Fact]
    public async Task C_the_machine_becomes_the_partners_by_the_gift_deed_under_which_it_is_handed_over()
    {
        var (machine, dossier) = await ArrivedAsync("PARTNER", "GIFT");
        var deed = await _chain.SignedLoanAsync(Workshop, Epn, _animator, Partner, _referent, dossier, 200, giftDeed: true);

        Assert.Equal("PLACED", (await _animator.DoAsync(machine, "place-with-partner", Under(deed))).Status);
        Assert.Equal((Partner, Partner), (await OwnerAsync(machine), await HolderAsync(machine)));
        await SaysAsync(machine, "passed-on", "PARTNER");
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task C_a_dossier_that_asks_for_a_gift_is_offered_only_what_is_given()
    {
        await _chain.OwnLaptopsAsync(Workshop, Donor, 1);
        var given = (await _chain.OwnLaptopsAsync(Workshop, Donor, 1, "PARTNER"))[0];
        var dossier = await _chain.AcceptedDossierAsync(Epn, _animator, Partner, _referent, 2, "GIFT");

        await _chain.Coordinator.NotCreatedAsync("stock-too-small", "allocations", new { dossier, line = 0, quantity = 2 });
        var offer = await _chain.Coordinator.CreateAsync("allocations", new { dossier, line = 0, quantity = 1 });
        Assert.Equal([given], offer.GetProperty("machines").EnumerateArray().Select(one => one.GetProperty("machine").GetString()));
        await _chain.Coordinator.ActAsync("allocations", offer.GetProperty("id").GetString()!, "confirm");
        Assert.Equal("RESERVED", (await _chain.Coordinator.GetAsync($"/api/machines/{given}")).GetProperty("status").GetString());
    }

    private static object Under(string loan) => new { loan, coSignedBy = "referente-horizon" };

    private static string? Code(Result result) => result.Why;

    /// <summary>A machine of a gift of this pattern, at the EPN.</summary>
    private async Task<(string Machine, string Dossier)> ArrivedAsync(string ownership, string mode)
    {
        var machine = (await _chain.OwnLaptopsAsync(Workshop, Donor, 1, ownership))[0];
        var dossier = await _chain.AcceptedDossierAsync(Epn, _animator, Partner, _referent, 1, mode);
        await _chain.ReceivedAsync(Workshop, Epn, _animator, dossier, machine);
        Assert.Equal(Workshop, await OwnerAsync(machine));
        return (machine, dossier);
    }

    private async Task<string?> OwnerAsync(string machine) => (await _chain.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("owner").GetString();

    private async Task<string?> HolderAsync(string machine) => (await _chain.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("holder").GetString();

    /// <summary>The donor's report says the pattern of the gift, and whose the machine is, without a name.</summary>
    private async Task SaysAsync(string machine, string whose, string pattern)
    {
        var donation = (await _chain.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("donation").GetString();
        var number = (await _chain.Coordinator.CreateAsync("reports", new { kind = "DONOR_REPORT", donor = Donor })).GetProperty("id").GetString();
        var report = (await _chain.Coordinator.GetAsync($"/api/documents/{number}")).GetProperty("content");
        var gift = report.GetProperty("donations").EnumerateArray().Single(one => one.GetProperty("donation").GetString() == donation);

        Assert.Equal(pattern, gift.GetProperty("ownership").GetString());
        Assert.Equal([(whose, 1)], gift.GetProperty("owners").EnumerateArray().Select(one => (one.GetProperty("whose").GetString()!, one.GetProperty("count").GetInt32())));
    }
}
