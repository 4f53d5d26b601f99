using Ordi2.Web.Texts;

namespace Ordi2.Web.Tests.Texts;

public class ReaderTests
{
    // Eleven at night in London is the next day in Paris.
    private static readonly DateTimeOffset Late = new(2026, 7, 31, 22, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Numbers_and_money_are_written_as_the_reader_writes_them()
    {
        Assert.Equal("12\u202f345", Reader.Number(12_345, "fr"));
        Assert.Equal("12,345.5", Reader.Number(12_345.5m, "en", 1));
        Assert.Equal("37\u00a0%", Reader.Percent(0.37m, "fr"));
        Assert.Equal("1\u202f250,50\u00a0€", Reader.Euros(1250.5m, "fr"));
        Assert.Equal("€1,250.50", Reader.Euros(1250.5m, "en"));
    }

    [Fact]
    public void A_moment_is_shown_in_the_time_of_Paris()
    {
        Assert.Equal("1er août 2026 à 0\u00a0h\u00a005", Reader.Moment(Late, "fr"));
        Assert.Equal("1 August 2026 at 00:05", Reader.Moment(Late, "en"));
        Assert.Equal("01/08/2026", Reader.ShortDate(Late));
    }

    [Theory]
    [InlineData(0, "0 minute", "0 minutes")]
    [InlineData(61, "1 heure", "1 hour")]
    [InlineData(2 * 24 * 60, "2 jours", "2 days")]
    public void A_duration_is_said_in_its_largest_unit(int minutes, string french, string english)
    {
        Assert.Equal(french, Reader.Duration(TimeSpan.FromMinutes(minutes), "fr"));
        Assert.Equal(english, Reader.Duration(TimeSpan.FromMinutes(minutes), "en"));
    }

    [Fact]
    public void French_says_zero_in_the_singular_and_English_in_the_plural()
    {
        Assert.Equal("0 ligne", PageTexts.Count("rows", 0, "fr"));
        Assert.Equal("1 row", PageTexts.Count("rows", 1, "en"));
        Assert.Equal("0 rows", PageTexts.Count("rows", 0, "en"));
        Assert.Equal("1\u202f200 lignes", PageTexts.Count("rows", 1200, "fr"));
    }
}
