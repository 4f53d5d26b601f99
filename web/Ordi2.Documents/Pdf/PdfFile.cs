using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ordi2.Documents.Pdf;

/// <summary>The bytes of a PDF: numbered objects, and the table of where each begins (ISO 32000-1, 7.5).</summary>
internal sealed class PdfFile
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<int> _places = [];

    // The second line tells programs that copy files that this is no text.
    public PdfFile() => Put("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");

    /// <summary>The number of an object that is written later.</summary>
    public int Reserve()
    {
        _places.Add(0);
        return _places.Count;
    }

    /// <summary>Writes an object under its number.</summary>
    /// <param name="number">That was reserved.</param>
    /// <param name="content">As PDF says it, in Latin letters.</param>
    public void Write(int number, string content)
    {
        Begin(number);
        Put(content);
        Put("\nendobj\n");
    }

    /// <summary>Writes an object under a new number.</summary>
    public int Add(string content)
    {
        var number = Reserve();
        Write(number, content);
        return number;
    }

    /// <summary>Writes bytes, packed.</summary>
    /// <param name="data">What a reader unpacks.</param>
    /// <param name="entries">What is said of it besides.</param>
    public int AddStream(ReadOnlySpan<byte> data, string entries = "")
    {
        var packed = Deflate.Pack(data);
        var number = Reserve();
        Begin(number);
        Put(string.Create(CultureInfo.InvariantCulture, $"<</Length {packed.Length}/Filter/FlateDecode{entries}>>\nstream\n"));
        _bytes.Write(packed);
        Put("\nendstream\nendobj\n");
        return number;
    }

    /// <summary>The whole file.</summary>
    /// <param name="catalog">The number of the object that all others hang on.</param>
    /// <param name="information">That of the title.</param>
    public byte[] End(int catalog, int information)
    {
        // Named by what it holds: no clock and no chance, and two different documents differ.
        var name = Convert.ToHexString(SHA256.HashData(_bytes.WrittenSpan)[..16]);
        var table = _bytes.WrittenCount;
        Put(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_places.Count + 1}\n0000000000 65535 f \n"));

        foreach (var place in _places)
        {
            Put(string.Create(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
        }

        Put(string.Create(
            CultureInfo.InvariantCulture,
            $"trailer\n<</Size {_places.Count + 1}/Root {catalog} 0 R/Info {information} 0 R/ID[<{name}><{name}>]>>\nstartxref\n{table}\n%%EOF\n"));
        return _bytes.WrittenSpan.ToArray();
    }

    /// <summary>Text for people, in any letters.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private void Begin(int number)
    {
        _places[number - 1] = _bytes.WrittenCount;
        Put(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }

    private void Put(string text) => _bytes.Write(Encoding.Latin1.GetBytes(text));
}
