using System.Globalization;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Journey;

namespace Ordi2.EndToEnd.Tests.Scenarios;

/// <summary>The machines of scenario S7: 41 placed at 17 partners and 12 in stock with one battery.</summary>
internal sealed class S7WhereTheyAre(Journey journey)
{
    public const string Battery = "BAT-5400-LG";
    public const int Partners = 17;
    public const int InStock = 12;

    public static readonly string[] Epns = ["epn-la-passerelle", "epn-le-phare", "epn-gare-nord", "epn-la-clairiere", "epn-vallon", "epn-trois-ponts"];

    /// <returns>The loans; the stock, of which the last two are reserved for a delivery and the very last is packed; one with another battery; that delivery.</returns>
    public async Task<(IReadOnlyList<Lent> Loans, string[] Stock, string Other, string ReservedFor)> SpreadAsync()
    {
        var partners = new List<string>
        {
            "asso-coup-de-main", "asso-horizon-emploi", "asso-les-ateliers-de-lea", "asso-parents-du-vallon", "asso-toit-et-cle", "asso-femmes-en-reseau",
            "asso-seniors-connectes", "asso-etudiants-solidaires", "asso-jardin-partage", "asso-main-tendue", "asso-langues-du-monde", "asso-radio-ombre",
        };

        while (partners.Count < Partners)
        {
            partners.Add(Id(await journey.Coordinator.CreateAsync("organisations", new
            {
                id = $"asso-s7-{partners.Count}",
                name = $"Association {partners.Count}",
                form = "ASSOCIATION",
                activities = new[] { "PARTNER" },
                rna = string.Create(CultureInfo.InvariantCulture, $"W001{partners.Count:000000}"),
                pole = Pole,
                category = "GENERAL_INTEREST_INCLUSION",
            })));
        }

        var loans = new List<Lent>();

        for (var i = 0; i < Partners; i++)
        {
            // 7 partners have 3, 10 have 2: 41.
            var machines = await Task.WhenAll(Enumerable.Range(0, i < 7 ? 3 : 2).Select(_ => journey.ReadyAsync(Battery)));
            var epn = Epns[i % Epns.Length];
            var dossier = await journey.DossierAsync(epn, partners[i], machines.Length);
            await journey.DeliverAsync(epn, dossier, machines);
            var loan = await journey.LoanAsync(epn, partners[i], dossier, journey.Day(300));
            await journey.PlaceAsync(epn, loan, machines);
            loans.Add(new(loan, epn, partners[i], dossier, machines));
        }

        var stock = await Task.WhenAll(Enumerable.Range(0, InStock).Select(_ => journey.ReadyAsync(Battery)));
        var reservedFor = await ReserveAsync(stock[^2..]);
        return (loans, stock, await journey.ReadyAsync("BAT-OTHER"), reservedFor);
    }

    /// <summary>Of the two, both are reserved and the second is packed.</summary>
    private async Task<string> ReserveAsync(string[] machines)
    {
        var dossier = await journey.DossierAsync("epn-vallon", "asso-main-tendue", 2);
        var delivery = Id(await journey.Storekeeper.CreateAsync("deliveries", new { from = journey.Workshop, consignee = "epn-vallon", carrier = journey.Workshop, dossier }));

        foreach (var machine in machines)
        {
            await journey.Coordinator.DoAsync(machine, "allocate", new { dossier });
        }

        await journey.Storekeeper.ActAsync("deliveries", delivery, "add-machines", new { machines });
        await journey.Storekeeper.DoAsync(machines[^1], "pack", new { box = "C-1", delivery });
        return delivery;
    }

    public sealed record Lent(string Id, string Epn, string Partner, string Dossier, string[] Machines);
}
