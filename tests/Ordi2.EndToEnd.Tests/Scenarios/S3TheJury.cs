using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S3JuryOnSqlite(SqliteTown town) : S3TheJury(town), IClassFixture<SqliteTown>;

public sealed class S3JuryOnPostgres(PostgresTown town) : S3TheJury(town), IClassFixture<PostgresTown>;

/// <summary>Beside S3: a jury of which two are recused, and a waiting list that moves (domain.md 5, 1.7).</summary>
[Trait("Scenario", "S3")]
public abstract class S3TheJury(Town town)
{
    private static readonly string[] Epns = ["epn-le-phare", "epn-vallon", "epn-gare-nord"];
    private static readonly string[] Partners = ["asso-horizon-emploi", "asso-jardin-partage", "asso-radio-ombre"];

    private readonly Chain _chain = new(town);
    private readonly Hand _mayor = town.As("don-mairie-de-valombre", "DONOR");
    private readonly Hand _jardin = town.As("asso-jardin-partage", "PARTNER");

    private Hand Coordinator => _chain.Coordinator;

    [Fact]
    public async Task Of_three_jurors_two_are_recused_and_what_they_said_does_not_count()
    {
        const string Call = "J-1";
        await OpenAsync(Call, "DATED", 10, ("epn-le-phare.animator", "epn-le-phare", "ANIMATOR"), ("don-mairie-de-valombre.donor", "don-mairie-de-valombre", "DONOR"), ("asso-jardin-partage.partner", "asso-jardin-partage", "PARTNER"));
        var dossier = await FileAsync(Call, 0, 4);
        await town.PassAsync(TimeSpan.FromDays(2));
        await Coordinator.ActAsync("calls", Call, "start-review");

        // The animator works for the EPN of the dossier: recused as soon as it is judged. The mayor's contact finds out later.
        await Coordinator.ActAsync("dossiers", dossier, "find-eligible");
        await town.As("epn-le-phare", "ANIMATOR").MayNotAsync("juror-recused", "dossiers", dossier, "score", new { points = 100 });
        Assert.Equal(("SCORED", 95), StandsAt(await _mayor.ActAsync("dossiers", dossier, "score", new { points = 95 })));
        await _mayor.MayNotAsync("recuses-itself-only", "dossiers", dossier, "recuse-juror", new { person = "asso-jardin-partage.partner", reason = "voisin" });
        var open = await _mayor.ActAsync("dossiers", dossier, "recuse-juror", new { person = "don-mairie-de-valombre.donor", reason = "la partenaire occupe un local de la mairie" });

        // Nobody has said anything that counts: it is still to be judged, and cannot be decided.
        Assert.Equal(("ELIGIBLE", null), StandsAt(open));
        await Coordinator.MayNotAsync("step-not-now", "dossiers", dossier, "accept", new { quantities = new[] { 4 } });
        await Coordinator.MayNotAsync("step-not-now", "dossiers", dossier, "reject", new { reason = "sans note" });
        await Coordinator.MayNotAsync("dossiers-undecided", "calls", Call, "decide");
        await _mayor.MayNotAsync("juror-recused", "dossiers", dossier, "score", new { points = 95 });
        await Coordinator.MayNotAsync("not-on-the-jury", "dossiers", dossier, "score", new { points = 95 });

        // Role, reason and date of both are written down; the third one judges, and her points are the points.
        Assert.Equal(("SCORED", 61), StandsAt(await _jardin.ActAsync("dossiers", dossier, "score", new { points = 61 })));
        var judged = await Coordinator.GetAsync($"/api/dossiers/{dossier}");
        Assert.Equal(
            [("ANIMATOR", "epn-le-phare", "linked-to-epn"), ("DONOR", "don-mairie-de-valombre", "la partenaire occupe un local de la mairie")],
            judged.GetProperty("recusals").EnumerateArray().Select(one => (Text(one, "role"), Text(one, "organisation"), Text(one, "reason"))));
        Assert.All(judged.GetProperty("recusals").EnumerateArray(), one => Assert.InRange((town.Clock.GetUtcNow() - one.GetProperty("at").GetDateTimeOffset()).TotalMinutes, 0, 5));
        Assert.Equal("ACCEPTED", Text(await Coordinator.ActAsync("dossiers", dossier, "accept", new { quantities = new[] { 4 } }), "status"));
        Assert.Equal("DECIDED", Text(await Coordinator.ActAsync("calls", Call, "decide"), "status"));
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task In_a_dated_call_the_list_follows_the_points_and_moves_up_when_a_dossier_is_withdrawn()
    {
        const string Call = "J-2";
        await OpenAsync(Call, "DATED", 10);
        var (first, second, third) = (await FileAsync(Call, 0, 8), await FileAsync(Call, 1, 5), await FileAsync(Call, 2, 3));
        await town.PassAsync(TimeSpan.FromDays(2));
        await Coordinator.ActAsync("calls", Call, "start-review", new { });

        foreach (var (dossier, points) in ((string, int)[])[(first, 90), (third, 50), (second, 70)])
        {
            await Coordinator.ActAsync("dossiers", dossier, "find-eligible");
            await Coordinator.ActAsync("dossiers", dossier, "score", new { points });
        }

        await Coordinator.ActAsync("dossiers", first, "accept", new { quantities = new[] { 8 } });
        await Coordinator.ActAsync("dossiers", third, "waitlist");
        await Coordinator.ActAsync("dossiers", second, "waitlist");
        await Coordinator.ActAsync("calls", Call, "decide");
        await Coordinator.ActAsync("calls", Call, "run");
        Assert.Equal([$"1 {second} 5", $"2 {third} 3"], await WaitingAsync(2, Call));

        // What is left is too little for either; the accepted one gives up, and the first in the list comes first.
        await Coordinator.MayNotAsync("pledge-used-up", "dossiers", third, "accept", new { quantities = new[] { 3 } });
        await Animator(0).ActAsync("dossiers", first, "abandon", new { reason = "le local est fermé" });
        var early = await Coordinator.MayNotAsync("others-wait-before", "dossiers", third, "accept", new { quantities = new[] { 3 } });
        Assert.Contains($"{second} (5 machines) passe avant", early, StringComparison.Ordinal);

        // The first one withdraws: the next moves up, sees it, and gets its machines.
        await Animator(1).ActAsync("dossiers", second, "abandon", new { reason = "autre financement" });
        Assert.Equal([$"1 {third} 3"], await WaitingAsync(2, Call));
        await Coordinator.ActAsync("dossiers", third, "accept", new { quantities = new[] { 3 } });
        Assert.Empty(await WaitingAsync(2, Call));
        Assert.Equal(7, (await Coordinator.GetAsync($"/api/calls/{Call}")).GetProperty("left")[0].GetProperty("quantity").GetInt32());
    }

    [Fact]
    public async Task In_a_continuous_call_whoever_filed_first_comes_first_and_more_stock_moves_the_list()
    {
        const string Call = "J-3";
        await OpenAsync(Call, "CONTINUOUS", 3);
        var (first, second) = (await FileAsync(Call, 0, 4), await FileAsync(Call, 1, 2));

        // The second has more points; in a continuous call the date of filing counts.
        foreach (var (dossier, points) in ((string, int)[])[(second, 100), (first, 10)])
        {
            await Coordinator.ActAsync("dossiers", dossier, "find-eligible");
            await Coordinator.ActAsync("dossiers", dossier, "score", new { points });
            await Coordinator.ActAsync("dossiers", dossier, "waitlist");
        }

        Assert.Equal([$"1 {first} 4", $"2 {second} 2"], await WaitingAsync(0, Call));

        // Three are there: too few for the first, so that the second need not wait for it; with one more the first comes first again.
        await Coordinator.ActAsync("calls", Call, "enlarge-pledge", new { type = "LAPTOP", more = 1 });
        await Coordinator.MayNotAsync("others-wait-before", "dossiers", second, "accept", new { quantities = new[] { 2 } });
        await Coordinator.ActAsync("dossiers", first, "accept", new { quantities = new[] { 4 } });
        await Coordinator.MayNotAsync("pledge-used-up", "dossiers", second, "accept", new { quantities = new[] { 2 } });
        await Coordinator.ActAsync("calls", Call, "enlarge-pledge", new { type = "LAPTOP", more = 2 });
        await Coordinator.ActAsync("dossiers", second, "accept", new { quantities = new[] { 2 } });
        Assert.Empty(await WaitingAsync(0, Call));
    }

    private async Task OpenAsync(string call, string mode, int pledged, params (string Person, string Organisation, string Role)[] jury)
    {
        await Coordinator.CreateAsync("calls", new
        {
            id = call,
            pole = Chain.Pole,
            mode,
            plan = new
            {
                title = $"Appel {call}",
                rules = "Les machines sont mises à disposition d'un partenaire.",
                pledges = new[] { new { type = "LAPTOP", quantity = pledged } },
                perDossierMax = 10,
                closesAt = mode is "DATED" ? (DateTimeOffset?)town.Clock.GetUtcNow().AddDays(1) : null,
            },
        });
        var seats = jury.Length == 0 ? [($"{Chain.Pole}.coordinator", Chain.Pole, "COORDINATOR")] : jury;

        foreach (var (person, organisation, role) in seats)
        {
            await Coordinator.ActAsync("calls", call, "seat-juror", new { juror = new { person, organisation, role } });
        }

        await Coordinator.ActAsync("calls", call, "publish");
        await Coordinator.ActAsync("calls", call, "open");
    }

    private async Task<string> FileAsync(string call, int who, int machines)
    {
        var dossier = await _chain.SignedDossierAsync(Epns[who], Animator(who), Partners[who], town.As(Partners[who], "PARTNER"), machines, call);
        await Animator(who).ActAsync("dossiers", dossier, "submit");
        return dossier;
    }

    private Hand Animator(int who) => town.As(Epns[who], "ANIMATOR");

    /// <summary>The list as an applicant sees it.</summary>
    private async Task<string[]> WaitingAsync(int who, string call) =>
    [
        .. (await Animator(who).GetAsync($"/api/calls/{call}")).GetProperty("waitingList").EnumerateArray()
            .Select(place => $"{place.GetProperty("position")} {Text(place, "dossier")} {place.GetProperty("asked")}"),
    ];

    private static (string Status, int? Points) StandsAt(JsonElement dossier) =>
        (Text(dossier, "status"), dossier.TryGetProperty("points", out var points) && points.ValueKind is JsonValueKind.Number ? points.GetInt32() : null);
}
