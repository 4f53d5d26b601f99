using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Ordi2.Ledger.Maintenance;

/// <summary>
/// A tree of hashes over the ends of all streams. Leaves and nodes are hashed with different first bytes, so that neither can be
/// shown as the other; a node without a neighbour goes up as it is.
/// </summary>
internal static class Merkle
{
    public static byte[] Leaf(string stream, long seq, ReadOnlySpan<byte> hash)
    {
        var name = Encoding.UTF8.GetBytes(stream);
        var bytes = new byte[1 + sizeof(int) + name.Length + sizeof(long) + hash.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), name.Length);
        name.CopyTo(bytes.AsSpan(1 + sizeof(int)));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1 + sizeof(int) + name.Length), seq);
        hash.CopyTo(bytes.AsSpan(1 + sizeof(int) + name.Length + sizeof(long)));
        return SHA256.HashData(bytes);
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * EventHash.Length)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + EventHash.Length)..]);
        return SHA256.HashData(bytes);
    }

    /// <summary>The root; 32 zero bytes for no leaf.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves)
    {
        var level = leaves;
        while (level.Count > 1)
        {
            level = Up(level);
        }

        return level.Count == 0 ? new byte[EventHash.Length] : level[0];
    }

    /// <summary>The neighbours on the way from a leaf to the root.</summary>
    public static ImmutableArray<ProofStep> Path(IReadOnlyList<byte[]> leaves, int index)
    {
        var steps = ImmutableArray.CreateBuilder<ProofStep>();
        for (var level = leaves; level.Count > 1; level = Up(level), index /= 2)
        {
            var neighbour = index ^ 1;
            if (neighbour < level.Count)
            {
                steps.Add(new ProofStep(NeighbourIsLeft: neighbour < index, level[neighbour]));
            }
        }

        return steps.DrainToImmutable();
    }

    private static List<byte[]> Up(IReadOnlyList<byte[]> level)
    {
        var next = new List<byte[]>((level.Count + 1) / 2);
        for (var i = 0; i < level.Count; i += 2)
        {
            next.Add(i + 1 < level.Count ? Node(level[i], level[i + 1]) : level[i]);
        }

        return next;
    }
}
