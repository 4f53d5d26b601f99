namespace Ordi2.Barcodes.Tests.Pictures;

public class DecodeRateTests
{
    public static TheoryData<string> Sets => [.. DecodeRates.Sets()];

    [BarcodeSetTheory]
    [MemberData(nameof(Sets))]
    public async Task No_fewer_pictures_are_read_than_by_the_better_of_zbarimg_and_ZXingReader_and_none_is_read_wrong(string set)
    {
        var rates = await DecodeRates.OfAsync(set, Drawn.Decoder);

        Assert.True(rates.Files > 0 && rates.Zbar.Right + rates.ZXing.Right > 0, $"The others read nothing: {rates}");
        Assert.True(rates.Ours.Right >= Math.Max(rates.Zbar.Right, rates.ZXing.Right), rates.ToString());
        Assert.True(rates.Ours.Wrong == 0, rates.ToString());
    }
}

/// <summary>A theory about pictures that others took; skipped, with the reason, where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BarcodeSetTheoryAttribute : TheoryAttribute
{
    public BarcodeSetTheoryAttribute() => Skip = DecodeRates.Folder is null ? "The pictures of barcodes (shared/data/barcodes beside the checkout) are not here." : null;
}
