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
    public void Every_sheet_can_be(string name) => Assert.Null(LabelSheet.Find(name)!.Flaw());

    [Theory]
    [InlineData(3, 8, 70, 37, 0, 0.5, 70, 37)]
    [InlineData(2, 4, 99.1, 67.7, 4.67, 13.1, 101.6, 67.7)]
    [InlineData(1, 1, 210, 297, 0, 0, 210, 297)]
    public void A_grid_of_ones_own_is_known_by_its_name(int columns, int rows, double width, double height, double left, double top, double pitchX, double pitchY)
    {
        var own = LabelSheet.OfGrid(columns, rows, width, height, left, top, pitchX, pitchY);
        Assert.Null(own.Flaw());
        Assert.True(own.IsOwn);
        Assert.Equal(own, LabelSheet.Find(own.Name));
        Assert.DoesNotContain(LabelSheet.All, sheet => sheet.IsOwn);
    }

    [Theory]
    [InlineData(0, 8, 70, 37, 0, 0, 70, 37, SheetMeasure.Columns, "de 1 à 100")]
    [InlineData(3, 101, 70, 2, 0, 0, 70, 2, SheetMeasure.Rows, "de 1 à 100")]
    [InlineData(3, 8, 70, 37, 1, 0, 70, 37, SheetMeasure.Columns, "3 étiquettes de 70 mm ne tiennent pas sur 210 mm. Écrivez 2 au plus")]
    [InlineData(3, 9, 70, 37.5, 0, 0, 70, 37.5, SheetMeasure.Rows, "9 étiquettes de 37,5 mm ne tiennent pas sur 297 mm. Écrivez 7 au plus")]
    [InlineData(1, 1, 200, 37, 20, 0, 200, 37, SheetMeasure.LabelWidth, "avec une marge de 20 mm. Réduisez")]
    [InlineData(1, 1, 70, 290, 0, 10, 70, 290, SheetMeasure.LabelHeight, "avec une marge de 10 mm. Réduisez")]
    [InlineData(3, 8, 70, 37, 0, 0, 60, 37, SheetMeasure.PitchX, "se recouvrent")]
    [InlineData(3, 8, 70, 37, 0, 0, 70, 30, SheetMeasure.PitchY, "Écrivez 37 mm au moins")]
    [InlineData(3, 8, -70, 37, 0, 0, 70, 37, SheetMeasure.LabelWidth, "plus grande que 0")]
    [InlineData(3, 8, 70, 0, 0, 0, 70, 37, SheetMeasure.LabelHeight, "plus grande que 0")]
    [InlineData(3, 8, double.NaN, 37, 0, 0, 70, 37, SheetMeasure.LabelWidth, "plus grande que 0")]
    [InlineData(3, 8, 70, 37, -1, 0, 70, 37, SheetMeasure.Left, "0 ou plus")]
    [InlineData(3, 8, 70, 37, 0, -1, 70, 37, SheetMeasure.Top, "0 ou plus")]
    public void What_cannot_be_says_which_measure_to_change_and_how(
        int columns, int rows, double width, double height, double left, double top, double pitchX, double pitchY, SheetMeasure measure, string why)
    {
        var sheet = LabelSheet.OfGrid(columns, rows, width, height, left, top, pitchX, pitchY);
        var flaw = sheet.Flaw();

        Assert.Equal(measure, flaw?.Measure);
        Assert.Contains(why, flaw!.Say("fr"), StringComparison.Ordinal);
        Assert.NotEqual(flaw.Say("fr"), flaw.Say("en"));
        Assert.Null(LabelSheet.Find(sheet.Name));
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
