using System.Text;
using Ordi2.Barcodes.Pictures;
using Ordi2.Barcodes.Tests.Symbols;

namespace Ordi2.Barcodes.Tests.Pictures;

public class PictureFileTests
{
    private static readonly LabelCode Code = Drawn.Code;

    /// <summary>Every kind of PNG: colour and bits.</summary>
    public static TheoryData<int, int> Kinds => new()
    {
        { 0, 1 }, { 0, 2 }, { 0, 4 }, { 0, 8 }, { 0, 16 }, { 2, 8 }, { 2, 16 }, { 3, 1 }, { 3, 2 }, { 3, 4 }, { 3, 8 }, { 4, 8 }, { 4, 16 }, { 6, 8 }, { 6, 16 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_label_is_read_out_of_every_kind_of_PNG(int colour, int depth)
    {
        // 33 modules of 5 dots: the rows of few bits do not end with a byte.
        var paper = Drawn.Qr(Code, 5);
        foreach (var filter in Enumerable.Range(0, 5))
        {
            Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(paper, colour, depth, filter)));
            Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(paper, colour, depth, filter, interlaced: true)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void An_interlaced_PNG_that_has_no_dots_in_some_of_its_passes_is_a_picture(int side) =>
        Assert.Equal(PictureProblem.NothingFound, Drawn.ProblemOf(PngFile.Of(new Picture(side, side), interlaced: true)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_label_is_read_out_of_a_JPEG(bool progressive)
    {
        Assert.Equal(Code, Drawn.LabelIn(JpegFile.Of(Drawn.Qr(Code), progressive: progressive)));
        Assert.Equal(Code, Drawn.LabelIn(JpegFile.Of(Drawn.Bars(Code), progressive: progressive)));
    }

    [Fact]
    public void What_follows_the_end_of_a_JPEG_does_no_harm() =>
        Assert.Equal(Code, Drawn.LabelIn([.. JpegFile.Of(Drawn.Qr(Code)), .. new byte[1000]]));

    [Theory]
    [InlineData("", PictureProblem.Empty)]
    [InlineData("H4T9CXB\n", PictureProblem.NotAPicture)]
    [InlineData("%PDF-1.7", PictureProblem.NotAPicture)]
    [InlineData("\0\0\0\u0018ftypheic", PictureProblem.OtherFormat)]
    [InlineData("RIFF\0\0\0\0WEBPVP8 ", PictureProblem.OtherFormat)]
    [InlineData("GIF89a", PictureProblem.OtherFormat)]
    [InlineData("II*\0", PictureProblem.OtherFormat)]
    [InlineData("BM\u0001\u0002\0\0\0\0\0\0", PictureProblem.OtherFormat)]
    public void What_is_no_JPEG_and_no_PNG_is_called_so(string file, PictureProblem problem) =>
        Assert.Equal(problem, Drawn.ProblemOf(Encoding.Latin1.GetBytes(file)));

    [Fact]
    public void A_JPEG_for_printers_is_called_another_format() =>
        Assert.Equal(PictureProblem.OtherFormat, Drawn.ProblemOf(JpegFile.InFourInks(Drawn.Qr(Code))));

    [Fact]
    public void A_picture_without_a_symbol_says_that_nothing_was_found() =>
        Assert.Equal(PictureProblem.NothingFound, Drawn.ProblemOf(PngFile.Of(new Picture(300, 200))));

    [Fact]
    public void A_picture_that_ends_too_early_is_truncated_wherever_it_ends()
    {
        foreach (var file in new[] { PngFile.Of(Drawn.Qr(Code)), JpegFile.Of(Drawn.Qr(Code)), JpegFile.Of(Drawn.Qr(Code), progressive: true) })
        {
            for (var length = 8; length < file.Length; length++)
            {
                Assert.Equal(PictureProblem.Truncated, Drawn.ProblemOf(file[..length]));
            }
        }
    }

    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(64_000_001, 1)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public void A_picture_that_claims_too_many_dots_is_refused_before_any_is_made(uint width, uint height) =>
        Assert.Equal(PictureProblem.TooManyDots, Drawn.ProblemOf(PngFile.Claiming(width, height)));

    [Fact]
    public void A_picture_with_fewer_dots_than_it_claims_is_truncated() =>
        Assert.Equal(PictureProblem.Truncated, Drawn.ProblemOf(PngFile.Claiming(4_000, 4_000)));

    [Fact]
    public void A_JPEG_that_claims_too_many_dots_is_refused()
    {
        var file = JpegFile.Of(Drawn.Qr(Code));
        var size = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 5;
        file.AsSpan(size, 4).Fill(0xFF);

        Assert.Equal(PictureProblem.TooManyDots, Drawn.ProblemOf(file));
    }

    [Fact]
    public void A_JPEG_that_is_painted_over_a_thousand_times_is_refused()
    {
        var file = JpegFile.Of(Drawn.Qr(Code), progressive: true);
        var coat = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] bomb = [.. file[..coat], .. Enumerable.Repeat(file[coat..^2], 1000).SelectMany(bytes => bytes), .. file[^2..]];

        Assert.Equal(PictureProblem.TooManyDots, Drawn.ProblemOf(bomb));
    }

    [Fact]
    public void A_file_that_never_ends_is_left()
    {
        using var endless = new Endless();

        Assert.Equal(PictureProblem.TooManyBytes, Assert.IsType<PictureUnread>(Drawn.Decoder.Decode(endless, Wanted.Labels)).Problem);
        Assert.InRange(endless.Given, PictureLimits.Bytes, PictureLimits.Bytes + (1024 * 1024));
    }

    [Fact]
    public void Whatever_is_changed_in_a_picture_it_is_read_as_its_label_or_not_at_all()
    {
        var random = new Random(20);
        var files = new[]
        {
            PngFile.Of(Drawn.Qr(Code)), PngFile.Of(Drawn.Bars(Code), colour: 3, depth: 4, interlaced: true),
            JpegFile.Of(Drawn.Qr(Code)), JpegFile.Of(Drawn.Bars(Code), progressive: true),
        };

        // One look at each is enough: it is the files that are tried.
        var decoder = new PictureDecoder(new HurriedClock());
        for (var i = 0; i < 2_000; i++)
        {
            var file = files[i % files.Length].ToArray();
            for (var changes = random.Next(1, 8); changes > 0; changes--)
            {
                // Half of the changes where formats say what is to come.
                file[random.Next(random.Next(2) == 0 ? 64 : file.Length)] = (byte)random.Next(256);
            }

            using var stream = new MemoryStream(file);
            if (decoder.Decode(stream, Wanted.Labels) is PictureRead read)
            {
                Assert.Equal([Code], read.Labels);
            }
        }
    }

    [Fact]
    public void A_library_that_is_not_installed_is_named_with_its_package()
    {
        var problem = Assert.Throws<MissingLibraryException>(() => MissingLibraryException.ThrowUnlessThere("libnothing.so.0", "libnothing0", "dreams"));

        Assert.Equal("libnothing.so.0, which reads dreams, is not installed. On Debian and Ubuntu: apt-get install libnothing0", problem.Message);
    }

    [Fact]
    public void Every_problem_has_a_name_and_says_what_to_do_in_both_languages()
    {
        var all = Enum.GetValues<PictureProblem>().Select(problem => new PictureUnread(problem)).ToArray();

        Assert.Equal(all.Length, all.Select(one => one.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.Length, all.Select(one => one.Next.French).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.Length, all.Select(one => one.Next.English).Distinct(StringComparer.Ordinal).Count());
    }

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
