using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ordi2.Barcodes.Tests;

/// <summary>
/// The scanner of the phones understands what is read in TypeScript, by itself and without network. What both have to say of the same line stands in one file: written from
/// here, and read by the tests of both. <c>ORDI2_ACCEPT=1</c> writes it again.
/// </summary>
public sealed class SharedVectorTests
{
    private const string File = "scanner/pwa/src/reading/vectors.json";

    /// <summary>Lines that no keyboard explains, or that one must not guess at.</summary>
    private static readonly string[] Odd =
    [
        "", " \r\n", "H4T9CXB", "h4t9cxb\r\n", "\u0002H4T9CXB\u0003\t", " H4T 9CXB ", "H4T\u00A09CXB", "\uFEFFH4T9CXB", "H'TçCXB", "H'TC\u0327CXB", "h’tÇcxb", "H4T-9CXB",
        "h4t\u20119cxb", "]C0H4T9CXB", "$C0H4T9CXB", "]Q1HTTPS://O2.EXAMPLE/M/H4T9CXB", "HTTPS://O2.EXAMPLE/M/H4T9CXB", "https://o2.example/m/h4t9cxb", "HTTPS://O2.EXAMPLE/C/H4T9CXB\r\n",
        "http://127.0.0.1:5080/p/H4T9CXB/", "https://o2.example/m/H4T9CXB?lang=en", "HTTPSM!!Oé:EXQ?PLE!?!H'TçCXB", "CNU406CLGR", " czc901381r\r", "PF-0A1B2C", "120312E2M3121K00UN6S",
        "S/N 1234  AB", "H4T9CXBH4T9CX", "5CGH4T9CXB", "CWCçà&\"_&R", "H4T9CXC", "H'TçCXC", "https://o2.example/m/H4T9CXC", "https://o2.example/x/H4T9CXB", "https://example.org/",
        "HTTPS://O2.EXAMPLE/8004/H4T9CXB", "https://o2.example/a/8004/h4t9cxb?linkType=gs1:pip\r", "https://o2.example/8003/H4T9CXB/", "]Q3https://o2.example/8004/H4T9CXB",
        "]d2https://o2.example/8003/H4T9CXB", "https://o2.example/8004/H4T9CXC", "https://id.gs1.org/8004/95201234567H4T9CXB", "https://id.gs1.org/8003/09520123456788H4T9CXB",
        "https://id.gs1.org/8004/", "https://id.gs1.org/01/09506000134352", "httpsm!!id:gs&:org!_àà'!çé_&é\"'(-èH'TçCXB", "httpsm!!o2!!àà'!H'TçCXB", "]Q1https://example.org/",
        "www.example.org", "mailto://x", "H4T9CXBB7N2KDR", "H4T9CXB\r\nH4T9CXB", "https://o2.example/m/H4T9CXBhttps://o2.example/m/B7N2KDR", "H4T9CXBhttps://o2.example/m/B7N2KDR",
        "SN-98441Bhttpsm!!oé:exq,ple,!,h'tçcxb", "ééé%&&%%%", "\uD800\uD800", "--", "straße 12", "ſſſſ123", "ıııı123", "ﬁ12345", "Å123456", "ÿÿÿ1234", "ŉ12345", "123456S", "0000000", "YYYYYY6", "000001X",
    ];

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    [Fact]
    public void Both_readers_say_the_same_of_the_same_line()
    {
        var lines = Odd.Concat([new string('X', 257)]).Concat(Typed()).Concat(Broken()).Distinct(StringComparer.Ordinal).ToArray();

        Compare(File, $"[\n{string.Join(",\n", lines.Select(line => JsonSerializer.Serialize(Say(line, LabelReader.Read(line)), Options)))}\n]\n");
    }

    /// <summary>Bare codes and addresses from each keyboard.</summary>
    private static IEnumerable<string> Typed() => Codes.Random(11, 40).SelectMany(code => Typist.All.SelectMany(typist =>
        new[] { code.Text, $"HTTPS://O2.EXAMPLE/M/{code.Text}", $"HTTPS://O2.EXAMPLE/8004/{code.Text}", $"HTTPS://O2.EXAMPLE/8003/{code.Text}", $"O2-{code.Text[..3]}" }.Select(typist.Type)));

    /// <summary>Codes with a symbol that is not theirs, signs out of place, and two in one line.</summary>
    private static IEnumerable<string> Broken()
    {
        var random = new Random(12);
        const string Signs = "&é\"'(-è_çà§!?,;:/=$° ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789’“";

        foreach (var code in Codes.Random(13, 300))
        {
            var line = new StringBuilder(Typist.All[random.Next(Typist.All.Count)].Type(code.Text));
            line[random.Next(line.Length)] = Signs[random.Next(Signs.Length)];

            if (random.Next(3) == 0)
            {
                line.Insert(random.Next(line.Length), Signs[random.Next(Signs.Length)]);
            }

            yield return line.ToString();
        }
    }

    private static object Say(string line, Reading reading) => reading switch
    {
        OurLabel label => new { line, @is = "label", code = label.Code.Text, repaired = label.Repaired, layoutWrong = label.KeyboardLayoutWrong },
        OurAddress address => new
        {
            line,
            @is = "address",
            kind = address.Kind switch { LabelKind.Machine => "machine", LabelKind.Carton => "carton", _ => "pallet" },
            code = address.Code.Text,
            repaired = address.Repaired,
            layoutWrong = address.KeyboardLayoutWrong,
        },
        SomethingElse other => new { line, @is = "other", text = other.Text, layoutWrong = other.KeyboardLayoutWrong },
        Unreadable unreadable => new { line, @is = "unreadable", reason = unreadable.Code, text = unreadable.Text },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Compare(string path, string actual)
    {
        var file = Path.Combine(Root(), path);

        if (Environment.GetEnvironmentVariable("ORDI2_ACCEPT") == "1")
        {
            System.IO.File.WriteAllText(file, actual);
        }

        Assert.Equal(System.IO.File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Ordi2.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run the tests from a checkout.");
        }

        return folder.FullName;
    }
}
