using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ordi2.Silo.Streams;

/// <summary>Ids of commands that follow from something else: the same cause gives the same id, so that asking twice counts once.</summary>
internal static class CommandIds
{
    public static Guid Of(string cause, string what)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{cause}\n{what}"), hash);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x8000));
        return new Guid(hash[..16], bigEndian: true);
    }
}
