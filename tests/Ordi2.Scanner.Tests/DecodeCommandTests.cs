using System.CommandLine;
using System.Text.Json;
using Ordi2.Barcodes.Symbols;
using Ordi2.Barcodes.Tests.Pictures;
using Ordi2.Barcodes.Tests.Symbols;
using Ordi2.Scanner.Decoding;

namespace Ordi2.Scanner.Tests;

public sealed class DecodeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ordi2-decode").FullName;

    [Fact]
    public async Task Each_picture_gets_a_line_with_its_codes()
    {
        var (first, second) = (Photograph("a.png", "HTTPS://O2.EXAMPLE/M/H4T9CXB"), Photograph("b c.png", "B7N2KDR"));

        var (code, output, error) = await RunAsync(first, second);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal([$"{first}\tH4T9CXB", $"{second}\tB7N2KDR"], output);
    }

    [Fact]
    public async Task Raw_shows_any_text_on_one_line_and_obeys_no_command_to_the_terminal()
    {
        var file = Photograph("a.png", "SN: 5CD1234\n\u001b[2J");

        Assert.Equal([$"{file}\tSN: 5CD1234\\n\\u001B[2J"], (await RunAsync("--raw", file)).Output);
        Assert.Equal(1, (await RunAsync(file)).Code);
    }

    [Fact]
    public async Task Json_gives_programs_an_object_a_file()
    {
        var file = Photograph("a.png", "HTTPS://O2.EXAMPLE/M/H4T9CXB");

        var (code, output, error) = await RunAsync("--json", file, Path.Combine(_folder, "none.png"));

        Assert.Equal((2, ""), (code, error));
        Assert.Equal(2, output.Length);
        using var found = JsonDocument.Parse(output[0]);
        Assert.Equal(file, found.RootElement.GetProperty("file").GetString());
        Assert.Equal("H4T9CXB", Assert.Single(found.RootElement.GetProperty("labels").EnumerateArray()).GetString());
        var text = Assert.Single(found.RootElement.GetProperty("texts").EnumerateArray());
        Assert.Equal(("HTTPS://O2.EXAMPLE/M/H4T9CXB", "qr-code"), (text.GetProperty("text").GetString(), text.GetProperty("symbol").GetString()));
        using var problem = JsonDocument.Parse(output[1]);
        Assert.Equal("file-missing", problem.RootElement.GetProperty("problem").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_bad_file_is_named_with_what_to_do_and_the_others_are_still_read()
    {
        var good = Photograph("good.png", "H4T9CXB");
        var text = Path.Combine(_folder, "notes.txt");
        await File.WriteAllTextAsync(text, "H4T9CXB");
        var cut = Path.Combine(_folder, "cut.png");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(good))[..^20]);
        var missing = Path.Combine(_folder, "missing.png");

        var (code, output, error) = await RunAsync(missing, text, cut, _folder, good);

        Assert.Equal(2, code);
        Assert.Equal([$"{good}\tH4T9CXB"], output);
        Assert.Equal(
            [
                $"{missing}: There is no such file. Check its name.",
                $"{text}: This file is not a picture. Choose a JPEG or a PNG.",
                $"{cut}: The end of the picture is missing. Send it again, or take it again.",
                $"{_folder}: This is a folder. Name the pictures in it.",
            ],
            error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_picture_without_a_label_says_what_to_do()
    {
        var file = Path.Combine(_folder, "white.png");
        await File.WriteAllBytesAsync(file, PngFile.Of(new Picture(200, 100)));

        var (code, output, error) = await RunAsync(file);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Equal($"{file}: No label was read. Take the photograph closer, in good light, or type the 7 symbols.{Environment.NewLine}", error);
    }

    [Fact]
    public async Task Without_a_file_it_says_that_an_argument_is_missing()
    {
        var (code, _, error) = await RunAsync();

        Assert.NotEqual(0, code);
        Assert.Contains("argument missing for command: 'decode'", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int Code, string[] Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await DecodeCommand.Make().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), error.ToString());
    }

    private string Photograph(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllBytes(file, PngFile.Of(Picture.Of(QrCode.Draw(text), 4)));
        return file;
    }
}
