using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Sessions;

namespace Ordi2.Web.Features.Offices;

/// <summary>What a report says as a table: the first row names the columns. Nothing is computed here, so that the sums stay those of the report.</summary>
internal static class ReportTable
{
    private static readonly string[] Ages = ["under18", "from18To25", "from26To59", "from60", "unknown"];

    private static readonly string[] OfSessions =
    [
        "sessions", "hours", "participants", "new", "qpv", "qpv-percent", "women", "men", "unknown",
        "under-18", "from-18-to-25", "from-26-to-59", "from-60", "age-unknown",
    ];

    /// <summary>Whom a line of the register of outgoing waste names, and what it says of each (arrêté of 31 May 2021).</summary>
    private static readonly string[] InTheRegister = ["producer", "shipper", "carrier", "broker", "destination"];

    private static readonly string[] OfEach = ["name", "siret", "address"];

    /// <summary>A tonne is told to the kilogram, with a comma.</summary>
    private static readonly NumberFormatInfo FrenchTonnes = new() { NumberDecimalSeparator = "," };

    /// <summary>Whether such a document is a table.</summary>
    public static bool Is(DocumentKind kind) => kind is DocumentKind.DonorReport or DocumentKind.ReuseAttestation or DocumentKind.PoleReport or DocumentKind.InsertionHours or DocumentKind.ReceiptDeclaration or DocumentKind.WasteRegister;

    /// <summary>What the columns of the sums of sessions are called, after the one that says whose they are.</summary>
    public static IEnumerable<string> SessionColumns(string language) => OfSessions.Select(column => Words.Say($"column-{column}", language));

    /// <summary>The sums of sessions in the order of these columns.</summary>
    public static object?[] SessionsOf(SessionReport sums) =>
    [
        sums.Sessions, sums.Hours, sums.Counts.Participants, sums.Counts.New, sums.Counts.Qpv, sums.QpvPercent, sums.Counts.Women, sums.Counts.Men, sums.Counts.Unknown,
        sums.Counts.Ages.Under18, sums.Counts.Ages.From18To25, sums.Counts.Ages.From26To59, sums.Counts.Ages.From60, sums.Counts.Ages.Unknown,
    ];

    /// <returns>The rows; nothing for a document that is no table.</returns>
    public static IReadOnlyList<object?[]>? Of(DocumentTerms document, string language)
    {
        using var content = JsonDocument.Parse(document.Content);
        var said = content.RootElement;

        IReadOnlyList<object?[]>? rows = document.Kind switch
        {
            DocumentKind.DonorReport => [.. said.GetProperty("donations").EnumerateArray().SelectMany(donation => donation.GetProperty("machines").EnumerateArray()
                .Select(machine => Machine(document, TextOf(donation, "donation"), machine, language)))],
            DocumentKind.ReuseAttestation => [.. said.GetProperty("machines").EnumerateArray().Select(machine => Machine(document, null, machine, language))],
            DocumentKind.PoleReport =>
            [
                .. said.GetProperty("byEpn").EnumerateArray().Select(one => Sessions(document, TextOf(one, "epn"), one)),
                Sessions(document, Words.Say("row-total", language), said),
            ],
            DocumentKind.InsertionHours => [[document.MadeAt, TextOf(said.GetProperty("workshop"), "name"), Number(said, "year"), Decimal(said, "hours"), Decimal(said, "trainingHours"), Number(said, "exits")]],
            DocumentKind.ReceiptDeclaration => [[document.MadeAt, TextOf(said, "issuer"), Number(said, "year"), Number(said, "receipts"), said.GetProperty("totalCents").GetInt64() / 100m]],
            DocumentKind.WasteRegister => [.. said.GetProperty("lines").EnumerateArray().Select(line => Waste(line, language))],
            _ => null,
        };

        return rows is null ? null : [[.. document.Kind is DocumentKind.WasteRegister ? WasteColumns(language) : Columns(document.Kind).Select(column => Words.Say($"column-{column}", language))], .. rows];
    }

    private static string[] Columns(DocumentKind kind) => kind switch
    {
        DocumentKind.DonorReport or DocumentKind.ReuseAttestation => ["made-on", "donation", "machine", "type", "fate"],
        DocumentKind.PoleReport => ["made-on", "epn", .. OfSessions],
        DocumentKind.InsertionHours => ["made-on", "workshop", "year", "hours", "training-hours", "exits"],
        _ => ["made-on", "issuer", "year", "receipts", "euros"],
    };

    private static IEnumerable<string> WasteColumns(string language) =>
    [
        .. Said(language, "line", "departed-on", "usual-name", "waste-code", "pollutants", "basel-code", "traceability", "slip", "tonnes"),
        .. InTheRegister.SelectMany(party => OfEach.Select(what => $"{Words.Say($"column-{party}", language)}, {Words.Say($"column-party-{what}", language)}")),
        .. Said(language, "carrier-receipt", "eco-organism", "treatment", "proof"),
    ];

    private static IEnumerable<string> Said(string language, params string[] columns) => columns.Select(column => Words.Say($"column-{column}", language));

    /// <summary>What nobody entered is an empty cell.</summary>
    private static object?[] Waste(JsonElement line, string language) =>
    [
        Number(line, "number"),
        line.GetProperty("departedAt").GetDateTimeOffset(),
        Words.Say(TextOf(line, "usualName"), language),
        TextOf(line, "wasteCode"),
        line.GetProperty("persistentPollutants").ValueKind switch
        {
            JsonValueKind.True => Words.Say("column-yes", language),
            JsonValueKind.False => Words.Say("column-no", language),
            _ => string.Empty,
        },
        TextOf(line, "baselCode"),
        Words.Say(TextOf(line, "traceability"), language),
        TextOf(line, "slipNumber"),
        Decimal(line, "tonnes").ToString("0.000", FrenchTonnes),
        .. InTheRegister.SelectMany(party => OfEach.Select(what => (object?)(line.GetProperty(party) is { ValueKind: JsonValueKind.Object } known ? TextOrNone(known, what) : string.Empty))),
        TextOf(line, "carrierReceipt"),
        TextOf(line, "ecoOrganism"),
        TextOf(line, "treatmentCode"),
        TextOrNone(line, "proof"),
    ];

    private static string TextOrNone(JsonElement said, string name) =>
        said.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : string.Empty;

    private static object?[] Machine(DocumentTerms document, string? donation, JsonElement machine, string language) =>
        [document.MadeAt, donation, TextOf(machine, "label"), Words.Say(TextOf(machine, "type"), language), Words.Say($"fate-{TextOf(machine, "fate")}", language)];

    private static object?[] Sessions(DocumentTerms document, string who, JsonElement sums)
    {
        var counts = sums.GetProperty("counts");
        var ages = counts.GetProperty("ages");

        return
        [
            document.MadeAt, who, Number(sums, "sessions"), Decimal(sums, "hours"), Number(counts, "participants"), Number(counts, "new"), Number(counts, "qpv"),
            sums.TryGetProperty("qpvPercent", out var percent) && percent.ValueKind is JsonValueKind.Number ? percent.GetDecimal() : null,
            Number(counts, "women"), Number(counts, "men"), Number(counts, "unknown"), .. Ages.Select(age => (object?)Number(ages, age)),
        ];
    }

    private static string TextOf(JsonElement said, string name) => said.GetProperty(name).GetString() ?? string.Empty;

    private static int Number(JsonElement said, string name) => said.GetProperty(name).GetInt32();

    private static decimal Decimal(JsonElement said, string name) => said.GetProperty(name).GetDecimal();
}
