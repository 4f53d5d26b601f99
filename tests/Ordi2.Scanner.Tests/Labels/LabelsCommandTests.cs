using System.CommandLine;
using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Scanner.Labels;

namespace Ordi2.Scanner.Tests.Labels;

public sealed class LabelsCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordi2-labels-");

    private string Out => Path.Combine(_folder.FullName, "labels.pdf");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_codes_go_to_standard_output_and_the_labels_to_the_file()
    {
        var (code, said, complained) = await RunAsync("--count", "30", "--sheet", "L7160", "--start", "5", "--out", Out);

        Assert.Equal((0, string.Empty), (code, complained));
        var codes = Lines(said);
        Assert.Equal(30, codes.Length);
        Assert.Equal(30, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, text => Assert.True(LabelCode.TryParse(text, out _), text));
        Assert.StartsWith("%PDF-", await File.ReadAllTextAsync(Out), StringComparison.Ordinal);
        Assert.Equal([Out], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task Programs_get_one_object_that_says_where_the_next_sheet_begins()
    {
        var (code, said, _) = await RunAsync("--count", "20", "--sheet", "l7160", "--start", "5", "--copies", "2", "--out", Out, "--json");
        var printed = JsonDocument.Parse(Assert.Single(Lines(said))).RootElement;

        Assert.Equal(0, code);
        Assert.Equal(("L7160", 3, 5, 3, 2), (Text("sheet"), Number("pages"), Number("start"), Number("next"), Number("copies")));
        Assert.Equal((Out, 20), (Text("file"), printed.GetProperty("codes").GetArrayLength()));

        string? Text(string name) => printed.GetProperty(name).GetString();
        int Number(string name) => printed.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Codes_that_there_are_print_the_same_labels_again()
    {
        var list = Path.Combine(_folder.FullName, "codes.txt");
        await File.WriteAllTextAsync(list, "h4t 9cxb\r\n\r\nHTTPS://O2.EXAMPLE/M/B7N2KDR\r\n");
        string[] arguments = ["--codes", list, "--sheet", "99012", "--server", "https://o2.example", "--out", Out];

        var (code, said, _) = await RunAsync(arguments);
        var first = await File.ReadAllBytesAsync(Out);
        await RunAsync(arguments);

        Assert.Equal(0, code);
        Assert.Equal(["H4T9CXB", "B7N2KDR"], Lines(said));
        Assert.Equal(first, await File.ReadAllBytesAsync(Out));
    }

    [Fact]
    public async Task A_sheet_of_ones_own_is_given_by_its_measures()
    {
        Assert.Equal(0, (await RunAsync("--count", "2", "--grid", "3x8", "--label", "70x37", "--margin", "0x0,5", "--start", "24", "--out", Out)).Code);
        Assert.Equal(0, (await RunAsync("--count", "2", "--label", "50x25", "--out", Out)).Code);
        Assert.Equal(0, (await RunAsync("--calibration", "--sheet", "L7651", "--out", Out)).Code);
    }

    [Theory]
    [InlineData("--sheet L7160", "--count")]
    [InlineData("--count 3", "--sheet: L7160")]
    [InlineData("--count 3 --sheet L9999", "no sheet that we know: L7160")]
    [InlineData("--count 3 --sheet L7160 --start 22", "--start is a number from 1 to 21")]
    [InlineData("--count 3 --sheet L9999", "La planche « L9999 » n'est pas connue. Il y a : L7160")]
    [InlineData("--count 3 --sheet L7160 --start 99", "--start est un nombre entier de 1 à 21, par exemple --start 5.")]
    [InlineData("--count 3 --grid 3 --label 70x37", "--grid est deux nombres avec un x entre eux, par exemple --grid 3x8 ; pas « 3 ».")]
    [InlineData("--count 3 --grid 3", "--grid va avec la taille d'une étiquette, par exemple --grid 3x8 --label 70x37.")]
    [InlineData("--count 3 --sheet L7160 --server nowhere", "is no address")]
    [InlineData("--count 3 --sheet L7160 --server https://o2.example/pole", "give the address alone")]
    [InlineData("--count 3 --grid 3x8", "--label 70x37")]
    [InlineData("--count 3 --grid 3by8 --label 70x37", "two numbers with an x")]
    [InlineData("--count 3 --grid 4x8 --label 70x37", "4 étiquettes de 70 mm ne tiennent pas sur 210 mm. Écrivez 3 au plus")]
    [InlineData("--count 3 --label 8x8", "has no room")]
    [InlineData("--count 3 --sheet L7160 --grid 3x8", "not both")]
    [InlineData("--count 3 --sheet L7160 --codes x", "not both")]
    public async Task What_makes_no_sense_is_refused_with_what_to_do_and_nothing_is_written(string arguments, string said)
    {
        var (code, output, complained) = await RunAsync([.. arguments.Split(' '), "--out", Out]);

        Assert.Equal((2, string.Empty), (code, output));
        Assert.Contains(said, complained, StringComparison.Ordinal);
        Assert.Equal(2, Lines(complained).Length);
        Assert.Empty(Directory.GetFiles(_folder.FullName));
    }

    [Theory]
    [InlineData("--count x --sheet L7160", "--count est un nombre entier de 1 à 10000, par exemple --count 24.", "--count is a number from 1 to 10000, for example --count 24.")]
    [InlineData("--count 0 --sheet L7160", "--count est un nombre entier de 1 à 10000, par exemple --count 24.", "--count is a number from 1 to 10000, for example --count 24.")]
    [InlineData("--count 3 --sheet L7160 --start 0", "--start est un nombre entier à partir de 1, par exemple --start 5.", "--start is a number from 1 on, for example --start 5.")]
    [InlineData("--count 3 --sheet L7160 --copies 99", "--copies est un nombre entier de 1 à 10, par exemple --copies 2.", "--copies is a number from 1 to 10, for example --copies 2.")]
    [InlineData("--count 3 --sheet L7160 --kind boat", "--kind est machine, carton ou pallet, par exemple --kind carton.", "--kind is machine, carton or pallet, for example --kind carton.")]
    public void What_is_no_number_is_said_in_our_words_with_an_example(string arguments, string french, string english)
    {
        var flaw = Assert.Single(LabelsCommand.Make().Parse([.. arguments.Split(' '), "--out", Out]).Errors).Message;

        Assert.Equal([french, english], Lines(flaw));
    }

    [Theory]
    [InlineData("H4T9CXC", "Ligne 2 : Mal lu")]
    [InlineData("H4T9CXC", "Line 2: Misread")]
    [InlineData("PF-2ABCDEF", "Line 2: 'PF-2ABCDEF' is not a code of ours")]
    public async Task A_line_that_is_no_code_is_named(string line, string said)
    {
        var list = Path.Combine(_folder.FullName, "codes.txt");
        await File.WriteAllTextAsync(list, $"H4T9CXB\n{line}\n");
        var (code, _, complained) = await RunAsync("--codes", list, "--sheet", "L7160", "--out", Out);

        Assert.Equal(2, code);
        Assert.Contains(said, complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_another_kind_of_failure()
    {
        var (code, output, complained) = await RunAsync("--count", "3", "--sheet", "L7160", "--out", Path.Combine(_folder.FullName, "no", "such", "folder.pdf"));

        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains("Nothing was printed", complained, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said, string Complained)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await LabelsCommand.Make().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), errors.ToString());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
