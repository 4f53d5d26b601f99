using System.Buffers.Binary;

namespace Ordi2.Scanner.Simulation;

/// <summary>Chance that is the same for the same seed, on every machine and in every version (SplitMix64).</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    public static Chance Of(int seed, string what) =>
        new(what.Aggregate(unchecked((ulong)seed * 0x9E3779B97F4A7C15), static (hash, sign) => unchecked((hash ^ sign) * 0x100000001B3)));

    /// <summary>A number from 0 to below <paramref name="below"/>.</summary>
    public int Next(int below) => (int)(Next() % (ulong)below);

    /// <summary>True in so many cases of a hundred.</summary>
    public bool Percent(double percent) => Next(100_000) < percent * 1000;

    public T Pick<T>(IReadOnlyList<T> among) => among[Next(among.Count)];

    /// <summary>An identifier of the random kind (version 4).</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
