using System.Security.Cryptography;
using System.Text;
using Ordi2.Domain.Photos;

namespace Ordi2.Domain.Tests.Photos;

public class PictureTests
{
    public static TheoryData<string> Hostile => [.. PhotoFiles.Hostile().Select(one => one.What)];

    [Fact]
    public void A_photo_keeps_what_draws_it_and_nothing_that_the_camera_wrote()
    {
        var picture = Read(PhotoFiles.FromACamera());

        Assert.Equal(PhotoFiles.Plain, picture.Content.ToArray());
        Assert.Equal(("image/jpeg", 24, 16), (picture.MediaType, picture.Width, picture.Height));
    }

    [Theory]
    [InlineData(3, 24, 16)]
    [InlineData(6, 16, 24)]
    public void Which_way_up_it_was_held_is_kept_alone(int orientation, int width, int height)
    {
        var picture = Read(PhotoFiles.FromACamera(orientation));

        Assert.Equal((width, height), (picture.Width, picture.Height));
        var kept = Encoding.Latin1.GetString(picture.Content.Span);
        Assert.Contains($"Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0{(char)orientation}\0\0\0\0\0\0", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("Jeanne", kept, StringComparison.Ordinal);
        Assert.EndsWith("\u00ff\u00d9", kept, StringComparison.Ordinal);
        Assert.Equal(PhotoFiles.Plain.Length + 36, kept.Length);
    }

    [Fact]
    public void It_is_known_by_the_hash_of_what_is_kept()
    {
        var picture = Read(PhotoFiles.FromACamera(6));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture.Content.Span)), picture.Id);
        Assert.Equal(picture.Id, Read(picture.Content.ToArray()).Id);
        Assert.NotEqual(picture.Id, Read(PhotoFiles.FromACamera(6, made: 9)).Id);
    }

    [Fact]
    public void A_PNG_keeps_its_points_and_nothing_else()
    {
        var picture = Read(PhotoFiles.Png(40, 30, ("tEXt", Encoding.ASCII.GetBytes($"Author\0{PhotoFiles.Secret}")), ("eXIf", Encoding.ASCII.GetBytes(PhotoFiles.Secret))));

        Assert.Equal(("image/png", 40, 30), (picture.MediaType, picture.Width, picture.Height));
        Assert.Equal(PhotoFiles.Rows(40, 30), PhotoFiles.Unpacked(picture.Content.Span));
        var kept = Encoding.Latin1.GetString(picture.Content.Span);
        Assert.DoesNotContain("Jeanne", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("html", kept, StringComparison.Ordinal);
        Assert.Equal(picture.Id, Read(picture.Content.ToArray()).Id);
    }

    [Fact]
    public void A_PNG_that_comes_in_passes_has_as_many_points_as_they_say()
    {
        var header = PhotoFiles.Header(5, 3);
        header[12] = 1;

        // 5 by 3 in seven passes: 1x1, 1x1, none, 1x1 (second column of four), 3x1, 2x2, 5x1; a filter before each row.
        var rows = (1 + 1) + (1 + 1) + 0 + (1 + 1) + (1 + 3) + (2 * (1 + 2)) + (1 + 5);
        var file = PhotoFiles.PngOf(5, 3, new byte[rows]);
        var plain = Picture.Read(file);
        var interlaced = Picture.Read(PhotoFiles.WithHeader(file, header));

        Assert.Null(plain.Picture);
        Assert.Equal((5, 3), (interlaced.Picture!.Width, interlaced.Picture.Height));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_is_no_photo_is_refused_with_a_reason(string what)
    {
        var (_, file, code) = PhotoFiles.Hostile().Single(one => one.What == what);

        var (picture, why) = Picture.Read(file);

        Assert.Null(picture);
        Assert.Equal(code, why!.Code);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_and_reading_it_again_changes_nothing()
    {
        var luck = new Random(20261122);
        byte[][] files = [PhotoFiles.FromACamera(6), PhotoFiles.Plain, PhotoFiles.Png(12, 9, ("tEXt", [1, 2, 3]))];
        var read = 0;

        for (var i = 0; i < 20_000; i++)
        {
            var file = files[i % files.Length].ToArray();

            for (var changes = luck.Next(1, 4); changes > 0; changes--)
            {
                file[luck.Next(file.Length)] = (byte)luck.Next(256);
            }

            if (Picture.Read(file.AsSpan(0, luck.Next(4) == 0 ? luck.Next(file.Length) : file.Length)).Picture is { } picture)
            {
                read++;
                Assert.Equal(picture.Id, Picture.Read(picture.Content.Span).Picture?.Id);
            }
        }

        Assert.InRange(read, 1_000, 19_000);
    }

    private static Picture Read(byte[] file)
    {
        var (picture, why) = Picture.Read(file);
        Assert.True(picture is not null, why?.Code);
        return picture;
    }
}
