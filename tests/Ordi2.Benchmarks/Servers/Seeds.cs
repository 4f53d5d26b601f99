using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ordi2.Benchmarks.Servers;

/// <summary>One thing of a kind, made through the API, that a filled store copies: its list is then as long as years make it.</summary>
/// <param name="Kind">As the ledger calls the kind.</param>
/// <param name="Plural">As the API calls its list.</param>
/// <param name="Id">Which one.</param>
/// <param name="MachinesFor">For so many machines there is one of them.</param>
internal sealed record Seed(string Kind, string Plural, string Id, int MachinesFor)
{
    private const string Carrier = "transports-roulier";

    /// <summary>One of each kind that a territory makes many of.</summary>
    public static async Task<IReadOnlyList<Seed>> SowAsync(OrdiServer server)
    {
        var pole = await HandAsync(server, "COORDINATOR");
        var store = await HandAsync(server, "STOREKEEPER");
        var epn = await HandAsync(server, "ANIMATOR");
        var donor = await HandAsync(server, "DONOR");
        var partner = (await server.AccountAsync("PARTNER")).OrganisationId;
        var recycler = (await server.AccountAsync("RECYCLER")).OrganisationId;

        using (pole.Http)
        using (store.Http)
        using (epn.Http)
        using (donor.Http)
        {
            var donation = await donor.MakeAsync("donations", new { donor = donor.Id, legalBasis = "MECENAT_238BIS", pole = pole.Id, announced = new[] { new { type = "LAPTOP", quantity = 70 } } });
            await donor.DoAsync("donations", donation, "propose", new { pole = pole.Id });
            await pole.DoAsync("donations", donation, "accept", new { receiver = store.Id });

            var dossier = await epn.MakeAsync("dossiers", new
            {
                epn = epn.Id,
                partner,
                pole = pole.Id,
                project = "Lire et écrire en ligne",
                needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "NONE", requested = 5 } },
                sessions = new[] { Day(7) },
                exitPlan = "Les machines reviennent à l'atelier.",
            });
            await epn.DoAsync("dossiers", dossier, "sign", new { party = "EPN" });
            await pole.DoAsync("dossiers", dossier, "sign", new { party = "PARTNER", onPaper = true, document = $"P-{dossier}" });
            await epn.DoAsync("dossiers", dossier, "submit", new { });
            await pole.DoAsync("dossiers", dossier, "find-eligible", new { });
            await pole.DoAsync("dossiers", dossier, "score", new { points = 80 });
            await pole.DoAsync("dossiers", dossier, "accept", new { quantities = new[] { 5 } });

            return
            [
                new("round", "rounds", await store.MakeAsync("rounds", new { donation, carrier = Carrier, day = Day(1) }), 70),
                new("dossier", "dossiers", dossier, 40),
                new("delivery", "deliveries", await store.MakeAsync("deliveries", new { from = store.Id, consignee = epn.Id, carrier = Carrier, dossier }), 20),
                new("loan", "loans", await epn.MakeAsync("loans", new { lender = store.Id, relay = epn.Id, borrower = partner, dossier, from = Day(0), to = Day(300) }), 20),
                new("session", "sessions", await epn.MakeAsync("sessions", new { dossier, date = Day(7), minutes = 120, kind = "ANIMATOR", place = "Salle du Phare" }), 10),
                new("batch", "batches", await store.MakeAsync("batches", new { holder = store.Id, recycler, flow = "SMALL_IT", wasteCode = "16 02 14", container = "CAGE-1" }), 300),
                new("incident", "incidents", await epn.MakeAsync("incidents", new { kind = "SUPPORT", what = "Ne démarre plus." }), 50),
                new("recall", "recalls", await pole.MakeAsync("recalls", new { reason = "batterie", filter = new { models = new[] { "T480" } }, instruction = "DANGEROUS_BATTERY" }), 1000),
                new("document", "documents", await pole.MakeAsync("reports", new { kind = "POLE_REPORT", year = DateTime.UtcNow.Year }), 2),
            ];
        }
    }

    private static string Day(int fromToday) => DateTime.UtcNow.Date.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<Hand> HandAsync(OrdiServer server, string role)
    {
        var account = await server.AccountAsync(role);
        return new(server.Client(account.Token), account.OrganisationId);
    }

    private sealed record Hand(HttpClient Http, string Id)
    {
        public async Task<string> MakeAsync(string plural, object body) => (await PostAsync($"/api/{plural}", body)).GetProperty("id").GetString()!;

        public async Task DoAsync(string plural, string id, string step, object body) => await PostAsync($"/api/{plural}/{id}/{step}", body);

        private async Task<JsonElement> PostAsync(string path, object body)
        {
            using var answer = await Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
            var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return answer.IsSuccessStatusCode ? said : throw new BenchmarkException($"POST {path}, which a list is made of, was not accepted: {said}");
        }
    }
}
