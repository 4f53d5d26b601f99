namespace Ordi2.Barcodes.Tests;

internal static class Codes
{
    public static LabelCode[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => LabelCode.Make(random.Next))];
    }
}
