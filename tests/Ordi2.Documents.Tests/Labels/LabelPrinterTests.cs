using System.Diagnostics;
using Ordi2.Barcodes;
using Ordi2.Barcodes.Printing;
using Ordi2.Barcodes.Tests.Symbols;
using Ordi2.Documents.Labels;
using Ordi2.Documents.Tests.Paper;

namespace Ordi2.Documents.Tests.Labels;

public class LabelPrinterTests
{
    private const double Inch = 25.4;

    private static readonly Uri Server = new("https://o2.example");
    private static readonly LabelWords Words = new("Ordi 2.0") { LentBy = "Pôle du Val d'Ombre", Phone = "04 00 00 00 00" };

    public static TheoryData<string> Names => [.. LabelSheet.All.Select(sheet => sheet.Name)];

    public static TheoryData<string, int> SheetsAndPrinters
    {
        get
        {
            var all = new TheoryData<string, int>();

            foreach (var sheet in LabelSheet.All)
            {
                all.Add(sheet.Name, 203);
                all.Add(sheet.Name, 300);
                all.Add(sheet.Name, 600);
            }

            return all;
        }
    }

    /// <summary>
    /// A full page and a label more, so that the first place, the last and the next page are among them. Each label is cut out where the sheet has it, and is
    /// read by itself: a code that stands elsewhere would be cut through.
    /// </summary>
    [Theory]
    [MemberData(nameof(SheetsAndPrinters))]
    public async Task Every_code_of_every_sheet_is_read_off_the_paper_by_readers_that_are_not_ours(string name, int dots)
    {
        var sheet = Sheet(name);
        var codes = Codes(sheet.Count + 1, seed: dots);
        var pages = await Tool.PrintAsync(LabelPrinter.Print(sheet, 1, Batch(codes)), dots);
        Assert.Equal(2, pages.Count);
        byte[][] labels = [.. Enumerable.Range(0, sheet.Count).Select(place => Label(pages[0], sheet, place, dots).ToFile()), Label(pages[1], sheet, 0, dots).ToFile()];

        Assert.Equal(codes.SelectMany(code => TextsOf(sheet, code)), InOrder(await Readers.ZbarAsync(labels), HasBars(sheet)));

        // Bars of two dots with spaces of one, on paper where each dot that is touched is black, are beyond ZXing.
        var both = HasBars(sheet) && (dots > 203 || sheet.LabelWidth > 50);
        var read = await Readers.ZXingAsync(labels);
        Assert.Equal(codes.SelectMany(code => TextsOf(sheet, code).Take(both ? 2 : 1)), InOrder(both ? read : read.Where(text => text.Length > LabelCode.Length), both));
    }

    /// <summary>A grid that somebody measured by hand: each label is cut out where the grid has it, the first place, the last and one of the next page.</summary>
    [Theory]
    [InlineData(3, 8, 70, 37, 0, 0.5, 70, 37, 300)]
    [InlineData(2, 7, 99.1, 38.1, 4.67, 15.15, 101.6, 38.1, 203)]
    [InlineData(4, 10, 48.5, 25.4, 8, 21.5, 48.5, 25.4, 600)]
    public async Task Every_code_of_a_grid_of_ones_own_is_read_off_the_paper(
        int columns, int rows, double width, double height, double left, double top, double pitchX, double pitchY, int dots)
    {
        var sheet = LabelSheet.OfGrid(columns, rows, width, height, left, top, pitchX, pitchY);
        Assert.Null(sheet.Flaw());
        var codes = Codes(sheet.Count + 1, seed: dots);
        var pages = await Tool.PrintAsync(LabelPrinter.Print(sheet, 1, Batch(codes)), dots);
        Assert.Equal(2, pages.Count);
        byte[][] labels = [.. Enumerable.Range(0, sheet.Count).Select(place => Label(pages[0], sheet, place, dots).ToFile()), Label(pages[1], sheet, 0, dots).ToFile()];

        Assert.Equal(codes.SelectMany(code => TextsOf(sheet, code)), InOrder(await Readers.ZbarAsync(labels), HasBars(sheet)));
        var read = await Readers.ZXingAsync(labels);
        Assert.Equal(codes.Select(code => TextsOf(sheet, code)[0]), read.Where(text => text.Length > LabelCode.Length));
    }

    /// <summary>As a phone sees it: three or four dots for each square, out of focus, askew, lit from one side. Nothing else may be read there, ever.</summary>
    [Theory]
    [InlineData("L7160")]
    [InlineData("L7651")]
    [InlineData("Brother-62")]
    public async Task A_label_is_read_blurred_turned_and_unevenly_lit(string name)
    {
        var sheet = Sheet(name);
        var codes = Codes(4, seed: 11);
        var pages = await Tool.PrintAsync(LabelPrinter.Print(sheet, 1, Batch(codes)), 300, smooth: true);

        for (var i = 0; i < codes.Length; i++)
        {
            var label = (sheet.IsRoll ? Label(pages[i], sheet, 0, 300) : Label(pages[0], sheet, i, 300)).ToPicture();

            foreach (var seen in new[] { label.Blurred(1), label.Turned(6), label.LitUnevenly(0.35) })
            {
                var read = (string[])[.. await Readers.ZbarAsync(seen), .. await Readers.ZXingAsync(seen)];
                Assert.Empty(read.Except(TextsOf(sheet, codes[i]), StringComparer.Ordinal));
                Assert.Contains(TextsOf(sheet, codes[i])[0], read);
            }
        }
    }

    [Fact]
    public async Task A_part_used_sheet_is_begun_where_it_is_free_and_a_code_is_printed_as_often_as_asked()
    {
        var sheet = Sheet("L7160");
        var codes = Codes(3, seed: 3);
        var pages = await Tool.PrintAsync(LabelPrinter.Print(sheet, 19, Batch(codes) with { Copies = 2 }), 203);

        Assert.Equal(2, pages.Count);
        Assert.Equal((2, 4), (LabelPrinter.PagesOf(sheet, 19, 6), LabelPrinter.NextAfter(sheet, 19, 6)));
        Assert.Empty(await Readers.ZbarAsync(Enumerable.Range(0, 18).Select(place => Label(pages[0], sheet, place, 203).ToFile())));
        byte[][] labels = [.. new[] { 18, 19, 20 }.Select(place => Label(pages[0], sheet, place, 203).ToFile()), .. new[] { 0, 1, 2 }.Select(place => Label(pages[1], sheet, place, 203).ToFile())];
        var twice = new[] { codes[0], codes[0], codes[1], codes[1], codes[2], codes[2] };
        Assert.Equal(twice.SelectMany(code => TextsOf(sheet, code)), InOrder(await Readers.ZbarAsync(labels), true));
    }

    [Fact]
    public void A_full_sheet_makes_no_empty_page_and_the_next_begins_at_one() =>
        Assert.Equal((1, 1, 2, 2), (LabelPrinter.PagesOf(Sheet("L7160"), 1, 21), LabelPrinter.NextAfter(Sheet("L7160"), 1, 21), LabelPrinter.PagesOf(Sheet("L7160"), 1, 22), LabelPrinter.NextAfter(Sheet("L7160"), 1, 22)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_words_of_the_specification_stand_on_it_and_nothing_hangs_over_the_edge(string name)
    {
        var sheet = Sheet(name);
        var document = LabelPrinter.Print(sheet, 1, Batch([LabelCode.Parse("H4T9CXB")]));
        var text = (await Tool.TextAsync(document, "-layout")).ReplaceLineEndings(" ");

        Assert.Contains("Ordi 2.0", text, StringComparison.Ordinal);
        Assert.Contains("H4T", text, StringComparison.Ordinal);
        Assert.Contains("9CXB", text, StringComparison.Ordinal);
        Assert.Contains("Propriété de Pôle", text, StringComparison.Ordinal);
        Assert.Contains("04 00 00 00 00", text, StringComparison.Ordinal);

        var page = Assert.Single(await Tool.PrintAsync(document, 254));
        var (left, top) = sheet.PlaceOf(0);
        var inset = new { Left = (left + 1.9) * 10, Top = (top + 1.9) * 10, Right = (left + sheet.LabelWidth - 1.9) * 10, Bottom = (top + sheet.LabelHeight - 1.9) * 10 };
        var dark = Enumerable.Range(0, page.Width * page.Height).Where(i => page.IsDark(i % page.Width, i / page.Width)).ToArray();
        Assert.NotEmpty(dark);
        Assert.All(dark, i => Assert.True(
            i % page.Width >= inset.Left && i % page.Width <= inset.Right && i / page.Width >= inset.Top && i / page.Width <= inset.Bottom,
            $"a dot at {i % page.Width / 10.0} x {i / page.Width / 10.0} mm is nearer than 2 mm to the edge"));
    }

    [Fact]
    public void The_same_labels_are_the_same_bytes() =>
        Assert.Equal(LabelPrinter.Print(Sheet("L7651"), 5, Batch(Codes(100, 7))), LabelPrinter.Print(Sheet("L7651"), 5, Batch(Codes(100, 7))));

    /// <summary>A tenth of this is what it takes; the rest is for a machine that is busy with other tests.</summary>
    [Fact]
    public async Task A_thousand_labels_do_not_keep_anybody_waiting()
    {
        var start = Stopwatch.GetTimestamp();
        var document = LabelPrinter.Print(Sheet("L7160"), 1, Batch(Codes(1000, 1)));

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Matches("Pages: +48", await Tool.InformationAsync(document));
        Assert.InRange(document.Length, 1, 4_000_000);
    }

    [Fact]
    public async Task Without_an_address_the_QR_code_holds_the_code_alone()
    {
        var code = LabelCode.Parse("H4T9CXB");
        var page = Assert.Single(await Tool.PrintAsync(LabelPrinter.Print(Sheet("L7651"), 1, Batch([code]) with { Server = null }), 300));

        Assert.Equal(["H4T9CXB"], await Readers.ZbarAsync([page.ToFile()]));
    }

    [Fact]
    public void An_address_that_has_no_room_is_refused_with_what_to_do()
    {
        var problem = Assert.Throws<FormatException>(() =>
            LabelPrinter.Print(Sheet("L7651"), 1, Batch(Codes(1, 1)) with { Server = new($"https://{new string('a', 60)}.{new string('b', 60)}.example") }));

        Assert.Contains("use a larger label, or a shorter address", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_words_are_cut_and_never_hang_over() =>
        Assert.NotEmpty(LabelPrinter.Print(Sheet("L7651"), 1, Batch(Codes(1, 1)) with { Words = new(new string('M', 80)) { LentBy = new('W', 200), Phone = new('8', 90) } }));


    private static Dots Label(Dots page, LabelSheet sheet, int place, int dots)
    {
        var (left, top) = sheet.PlaceOf(place);
        return page.Cut(InDots(left), InDots(top), InDots(sheet.LabelWidth), InDots(sheet.LabelHeight));

        int InDots(double millimetres) => (int)Math.Round(millimetres * dots / Inch);
    }

    /// <summary>A reader gives the two codes of a label in the order that it likes.</summary>
    private static string[] InOrder(IEnumerable<string> read, bool both) =>
        [.. read.Chunk(both ? 2 : 1).SelectMany(label => label.OrderByDescending(text => text.Length))];

    private static string[] TextsOf(LabelSheet sheet, LabelCode code) => HasBars(sheet)
        ? [LabelAddress.Of(Server, LabelKind.Machine, code), code.Text]
        : [LabelAddress.Of(Server, LabelKind.Machine, code)];

    /// <summary>Where bars of 28 mm have no room beside the QR code, as the specification says of L7651.</summary>
    private static bool HasBars(LabelSheet sheet) => sheet.LabelWidth >= 48;

    private static LabelBatch Batch(IReadOnlyList<LabelCode> codes) => new(codes, LabelKind.Machine, Words) { Server = Server };

    private static LabelSheet Sheet(string name) => LabelSheet.Find(name)!;

    private static LabelCode[] Codes(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => LabelCode.Make(random.Next))];
    }
}
