using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>What the pages of a pole have to show: alerts, a call before its jury, dossiers at each point, machines proposed and lost.</summary>
internal sealed class PolePlay(DemoServer server, Workday day)
{
    private static readonly (string Name, int Weight)[] Criteria = [("Utilité pour le public", 5), ("Accompagnement prévu", 3), ("Suite du projet", 2)];

    private string Coordinator => server.Token(Role.Coordinator);

    private string Animator => server.Token(Role.Animator, day.Epn);

    private string Partner => server.Token(Role.Partner, day.Partner);

    private string Supervisor => server.Token(Role.Supervisor, Workday.Workshop);

    public async Task PlayAsync(Dictionary<string, string> made)
    {
        await AlertsAsync(made);
        made["offer"] = await day.OfferedDonationAsync("don-cabinet-ferrand", 9);
        made["written"] = await CallAsync("Printemps 2027 : lire et écrire en ligne");
        made["opened"] = await OpenedAsync("Automne 2027 : travail et droits");
        made["judged"] = await OpenedAsync("Au fil de l'eau 2027");
        made["drafted"] = await DossierAsync(made["opened"], 4);
        made["filed"] = await FiledAsync(made["judged"], 5);
        made["scored"] = await EligibleAsync(made["judged"], 6);
        made["waiting"] = await EligibleAsync(made["judged"], 30);
        await ScoreAsync(made["waiting"], 11, 12, 10);
        await day.ActAsync(Coordinator, "dossiers", made["waiting"], "waitlist");
        await ScoreAsync(made["scored"], 17, 15, 16);
        made["granted"] = await EligibleAsync(made["judged"], 3);
        await ScoreAsync(made["granted"], 18, 14, 12);
        await day.ActAsync(Coordinator, "dossiers", made["granted"], "accept", new { quantities = new[] { 3 } });
        await AllocationsAsync(made);
        await RecallsAsync(made);
    }

    /// <summary>A call of the pole, with a jury.</summary>
    public async Task<string> CallAsync(string title, int laptops = 20, bool dated = false)
    {
        var call = await day.CreateAsync(Coordinator, "calls", new
        {
            pole = Workday.Pole,
            mode = dated ? "DATED" : "CONTINUOUS",
            plan = new
            {
                title,
                rules = "Un projet commun d'un EPN et d'un partenaire.\n\nLes machines sont prêtées pour la durée du projet.",
                themes = new[] { "Lire et écrire en ligne", "Travail et droits" },
                pledges = new[] { new { type = "LAPTOP", quantity = laptops } },
                perDossierMax = 30,
                criteria = Criteria.Select(one => new { name = one.Name, weight = one.Weight }),
                closesAt = dated ? DateTimeOffset.UtcNow.AddDays(30).ToString("O", CultureInfo.InvariantCulture) : null,
                territory = "Val d'Ombre",
            },
        });
        await day.ActAsync(Coordinator, "calls", call, "seat-juror", new { juror = new { person = $"{Workday.Workshop}.supervisor", organisation = Workday.Workshop, role = "SUPERVISOR" } });
        return call;
    }

    public async Task<string> OpenedAsync(string title, int laptops = 20)
    {
        var call = await CallAsync(title, laptops);
        await day.ActAsync(Coordinator, "calls", call, "publish");
        await day.ActAsync(Coordinator, "calls", call, "open");
        return call;
    }

    /// <summary>A draft that answers a call.</summary>
    public Task<string> DossierAsync(string call, int laptops) => day.CreateAsync(Animator, "dossiers", new
    {
        epn = day.Epn,
        partner = day.Partner,
        pole = Workday.Pole,
        project = string.Create(CultureInfo.InvariantCulture, $"Écrire sans peur ({laptops} places)"),
        call,
        needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "B", requested = laptops } },
        sessions = new[] { Workday.Day(20), Workday.Day(27) },
        exitPlan = "Les machines reviennent à l'atelier.",
        plan = new { theme = "Lire et écrire en ligne", @public = "Adultes en apprentissage du français", place = "Salle bleue", months = 9, accompanimentHours = 24, objectives = "Écrire seul une démarche en ligne." },
    });

    public async Task<string> FiledAsync(string call, int laptops)
    {
        var dossier = await DossierAsync(call, laptops);
        await day.ActAsync(Animator, "dossiers", dossier, "sign", new { party = "EPN" });
        await day.ActAsync(Partner, "dossiers", dossier, "sign", new { party = "PARTNER" });
        await day.ActAsync(Animator, "dossiers", dossier, "submit");
        return dossier;
    }

    public async Task<string> EligibleAsync(string call, int laptops)
    {
        var dossier = await FiledAsync(call, laptops);
        await day.ActAsync(Coordinator, "dossiers", dossier, "find-eligible");
        return dossier;
    }

    public Task ScoreAsync(string dossier, params int[] marks) => day.ActAsync(
        Supervisor, "dossiers", dossier, "score", new { marks = marks.Zip(Criteria).Select(pair => new { criterion = pair.Second.Name, mark = pair.First }) });

    private async Task AlertsAsync(Dictionary<string, string> made)
    {
        made["incident"] = await day.CreateAsync(Animator, "incidents", new { kind = "SUPPORT", what = "Trois portables ne démarrent plus après une mise à jour." });
        await day.CreateAsync(Animator, "incidents", new { kind = "DISCREPANCY", what = "Un carton annoncé n'est pas dans le camion." });
        await day.CreateAsync(Animator, "incidents", new { kind = "SAFETY", what = "Une batterie a gonflé pendant une séance." });
        made["contested"] = await server.ReceivedAsync();
        await day.DoAsync(server.Token(Role.Storekeeper, "etabli-du-coteau"), made["contested"], "claim-custody");
        await day.DoAsync(Supervisor, made["contested"], "contest-handover", new { reason = "la machine est sur notre étagère" });
        var claimed = await server.ReceivedAsync();
        await day.DoAsync(server.Token(Role.Storekeeper, "etabli-du-coteau"), claimed, "claim-custody");
    }

    /// <summary>A recall that is written, and one that runs.</summary>
    private async Task RecallsAsync(Dictionary<string, string> made)
    {
        const string Model = "Modèle à rappeler";
        await server.WipedAsync(Model);
        made["draft-recall"] = await RecallAsync(Model);
        made["recall"] = await RecallAsync(Model);
        await day.ActAsync(Coordinator, "recalls", made["recall"], "activate");
    }

    private Task<string> RecallAsync(string model) =>
        day.CreateAsync(Coordinator, "recalls", new { reason = "la batterie peut gonfler", filter = new { models = new[] { model } }, instruction = "DANGEROUS_BATTERY", answerBefore = Workday.Day(20) });

    private async Task AllocationsAsync(Dictionary<string, string> made)
    {
        await day.ReadyAsync(4);
        made["lost"] = await AllocateAsync(made["granted"], 2);
        made["reserved"] = await AllocateAsync(made["granted"], 1);
        await day.ActAsync(Coordinator, "allocations", made["reserved"], "confirm");
        made["proposed"] = await AllocateAsync(made["granted"], 2);
    }

    private Task<string> AllocateAsync(string dossier, int quantity) => day.CreateAsync(Coordinator, "allocations", new { dossier, line = 0, quantity });
}
