using Microsoft.Playwright;
using Ordi2.Barcodes.Symbols;
using Ordi2.Barcodes.Tests.Pictures;
using Ordi2.Ledger.Testing;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>The decoder that runs in phones reads no fewer pictures than the readers of Debian, and a label at the lens in both sizes of cheap cameras.</summary>
[Collection(DemoServerTests.Name)]
public sealed class BrowserDecodeTests(DemoServer server)
{
    public static TheoryData<string> Sets => [.. DecodeRates.Sets()];

    [ChromiumSetTheory]
    [MemberData(nameof(Sets))]
    public async Task No_fewer_pictures_are_read_than_by_the_better_of_zbarimg_and_ZXingReader_and_none_is_read_wrong(string set)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        await using var decoder = await BrowserDecoder.OpenAsync(browser, server.Address);

        var rates = await DecodeRates.OfAsync(set, async file => [.. (await decoder.LookAsync(file)).Texts.SelectMany(DecodeRates.LinesOf)]);

        Assert.True(rates.Files > 0 && rates.Zbar.Right + rates.ZXing.Right > 0, $"The others read nothing: {rates}");
        Assert.True(rates.Ours.Right >= Math.Max(rates.Zbar.Right, rates.ZXing.Right), rates.ToString());
        Assert.True(rates.Ours.Wrong == 0, rates.ToString());
    }

    [ChromiumTheory]
    [InlineData("QR", 640, 480)]
    [InlineData("QR", 1280, 720)]
    [InlineData("Code 128", 640, 480)]
    [InlineData("Code 128", 1280, 720)]
    public async Task A_label_that_is_held_still_is_read_in_each_picture_and_nothing_else_ever(string kind, int width, int height)
    {
        const string text = "HTTPS://O2.EXAMPLE/M/H4T9CXB";
        var folder = TestFolder.Make("film");
        var film = Path.Combine(folder.FullName, "label.y4m");
        new LabelFilm(kind is "QR" ? QrCode.Draw(text) : Code128.Draw("H4T9CXB"), width, height).Write(film);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        await using var decoder = await BrowserDecoder.OpenAsync(browser, server.Address);

        var looks = await decoder.WatchAsync(film, width, height);

        Assert.Equal(LabelFilm.Empty + LabelFilm.Coming + LabelFilm.Held, looks.Length);
        Assert.All(looks[..LabelFilm.Empty], look => Assert.Empty(look.Texts));
        Assert.All(looks, look => Assert.Empty(look.Texts.Except([kind is "QR" ? text : "H4T9CXB"])));
        Assert.All(looks[^LabelFilm.Held..], look => Assert.Single(look.Texts));
        folder.Delete(recursive: true);
    }
}

/// <summary>A theory about pictures that others took, in a browser; skipped, with the reason, where either is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumSetTheoryAttribute : TheoryAttribute
{
    public ChromiumSetTheoryAttribute() => Skip = DecodeRates.Folder is null
        ? "The pictures of barcodes (shared/data/barcodes beside the checkout) are not here."
        : File.Exists(ChromiumFactAttribute.Program) ? null : ChromiumFactAttribute.Missing;
}
