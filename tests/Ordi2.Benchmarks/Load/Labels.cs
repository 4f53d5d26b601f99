namespace Ordi2.Benchmarks.Load;

/// <summary>Labels with the right check symbol, scattered like printed ones: the n-th label is always the same and never another's.</summary>
internal static class Labels
{
    public const int Length = 7;

    private const string Alphabet = "0123456789BCDEFGHJKLNPRSTVXY";

    private const long Space = 28L * 28 * 28 * 28 * 28 * 28;

    // No common divisor with 28^6 = 2^12 * 7^6, so that multiplying only shuffles.
    private const long Stride = 275_604_541;

    public static string Make(long number)
    {
        Span<byte> text = stackalloc byte[Length];
        Write(number, text);
        return System.Text.Encoding.ASCII.GetString(text);
    }

    public static void Write(long number, Span<byte> text)
    {
        var payload = number % Space * Stride % Space;
        var sum = 0;
        for (var i = Length - 2; i >= 0; i--)
        {
            var digit = (int)(payload % 28);
            payload /= 28;
            text[i] = (byte)Alphabet[digit];
            var addend = (Length - 2 - i) % 2 == 0 ? 2 * digit : digit;
            sum += (addend / 28) + (addend % 28);
        }

        text[Length - 1] = (byte)Alphabet[(28 - (sum % 28)) % 28];
    }
}
