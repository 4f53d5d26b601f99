using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

/// <summary>Call 2027-1 of scenario S3: DATED, 120 laptops pledged, 19 dossiers that ask 171, judged by its rules.</summary>
internal sealed class S3TheCall(Town town, Chain chain)
{
    public const string Call = "2027-1";
    public const string Platanes = "epn-les-platanes";
    public const string LireEnsemble = "lire-ensemble";
    public const string SameSiren = "amicale-des-platanes";
    private const string PoleEpn = "epn-du-pole";
    private const int Pledged = 120;

    private static readonly string[] Epns = ["epn-la-passerelle", "epn-le-phare", "epn-gare-nord", "epn-la-clairiere", "epn-vallon", "epn-trois-ponts"];

    private static readonly string[] Partners =
    [
        "asso-coup-de-main", "asso-horizon-emploi", "asso-les-ateliers-de-lea", "asso-parents-du-vallon", "asso-toit-et-cle", "asso-femmes-en-reseau",
        "asso-seniors-connectes", "asso-etudiants-solidaires", "asso-jardin-partage", "asso-main-tendue", "asso-langues-du-monde", "asso-radio-ombre",
    ];

    private readonly Hand _mayor = town.As("don-mairie-de-valombre", "DONOR");

    /// <summary>The animator of Les Platanes.</summary>
    public Hand Animator { get; private set; } = null!;

    /// <summary>The referent of Lire Ensemble.</summary>
    public Hand Referent { get; private set; } = null!;

    private Hand Coordinator => chain.Coordinator;

    /// <summary>EPN and partners of the scenario; the pole runs an EPN as well.</summary>
    public async Task<Hand> RegisterAsync()
    {
        var national = await town.NationalBodyAsync();
        await chain.RegisterAsync(Platanes, "Les Platanes", "EPN", siret: "73282932000009");
        await chain.RegisterAsync(LireEnsemble, "Lire Ensemble (ASL)", "PARTNER", rna: "W691000001");
        await chain.RegisterAsync(SameSiren, "Amicale des Platanes", "PARTNER", siret: "73282932000017");
        await chain.RegisterAsync(PoleEpn, "EPN du pôle", "EPN", rna: "W691000003", parent: Chain.Pole, granter: national);
        Animator = await town.NewHandAsync(Platanes, Role.Animator, "animateur-platanes");
        Referent = await town.NewHandAsync(LireEnsemble, Role.Partner, "referente-lire-ensemble");
        return await town.NewHandAsync(PoleEpn, Role.Animator, "animatrice-du-pole");
    }

    public async Task OpenAsync()
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
        await SeatAsync("program-animatrice-du-pole", PoleEpn, "ANIMATOR");
        await Coordinator.ActAsync("calls", Call, "publish");
        await Coordinator.ActAsync("calls", Call, "open");

        // The rules are public, the jury is not.
        var seen = await town.As("epn-vallon", "ANIMATOR").GetAsync($"/api/calls/{Call}");
        Assert.Equal("OPEN", seen.GetProperty("status").GetString());
        Assert.False(seen.TryGetProperty("jury", out _));

        Task SeatAsync(string person, string organisation, string role) =>
            Coordinator.ActAsync("calls", Call, "seat-juror", new { juror = new { person, organisation, role } });
    }

    public async Task<string[]> FileAsync(Hand ofThePole)
    {
        var filed = new List<string>
        {
            await chain.SignedDossierAsync(Platanes, Animator, LireEnsemble, Referent, 10, Call),
            await chain.SignedDossierAsync(PoleEpn, ofThePole, Partners[0], town.As(Partners[0], "PARTNER"), 8, Call),
        };

        for (var i = 0; i < 17; i++)
        {
            var (epn, partner) = (Epns[i % Epns.Length], Partners[i % Partners.Length]);
            filed.Add(await chain.SignedDossierAsync(epn, town.As(epn, "ANIMATOR"), partner, town.As(partner, "PARTNER"), 9, Call));
        }

        await Animator.ActAsync("dossiers", filed[0], "submit");
        await ofThePole.ActAsync("dossiers", filed[1], "submit");

        for (var i = 0; i < 17; i++)
        {
            await town.As(Epns[i % Epns.Length], "ANIMATOR").ActAsync("dossiers", filed[i + 2], "submit");
        }

        var animator = town.As("epn-vallon", "ANIMATOR");
        var half = await chain.SignedDossierAsync("epn-vallon", animator, Partners[3], referent: null, 5, Call);
        var missing = await animator.MayNotAsync("side-has-not-signed", "dossiers", half, "submit");
        Assert.Contains("Une signature manque", missing, StringComparison.Ordinal);
        Assert.Equal("DRAFT", Status(await animator.GetAsync($"/api/dossiers/{half}")));

        // The server's clock counts: a minute before, and the call closes by itself.
        var late = await chain.SignedDossierAsync("epn-vallon", animator, Partners[3], town.As(Partners[3], "PARTNER"), 5, Call);
        await Coordinator.MayNotAsync("call-closes-by-itself", "calls", Call, "close");
        await town.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal("CLOSED", Status(await Coordinator.GetAsync($"/api/calls/{Call}")));
        var told = await animator.MayNotAsync("call-closed", "dossiers", late, "submit");
        Assert.Contains("brouillon est gardé", told, StringComparison.Ordinal);
        Assert.Equal("DRAFT", Status(await animator.GetAsync($"/api/dossiers/{late}")));
        return [.. filed];
    }

    public async Task JudgeAsync(string[] filed, string own, Hand ofThePole)
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

    public async Task DecideAsync(string[] filed, string own)
    {
        await Coordinator.ActAsync("dossiers", filed[0], "accept", new { quantities = new[] { 10 } });
        await Coordinator.MayNotAsync("judged-without-the-pole", "dossiers", own, "accept", new { quantities = new[] { 8 } });
        await _mayor.ActAsync("dossiers", own, "accept", new { quantities = new[] { 8 } });

        foreach (var dossier in filed[2..13])
        {
            await Coordinator.ActAsync("dossiers", dossier, "accept", new { quantities = new[] { 9 } });
        }

        // 10 + 8 + 11 × 9 = 117 of 120: another nine are not there.
        var full = await Coordinator.MayNotAsync("pledge-used-up", "dossiers", filed[13], "accept", new { quantities = new[] { 9 } });
        Assert.Contains("9 demandées, 3 encore disponibles", full, StringComparison.Ordinal);
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

        // Each applicant is told; a refusal with its reason.
        foreach (var (dossier, status, reason) in ((string, string, string?)[])[(filed[0], "ACCEPTED", null), (filed[13], "WAITLISTED", null), (filed[17], "REJECTED", "accompagnement insuffisant")])
        {
            var notice = Assert.Single(await Giving.DocumentsAsync(Coordinator, $"dossier/{dossier}", "DOSSIER_DECISION")).GetProperty("content");
            Assert.Equal((status, reason), (Status(notice.GetProperty("dossier")), notice.TryGetProperty("reason", out var why) ? why.GetString() : null));
        }

        await Coordinator.ActAsync("calls", Call, "run");
    }

    private static string Status(JsonElement terms) => terms.GetProperty("status").GetString()!;

    private static int Sum(JsonElement pledges) => pledges.EnumerateArray().Sum(one => one.GetProperty("quantity").GetInt32());
}
