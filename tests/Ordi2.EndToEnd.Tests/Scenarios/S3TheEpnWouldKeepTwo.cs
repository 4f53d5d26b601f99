using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S3OnSqlite(SqliteTown town) : S3TheEpnWouldKeepTwo(town), IClassFixture<SqliteTown>;

public sealed class S3OnPostgres(PostgresTown town) : S3TheEpnWouldKeepTwo(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S3, « L'EPN voudrait en garder deux »: call 2027-1, 120 laptops pledged, 19 dossiers that ask 171.</summary>
[Trait("Scenario", "S3")]
public abstract class S3TheEpnWouldKeepTwo(Town town)
{
    private const string Call = "2027-1";
    private const string Workshop = "atelier-du-canal";
    private const string Platanes = "epn-les-platanes";
    private const string LireEnsemble = "lire-ensemble";
    private const string PoleEpn = "epn-du-pole";
    private const int Pledged = 120;

    private static readonly string[] Epns = ["epn-la-passerelle", "epn-le-phare", "epn-gare-nord", "epn-la-clairiere", "epn-vallon", "epn-trois-ponts"];

    private static readonly string[] Partners =
    [
        "asso-coup-de-main", "asso-horizon-emploi", "asso-les-ateliers-de-lea", "asso-parents-du-vallon", "asso-toit-et-cle", "asso-femmes-en-reseau",
        "asso-seniors-connectes", "asso-etudiants-solidaires", "asso-jardin-partage", "asso-main-tendue", "asso-langues-du-monde", "asso-radio-ombre",
    ];

    private readonly Chain _chain = new(town);
    private readonly Hand _mayor = town.As("don-mairie-de-valombre", "DONOR");

    private Hand Coordinator => _chain.Coordinator;

    [Fact]
    public async Task An_epn_that_would_keep_two_gives_them_back_and_the_call_is_judged_by_its_rules()
    {
        var national = await town.NewHandAsync("national", Role.System, "national");
        await _chain.RegisterAsync(Platanes, "Les Platanes", "EPN", siret: "73282932000009");
        await _chain.RegisterAsync(LireEnsemble, "Lire Ensemble (ASL)", "PARTNER", rna: "W691000001");
        await _chain.RegisterAsync("amicale-des-platanes", "Amicale des Platanes", "PARTNER", siret: "73282932000017");
        await _chain.RegisterAsync(PoleEpn, "EPN du pôle", "EPN", rna: "W691000003", parent: Chain.Pole, granter: national);
        var platanes = await town.NewHandAsync(Platanes, Role.Animator, "animateur-platanes");
        var referent = await town.NewHandAsync(LireEnsemble, Role.Partner, "referente-lire-ensemble");
        var ofThePole = await town.NewHandAsync(PoleEpn, Role.Animator, "animatrice-du-pole");

        await OpenCallAsync();
        var filed = await FileAsync(platanes, referent, ofThePole);
        var (mine, own) = (filed[0], filed[1]);
        await JudgeAsync(filed, own, ofThePole);
        await DecideAsync(filed, own);
        var machines = await AllocateAsync(mine, filed[2]);
        await PlaceAsync(machines, mine, platanes, referent);
        await RefusalsAreReportedAsync();
        await town.AssertSoundAsync();
    }

    /// <summary>« Every refusal appears in the report with its outcome »: who asked for what, and why not; the second of two coordinators too.</summary>
    private async Task RefusalsAreReportedAsync()
    {
        string[] refused =
        [
            "side-has-not-signed", "call-closes-by-itself", "call-closed", "judged-without-the-pole", "juror-recused", "pledge-used-up", "dossiers-undecided",
            "stock-taken", "more-than-accepted", "partner-not-another-person", "derogation-is-the-poles",
        ];

        foreach (var code in refused)
        {
            var entries = (await Coordinator.GetAsync($"/api/audit?code={code}")).GetProperty("items").EnumerateArray().ToArray();
            Assert.True(entries.Length > 0, $"Nothing in the audit log says '{code}'.");
            Assert.All(entries, entry => Assert.True(entry.TryGetProperty("organisation", out _) && entry.TryGetProperty("about", out _), entry.GetRawText()));
        }
    }

    private async Task OpenCallAsync()
    {
        await Coordinator.CreateAsync("calls", new
        {
            id = Call,
            pole = Chain.Pole,
            mode = "DATED",
            plan = new
            {
                title = "Ordinateurs solidaires 2027",
                rules = "Les machines sont mises à disposition d'un partenaire, dans un projet commun.",
                pledges = new[] { new { type = "LAPTOP", quantity = Pledged } },
                perDossierMax = 10,
                criteria = new[] { new { name = "projet commun", weight = 3 }, new { name = "accompagnement", weight = 1 } },
                closesAt = town.Clock.GetUtcNow().AddDays(30),
                territory = "Val d'Ombre",
                funder = "Région",
            },
        });
        await SeatAsync($"{Chain.Pole}.coordinator", Chain.Pole, "COORDINATOR");
        await SeatAsync("don-mairie-de-valombre.donor", "don-mairie-de-valombre", "DONOR");
        await SeatAsync("animatrice-du-pole", PoleEpn, "ANIMATOR");
        await Coordinator.ActAsync("calls", Call, "publish");
        await Coordinator.ActAsync("calls", Call, "open");

        // The rules are public, the jury is not.
        var seen = await town.As("epn-vallon", "ANIMATOR").GetAsync($"/api/calls/{Call}");
        Assert.Equal("OPEN", seen.GetProperty("status").GetString());
        Assert.False(seen.TryGetProperty("jury", out _));

        Task SeatAsync(string person, string organisation, string role) =>
            Coordinator.ActAsync("calls", Call, "seat-juror", new { juror = new { person, organisation, role } });
    }

    private async Task<string[]> FileAsync(Hand platanes, Hand referent, Hand ofThePole)
    {
        var filed = new List<string>
        {
            await _chain.SignedDossierAsync(Platanes, platanes, LireEnsemble, referent, 10, Call),
            await _chain.SignedDossierAsync(PoleEpn, ofThePole, Partners[0], town.As(Partners[0], "PARTNER"), 8, Call),
        };

        for (var i = 0; i < 17; i++)
        {
            var (epn, partner) = (Epns[i % Epns.Length], Partners[i % Partners.Length]);
            filed.Add(await _chain.SignedDossierAsync(epn, town.As(epn, "ANIMATOR"), partner, town.As(partner, "PARTNER"), 9, Call));
        }

        await platanes.ActAsync("dossiers", filed[0], "submit");
        await ofThePole.ActAsync("dossiers", filed[1], "submit");

        for (var i = 0; i < 17; i++)
        {
            await town.As(Epns[i % Epns.Length], "ANIMATOR").ActAsync("dossiers", filed[i + 2], "submit");
        }

        var animator = town.As("epn-vallon", "ANIMATOR");
        var half = await _chain.SignedDossierAsync("epn-vallon", animator, Partners[3], referent: null, 5, Call);
        await animator.MayNotAsync("side-has-not-signed", "dossiers", half, "submit");
        Assert.Equal("DRAFT", Status(await animator.GetAsync($"/api/dossiers/{half}")));

        // The server's clock counts: a minute before, and the call closes by itself.
        var late = await _chain.SignedDossierAsync("epn-vallon", animator, Partners[3], town.As(Partners[3], "PARTNER"), 5, Call);
        await Coordinator.MayNotAsync("call-closes-by-itself", "calls", Call, "close");
        await town.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal("CLOSED", Status(await Coordinator.GetAsync($"/api/calls/{Call}")));
        var told = await animator.MayNotAsync("call-closed", "dossiers", late, "submit");
        Assert.Contains("brouillon est gardé", told, StringComparison.Ordinal);
        Assert.Equal("DRAFT", Status(await animator.GetAsync($"/api/dossiers/{late}")));
        return [.. filed];
    }

    private async Task JudgeAsync(string[] filed, string own, Hand ofThePole)
    {
        await Coordinator.ActAsync("calls", Call, "start-review");
        await Coordinator.MayNotAsync("judged-without-the-pole", "dossiers", own, "find-eligible");

        foreach (var (dossier, index) in filed.Select((dossier, index) => (dossier, index)))
        {
            var marks = new[] { new { criterion = "projet commun", mark = 20 - (index / 2) }, new { criterion = "accompagnement", mark = 12 } };
            await (dossier == own ? _mayor : Coordinator).ActAsync("dossiers", dossier, "find-eligible");
            await _mayor.ActAsync("dossiers", dossier, "score", new { marks });

            if (dossier != own)
            {
                await Coordinator.ActAsync("dossiers", dossier, "score", new { marks });
                await ofThePole.ActAsync("dossiers", dossier, "score", new { marks });
            }
        }

        // Judged without the pole's people: who, in which role, when, for which dossier.
        await Coordinator.MayNotAsync("juror-recused", "dossiers", own, "score", new { marks = Array.Empty<object>() });
        await ofThePole.MayNotAsync("juror-recused", "dossiers", own, "score", new { marks = Array.Empty<object>() });
        var judged = await _mayor.GetAsync($"/api/dossiers/{own}");
        Assert.Equal(own, judged.GetProperty("id").GetString());
        Assert.Equal(
            ["ANIMATOR of-the-pole", "COORDINATOR of-the-pole"],
            judged.GetProperty("recusals").EnumerateArray().Select(one => $"{one.GetProperty("role").GetString()} {one.GetProperty("reason").GetString()}").Order(StringComparer.Ordinal));
        Assert.All(judged.GetProperty("recusals").EnumerateArray(), one => Assert.Equal(DateOnly.FromDateTime(town.Clock.GetUtcNow().UtcDateTime), DateOnly.FromDateTime(one.GetProperty("at").GetDateTimeOffset().UtcDateTime)));
    }

    private async Task DecideAsync(string[] filed, string own)
    {
        await Coordinator.ActAsync("dossiers", filed[0], "accept", new { quantities = new[] { 10 } });
        await Coordinator.MayNotAsync("judged-without-the-pole", "dossiers", own, "accept", new { quantities = new[] { 8 } });
        await _mayor.ActAsync("dossiers", own, "accept", new { quantities = new[] { 8 } });

        foreach (var dossier in filed[2..13])
        {
            await Coordinator.ActAsync("dossiers", dossier, "accept", new { quantities = new[] { 9 } });
        }

        // 10 + 8 + 11 × 9 = 117 of 120: another nine are not there.
        await Coordinator.MayNotAsync("pledge-used-up", "dossiers", filed[13], "accept", new { quantities = new[] { 9 } });
        await Coordinator.MayNotAsync("dossiers-undecided", "calls", Call, "decide");

        foreach (var dossier in filed[13..17].Reverse())
        {
            await Coordinator.ActAsync("dossiers", dossier, "waitlist");
        }

        foreach (var dossier in filed[17..])
        {
            await Coordinator.ActAsync("dossiers", dossier, "reject", new { reason = "accompagnement insuffisant" });
        }

        var call = await Coordinator.ActAsync("calls", Call, "decide");
        Assert.Equal("DECIDED", Status(call));
        var applications = call.GetProperty("applications").EnumerateArray().ToArray();
        var byStatus = applications.GroupBy(one => Status(one)).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((13, 4, 2), (byStatus["ACCEPTED"], byStatus["WAITLISTED"], byStatus["REJECTED"]));
        Assert.Equal(19, byStatus.Values.Sum());
        Assert.Equal(171, applications.Sum(one => Sum(one.GetProperty("asked"))));
        Assert.Equal(117, applications.Sum(one => Sum(one.GetProperty("accepted"))));
        Assert.Equal(Pledged - 117, Sum(call.GetProperty("left")));

        // Ordered by points, whatever the order in which it was decided, and visible to those who wait.
        foreach (var applicant in new[] { town.As(Epns[(13 - 2) % Epns.Length], "ANIMATOR"), town.As(Partners[(13 - 2) % Partners.Length], "PARTNER") })
        {
            var seen = await applicant.GetAsync($"/api/calls/{Call}");
            Assert.Equal(
                filed[13..17].Select((dossier, index) => $"{index + 1} {dossier} 9"),
                seen.GetProperty("waitingList").EnumerateArray().Select(place => $"{place.GetProperty("position")} {place.GetProperty("dossier").GetString()} {place.GetProperty("asked")}"));
            Assert.False(seen.TryGetProperty("applications", out _));
        }

        await Coordinator.ActAsync("calls", Call, "run");
    }

    private async Task<string[]> AllocateAsync(string mine, string other)
    {
        var stock = await _chain.ReadyLaptopsAsync(Workshop, 20);
        var second = await town.NewHandAsync(Chain.Pole, Role.Coordinator, "coordination-2");

        // From the same stock at the same minute: both see the same machines, one gets them.
        var first = await Coordinator.CreateAsync("allocations", new { dossier = mine, line = 0, quantity = 10 });
        var rival = await second.CreateAsync("allocations", new { dossier = other, line = 0, quantity = 9 });
        Assert.Equal(stock[..10], Machines(first));
        Assert.Equal(stock[..9], Machines(rival));
        var why = first.GetProperty("machines")[3];
        Assert.Equal(("B", 4, 20), (why.GetProperty("grade").GetString(), why.GetProperty("rank").GetInt32(), why.GetProperty("among").GetInt32()));
        Assert.True(why.TryGetProperty("readySince", out _));

        var confirmed = await Task.WhenAll(
            Coordinator.TryAsync($"/api/allocations/{Id(first)}/confirm"),
            second.TryAsync($"/api/allocations/{Id(rival)}/confirm"));
        var won = Assert.Single(confirmed, one => one.Status is HttpStatusCode.OK).Body;
        var lost = Assert.Single(confirmed, one => one.Status is HttpStatusCode.Conflict).Body;
        var (taken, left) = Id(won) == Id(first) ? (10, 10) : (9, 11);
        Assert.Equal("stock-taken", lost.GetProperty("code").GetString());

        // The winner may still be reserving while the loser is told: never fewer than what is left in the end.
        var told = Regex.Match(lost.ToString(), "(?<left>[0-9]+) machines libres", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(told.Success, lost.ToString());
        Assert.InRange(int.Parse(told.Groups["left"].Value, CultureInfo.InvariantCulture), left, 19);

        // Nothing is half reserved, and the loser asks again.
        Assert.Equal(taken, (await Chain.MachinesAsync(Coordinator, "status=RESERVED")).Length);
        var (hand, dossier, quantity) = taken == 10 ? (second, other, 9) : (Coordinator, mine, 10);
        var again = await hand.CreateAsync("allocations", new { dossier, line = 0, quantity });
        var ended = await hand.ActAsync("allocations", Id(again), "confirm");
        Assert.Equal("CONFIRMED", Status(ended));
        Assert.Equal(19, (await Chain.MachinesAsync(Coordinator, "status=RESERVED")).Length);
        Assert.Single(await Chain.MachinesAsync(Coordinator, "status=READY"));
        await Coordinator.NotCreatedAsync("more-than-accepted", "allocations", new { dossier = mine, line = 0, quantity = 1 });
        return Machines(taken == 10 ? won : ended);
    }

    private async Task PlaceAsync(string[] machines, string dossier, Hand platanes, Hand referent)
    {
        Assert.Equal(10, machines.Length);
        var delivery = await _chain.DispatchAsync(Workshop, Platanes, dossier, machines);

        foreach (var machine in machines)
        {
            Assert.Equal("AT_EPN", (await platanes.DoAsync(machine, "receive-at-epn")).Status);
        }

        Assert.Equal("DELIVERED", Status(await platanes.GetAsync($"/api/deliveries/{delivery}")));
        var allocation = (await platanes.GetAsync("/api/allocations")).GetProperty("items").EnumerateArray().Single(one => Status(one) is not "RELEASED" && Machines(one).Contains(machines[0]));
        Assert.Equal("FULFILLED", Status(allocation));
        var loan = await _chain.SignedLoanAsync(Workshop, Platanes, platanes, LireEnsemble, referent, dossier, 365);

        foreach (var machine in machines[..8])
        {
            Assert.Equal("PLACED", (await platanes.DoAsync(machine, "place-with-partner", new { loan, coSignedBy = "referente-lire-ensemble" })).Status);
        }

        // « EPN, salle »: refused by rule, with the three ways out. So is a partner with the same SIREN.
        var refusal = await platanes.NotCreatedAsync("partner-not-another-person", "loans", new { lender = Workshop, relay = Platanes, borrower = Platanes, dossier, from = _chain.Day(0), to = _chain.Day(365) });
        Assert.Contains("rendez", refusal, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("autre partenaire", refusal, StringComparison.Ordinal);
        Assert.Contains("dérogation", refusal, StringComparison.Ordinal);
        await platanes.NotCreatedAsync("partner-not-another-person", "dossiers", Project("amicale-des-platanes"));
        await platanes.NotCreatedAsync("partner-not-another-person", "dossiers", Project(Platanes));
        await platanes.NotCreatedAsync("derogation-is-the-poles", "dossiers", Project("amicale-des-platanes", "même maison"));

        // Thirty days from the scan of reception.
        var kept = await platanes.GetAsync($"/api/machines/{machines[8]}");
        Assert.Equal("AT_EPN", Status(kept));
        Assert.InRange((kept.GetProperty("dueAt").GetDateTimeOffset() - town.Clock.GetUtcNow()).TotalDays, 29.9, 30);

        // A week before the end the EPN is reminded of the two, and of nothing else.
        await town.PassAsync(TimeSpan.FromDays(22));
        Assert.Empty(await RemindedAsync(platanes, machines));
        await town.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(machines[8..], await RemindedAsync(platanes, machines));
        await town.PassAsync(TimeSpan.FromDays(6));
        Assert.Equal(machines[8..], await RemindedAsync(platanes, machines));
        Assert.Equal(2, (await Chain.MachinesAsync(platanes, $"holder={Platanes}&status=AT_EPN")).Length);
        await town.PassAsync(TimeSpan.FromDays(1));

        foreach (var machine in machines[8..])
        {
            Assert.Equal("IN_TRANSIT", Status(await Coordinator.GetAsync($"/api/machines/{machine}")));
            var back = await town.As(Workshop, "STOREKEEPER").DoAsync(machine, "receive-return", new { boxOpened = false });
            Assert.Equal("READY", back.Status);
        }

        Assert.Empty(await RemindedAsync(Coordinator, machines));

        // Back at the workshop nothing waits any more. Machines kept by the EPN = 0; eight are with the partner.
        var attached = await Coordinator.GetAsync($"/api/organisations/{Platanes}/attached");
        Assert.Equal(0, attached.GetProperty("counts").GetProperty("held").GetInt32());
        Assert.Equal(8, attached.GetProperty("counts").GetProperty("openLines").GetInt32());
        Assert.All(attached.GetProperty("machines").EnumerateArray(), one => Assert.Equal(("PLACED", LireEnsemble), (Status(one), one.GetProperty("holder").GetString())));
    }

    private static async Task<string[]> RemindedAsync(Hand hand, string[] machines)
    {
        var reminded = new List<string>();

        foreach (var machine in machines)
        {
            var findings = (await hand.GetAsync($"/api/machines/{machine}")).GetProperty("findings").EnumerateArray().Select(finding => finding.GetString());

            if (findings.Contains("placement-ends-soon"))
            {
                reminded.Add(machine);
            }
        }

        return [.. reminded];
    }

    private object Project(string partner, string? derogationReason = null) => new
    {
        epn = Platanes,
        partner,
        pole = Chain.Pole,
        project = "EPN, salle",
        needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "C", requested = 2 } },
        sessions = new[] { _chain.Day(20) },
        derogationReason,
    };

    private static string Status(JsonElement terms) => terms.GetProperty("status").GetString()!;

    private static string Id(JsonElement terms) => terms.GetProperty("id").GetString()!;

    private static int Sum(JsonElement pledges) => pledges.EnumerateArray().Sum(one => one.GetProperty("quantity").GetInt32());

    private static string[] Machines(JsonElement allocation) =>
        [.. allocation.GetProperty("machines").EnumerateArray().Select(one => one.GetProperty("machine").GetString()!)];
}
