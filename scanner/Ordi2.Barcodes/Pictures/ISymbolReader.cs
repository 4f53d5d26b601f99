namespace Ordi2.Barcodes.Pictures;

/// <summary>
/// Finds symbols in one view of a picture. There are two: zbar, and ZXing.Net in the build with <c>-p:Orleans=true</c>; the project file takes one
/// of the folders.
/// </summary>
internal interface ISymbolReader : IDisposable
{
    /// <summary>Every symbol that is made out.</summary>
    IReadOnlyList<Sighting> Read(GreyPicture view);
}

/// <summary>A symbol that a reader made out.</summary>
/// <param name="Text">What it holds.</param>
/// <param name="Kind">The symbol.</param>
/// <param name="Lines">How many lines across the bars say so; 1 for a QR code, which checks itself far better than bars do.</param>
internal sealed record Sighting(string Text, SymbolKind Kind, int Lines);
