using System.Collections.Immutable;
using Ordi2.Barcodes;
using Ordi2.Documents.Cards;
using Ordi2.Documents.Pdf;
using Ordi2.Web.Features.Labels;
using Ordi2.Web.Features.Operators;

namespace Ordi2.Web.Features.Cards;

/// <summary>What is printed on the cards that a station reads. Cards speak French: they hang in the workshop.</summary>
internal static class CardDesk
{
    /// <summary>More signs than these make bars too fine for a card; the QR code holds them all the same.</summary>
    private const int LongestBars = 22;

    private static readonly PdfColour Step = new(0.06, 0.35, 0.62);
    private static readonly PdfColour Tool = new(0.35, 0.35, 0.35);
    private static readonly PdfColour Person = new(0.1, 0.45, 0.25);
    private static readonly PdfColour Station = new(0.6, 0.3, 0.0);

    /// <summary>The cards of some stations, in the order of the work.</summary>
    public static Printout Modes(ImmutableArray<CardPlace> places) => Printout.Of(CardPrinter.Print(
        "Cartes d'étape",
        [.. StationCard.All.Where(card => places.Contains(card.Place)).Select(card => new Card(card.Code, Capital(card.Words))
        {
            Line = card.Place is CardPlace.Everywhere ? "À côté de chaque lecteur." : "Scannez cette carte, puis les machines.",
            Band = card.Place is CardPlace.Everywhere ? Tool : Step,
        })]));

    /// <summary>The card of a gift, for the pallet: whoever scans it receives machines of this gift from then on.</summary>
    /// <param name="code">What its symbols say.</param>
    /// <param name="donor">Who gives.</param>
    /// <param name="gift">What is in it, in a few words.</param>
    public static Printout Gift(string code, string donor, string gift) => Printout.Of(CardPrinter.Print(
        "Carte d'un don",
        [new Card(code, $"Réception : {donor}") { Line = gift, Band = Step, HasBars = code.Length <= LongestBars }]));

    /// <summary>The badges of operators. A badge is no secret: without the four digits it opens nothing.</summary>
    /// <param name="badges">Whose.</param>
    /// <param name="house">Where they work.</param>
    public static Printout Badges(IEnumerable<BadgeLine> badges, string house) => Printout.Of(CardPrinter.Print(
        "Badges",
        [.. badges.Select(line => new Card(line.Badge.Code, line.Called) { Line = house, Band = Person, Spelled = LabelCode.Parse(line.Badge.Code).InGroups() })]));

    /// <summary>The card that makes a device a station, once and for a quarter of an hour.</summary>
    /// <param name="address">What the QR code opens.</param>
    /// <param name="name">Of the station.</param>
    /// <param name="code">As it is typed.</param>
    /// <param name="until">Until when, in words.</param>
    public static Printout Enrolment(string address, string name, string code, string until) => Printout.Of(CardPrinter.Print(
        "Inscription d'un poste",
        [new Card(address, name) { Line = $"Une fois, avant {until}", Band = Station, Spelled = code, HasBars = false }]));

    private static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
