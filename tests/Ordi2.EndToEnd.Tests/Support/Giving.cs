using System.Text.Json;

namespace Ordi2.EndToEnd.Tests.Support;

/// <summary>A gift through the API, from the convention to the dock of a workshop.</summary>
/// <param name="town">Where.</param>
/// <param name="donorId">Who gives.</param>
/// <param name="donor">Its contact.</param>
public sealed class Giving(Town town, string donorId, Hand donor)
{
    public const string Pole = "pole-val-d-ombre";
    public const string Workshop = "atelier-du-canal";
    public const string Carrier = "transports-roulier";

    public Hand Donor => donor;

    public Hand Coordinator { get; } = town.As(Pole, "COORDINATOR");

    public Hand Office { get; } = town.As(Workshop, "SUPERVISOR");

    public Hand Dock { get; } = town.As(Workshop, "STOREKEEPER");

    public Hand Driver { get; } = town.As(Carrier, "DRIVER");

    /// <summary>A gift of a firm whose convention both sides signed; the workshop may issue receipts.</summary>
    public Task<string> SignedAsync(string refusalDefault, params (string Type, int Quantity)[] announced) => SignedForAsync(Workshop, Office, refusalDefault, announced);

    /// <summary>The same for another workshop.</summary>
    public async Task<string> SignedForAsync(string receiver, Hand office, string refusalDefault, params (string Type, int Quantity)[] announced)
    {
        var donation = Text(
            await donor.CreateAsync("donations", new
            {
                donor = donorId,
                legalBasis = "MECENAT_238BIS",
                pole = Pole,
                refusalDefault,
                announced = announced.Select(line => new { type = line.Type, quantity = line.Quantity }),
            }),
            "id");
        await donor.ActAsync("donations", donation, "propose", new { pole = Pole });
        await Coordinator.ActAsync("donations", donation, "accept", new { receiver });
        await donor.ActAsync("donations", donation, "sign", new { party = "DONOR", document = $"CD-{donation}" });
        Assert.Equal("SIGNED", Text(await office.ActAsync("donations", donation, "sign", new { party = "RECEIVER", document = $"CD-{donation}" }), "status"));
        await Coordinator.ActAsync("organisations", receiver, "set-tax-receipt-status", new { status = "RIG", proof = "RIG-2026-4" });
        return donation;
    }

    /// <summary>A round with one stop that fetches it, on the road.</summary>
    public async Task<string> RoundAsync(string donation, Hand driver)
    {
        var round = Text(
            await Dock.CreateAsync("rounds", new
            {
                donation,
                carrier = Carrier,
                day = town.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                stops = new[] { new { id = "cave", place = "sous-sol", accessNotes = "monte-charge en panne", safety = new[] { "batteries gonflées possibles" } } },
            }),
            "id");
        await driver.ActAsync("rounds", round, "open");
        Assert.Equal("IN_COLLECTION", Text(await donor.GetAsync($"/api/donations/{donation}"), "status"));
        return round;
    }

    /// <summary>Received at the dock, one by one, with a label each.</summary>
    public async Task<string[]> ReceiveAsync(string donation, string round, string type, int count)
    {
        var labels = new List<string>(count);

        for (var i = 0; i < count; i++)
        {
            labels.Add(Hand.NewLabel());
            Assert.Equal("RECEIVED", (await Dock.DoAsync(labels[^1], "receive-device", new { donation, type, round })).Status);
        }

        return [.. labels];
    }

    public async Task<string?> OwnerAsync(string label) =>
        (await Dock.GetAsync($"/api/machines/{label}")).TryGetProperty("owner", out var owner) ? owner.GetString() : null;

    public static async Task<JsonElement[]> DocumentsAsync(Hand hand, string about, string kind) =>
        [.. (await hand.GetAsync($"/api/documents?about={about}&limit=500")).GetProperty("items").EnumerateArray().Where(document => Text(document, "kind") == kind)];

    /// <summary>Announced, picked up, received; what nobody counted is nothing, and not 0.</summary>
    public static (string Type, int Announced, int? PickedUp, int Received)[] Sheet(JsonElement donation) =>
    [
        .. donation.GetProperty("sheet").EnumerateArray().Select(line => (
            Text(line, "type"),
            Number(line, "announced"),
            line.TryGetProperty("pickedUp", out var picked) ? picked.GetInt32() : (int?)null,
            Number(line, "received"))),
    ];

    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
