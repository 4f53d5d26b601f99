using Ordi2.Documents.Pdf;

namespace Ordi2.Documents.Cards;

/// <summary>A card to scan: what a station does now, who works there, which station a device becomes.</summary>
/// <param name="Code">What both symbols say.</param>
/// <param name="Title">In large type: « Tri », a first name, the name of a station.</param>
public sealed record Card(string Code, string Title)
{
    /// <summary>A short sentence below the title.</summary>
    public string? Line { get; init; }

    /// <summary>A band on the left; words say the same, never the colour alone.</summary>
    public PdfColour? Band { get; init; }

    /// <summary>Shown below the symbols for who types it; the code itself unless given.</summary>
    public string? Spelled { get; init; }

    /// <summary>Whether there are bars beside the QR code: an address is too long for them.</summary>
    public bool HasBars { get; init; } = true;
}
