using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Ordi2.Barcodes.Pictures;

/// <summary>Symbols by Debian's libzbar0.</summary>
internal sealed class SymbolReader : ISymbolReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> French = SearchValues.Create("ÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜàâäæçèéêëîïôöùûüÿ");
    private nint _scanner;

    public SymbolReader()
    {
        MissingLibraryException.ThrowUnlessThere(Zbar.Library, Zbar.Package, "bar codes");
        _scanner = Zbar.CreateScanner();
        if (_scanner == 0)
        {
            throw new InvalidOperationException($"{Zbar.Library} gave no scanner.");
        }

        // What is not looked for is not taken for something else either.
        Configure(0, Zbar.Enable, 0);
        Configure(Zbar.QrCode, Zbar.Enable, 1);
        Configure(Zbar.Code128, Zbar.Enable, 1);
        Configure(Zbar.QrCode, Zbar.Binary, 1);
    }

    public IReadOnlyList<Sighting> Read(GreyPicture view)
    {
        ObjectDisposedException.ThrowIf(_scanner == 0, this);
        var image = Zbar.CreateImage();
        var pinned = GCHandle.Alloc(view.Light, GCHandleType.Pinned);

        try
        {
            Zbar.SetFormat(image, Zbar.Grey);
            Zbar.SetSize(image, (uint)view.Width, (uint)view.Height);
            Zbar.SetData(image, pinned.AddrOfPinnedObject(), (nuint)view.Light.Length, cleanup: 0);

            return Zbar.Scan(_scanner, image) < 0 ? throw new InvalidOperationException($"{Zbar.Library} refused a picture of {view.Width} by {view.Height}.") : [.. Found(image)];
        }
        finally
        {
            Zbar.DestroyImage(image);
            pinned.Free();
        }
    }

    public void Dispose()
    {
        if (_scanner != 0)
        {
            Zbar.DestroyScanner(_scanner);
            _scanner = 0;
        }
    }

    private static IEnumerable<Sighting> Found(nint image)
    {
        for (var symbol = Zbar.FirstSymbol(image); symbol != 0; symbol = Zbar.NextSymbol(symbol))
        {
            SymbolKind? kind = Zbar.TypeOf(symbol) switch
            {
                Zbar.QrCode => SymbolKind.QrCode,
                Zbar.Code128 => SymbolKind.Code128,
                _ => null,
            };

            if (kind is { } known && TextOf(symbol) is { Length: > 0 } text)
            {
                yield return new(text, known, known is SymbolKind.QrCode ? 1 : Zbar.QualityOf(symbol));
            }
        }
    }

    /// <summary>
    /// The text, or nothing when the bytes are none for certain. A QR code says nothing of its alphabet: it is UTF-8, or Latin-1 when all that is not
    /// ASCII are letters of French; what the rest of the world writes would be guessed at.
    /// </summary>
    private static string? TextOf(nint symbol)
    {
        var bytes = new byte[Zbar.LengthOf(symbol)];
        Marshal.Copy(Zbar.DataOf(symbol), bytes, 0, bytes.Length);

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var text = Encoding.Latin1.GetString(bytes);
            return text.All(sign => char.IsAscii(sign) || French.Contains(sign)) ? text : null;
        }
    }

    private void Configure(int symbology, int setting, int value)
    {
        if (Zbar.Configure(_scanner, symbology, setting, value) != 0)
        {
            throw new InvalidOperationException($"{Zbar.Library} does not know setting {setting} of symbology {symbology}.");
        }
    }
}
