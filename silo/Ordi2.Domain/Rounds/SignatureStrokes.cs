using Ordi2.Contracts.Rounds;

namespace Ordi2.Domain.Rounds;

/// <summary>The strokes of a signature that was drawn with a finger.</summary>
public static class SignatureStrokes
{
    /// <summary>Whether this is a drawing and nothing else: strokes whose points lie on the field. What was erased at the end of its time is none.</summary>
    public static bool AreOnes(string? drawing)
    {
        if (drawing is not { Length: > 0 and <= DrawnSignature.LongestDrawing } || drawing[0] is not 'M')
        {
            return false;
        }

        var rest = drawing.AsSpan();

        while (!rest.IsEmpty)
        {
            if (rest[0] is not ('M' or 'L') || !Take(ref rest, DrawnSignature.Width) || rest.IsEmpty || rest[0] is not ' ' || !Take(ref rest, DrawnSignature.Height))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes a sign and the number behind it, which may be 0 to <paramref name="most"/>.</summary>
    private static bool Take(ref ReadOnlySpan<char> rest, int most)
    {
        rest = rest[1..];
        var (length, number) = (0, 0);

        for (; length < rest.Length && char.IsAsciiDigit(rest[length]); length++)
        {
            number = (number * 10) + (rest[length] - '0');

            if (number > most)
            {
                return false;
            }
        }

        rest = rest[length..];
        return length > 0;
    }
}
