using Ordi2.Documents.Labels;
using Ordi2.Documents.Tests.Paper;

namespace Ordi2.Documents.Tests.Labels;

public class LabelSheetTests
{
    public static TheoryData<string> Names => [.. LabelSheet.All.Select(sheet => sheet.Name)];

    [Fact]
    public void The_sheets_have_the_measures_of_the_specification()
    {
        var large = LabelSheet.Find("l7160")!;
        Assert.Equal((3, 7, 21, 63.5, 38.1), (large.Columns, large.Rows, large.Count, large.LabelWidth, large.LabelHeight));
        Assert.Equal((7.21 + (2 * 66.04), 15.15 + (6 * 38.1)), large.PlaceOf(20));

        var small = LabelSheet.Find("L7651")!;
        Assert.Equal((5, 13, 65, 38.1, 21.2), (small.Columns, small.Rows, small.Count, small.LabelWidth, small.LabelHeight));
        Assert.Equal((89, 36), (LabelSheet.Find("99012")!.PageWidth, LabelSheet.Find("99012")!.PageHeight));
        Assert.Null(LabelSheet.Find("L9999"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sheet_can_be(string name) => Assert.Null(LabelSheet.Find(name)!.Why());

    [Theory]
    [InlineData(3, 8, 70, 37, 0, 0.5, 70, 37, null)]
    [InlineData(0, 8, 70, 37, 0, 0, 70, 37, "1 to 100")]
    [InlineData(3, 8, 70, 37, 1, 0, 70, 37, "wider than the page")]
    [InlineData(3, 9, 70, 37, 0, 0, 70, 37, "higher than the page")]
    [InlineData(3, 8, 70, 37, 0, 0, 60, 37, "lie on each other")]
    [InlineData(3, 8, -70, 37, 0, 0, 70, 37, "above 0")]
    public void What_cannot_be_says_why(int columns, int rows, double width, double height, double left, double top, double pitchX, double pitchY, string? why)
    {
        var said = LabelSheet.OfA4("mine", columns, rows, width, height, left, top, pitchX, pitchY).Why();

        if (why is null)
        {
            Assert.Null(said);
        }
        else
        {
            Assert.Contains(why, said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_calibration_page_has_the_frame_of_each_label_where_the_label_is(string name)
    {
        var sheet = LabelSheet.Find(name)!;
        var document = CalibrationPage.Print(sheet);
        var page = Assert.Single(await Tool.PrintAsync(document, 254));
        var (left, top) = sheet.PlaceOf(sheet.Count - 1);

        // The right side of the last label, in the middle of its height; ten dots a millimetre.
        var (x, y) = ((int)Math.Round((left + sheet.LabelWidth) * 10), (int)Math.Round((top + (sheet.LabelHeight / 2)) * 10));
        Assert.True(Enumerable.Range(x - 3, 6).Any(at => at < page.Width && page.Light[(y * page.Width) + at] < 200), "the frame is not there");

        if (!sheet.IsRoll)
        {
            Assert.Contains("100 %", (await Tool.TextAsync(document)).Replace('\u00A0', ' '), StringComparison.Ordinal);
        }
    }
}
