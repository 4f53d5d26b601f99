using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Ordi2.Web.Features.Access;

/// <summary>The secret of an API token: <c>ord2_</c> and 32 random bytes as base64url. Only its SHA-256 is ever stored.</summary>
internal static class TokenSecret
{
    public const string Prefix = "ord2_";

    private const int RandomBytes = 32;
    private const int Length = 48;

    public static string Make() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The SHA-256 of what stands after <c>Bearer</c>, if it has the form of a secret at all.</summary>
    public static bool TryHash(ReadOnlySpan<char> secret, out TokenHash hash)
    {
        hash = default;

        if (secret.Length != Length || !secret.StartsWith(Prefix, StringComparison.Ordinal) || !Ascii.IsValid(secret))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(secret, bytes);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        hash = TokenHash.From(digest);
        return true;
    }
}

/// <summary>32 bytes as a value, so that looking one up makes no garbage.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    public static TokenHash From(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    public byte[] ToBytes()
    {
        var bytes = new byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), Low);
        return bytes;
    }
}
