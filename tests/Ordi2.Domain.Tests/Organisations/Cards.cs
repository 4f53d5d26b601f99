using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Tests.Organisations;

/// <summary>What an organisation of the tests shows of itself.</summary>
internal static class Cards
{
    public static PublicCard Of(params Activity[] activities) => new()
    {
        Offer = "Atelier informatique le mardi, sans rendez-vous.",
        Activities = [.. activities],
        Places = [new("Grande salle", "69003", "Lyon", Street: "12 rue du Lac", Hours: "mardi, 14 h à 17 h")],
        Phone = "04 72 00 00 00",
        Web = "https://example.org/epn",
    };
}
