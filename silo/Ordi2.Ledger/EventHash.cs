using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ordi2.Ledger;

/// <summary>
/// The chain: each event's SHA-256 covers the hash before it and every field of the event, each with its length before it, so that
/// no two different events have the same bytes.
/// </summary>
internal static class EventHash
{
    public const int Length = 32;

    private static ReadOnlySpan<byte> Domain => "ordi2.event.1"u8;

    public static byte[] Of(
        ReadOnlySpan<byte> previous,
        string stream,
        long seq,
        string type,
        ReadOnlySpan<byte> data,
        DateTimeOffset occurredAt,
        DateTimeOffset recordedAt,
        string actor,
        string organisation,
        string device,
        Guid? clientEventId)
    {
        var most = Domain.Length + previous.Length + data.Length + (7 * sizeof(int)) + (3 * sizeof(long)) + 17
            + (3 * (stream.Length + type.Length + actor.Length + organisation.Length + device.Length));
        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var writer = new Writer(rented);
            writer.Raw(Domain);
            writer.Block(previous);
            writer.Text(stream);
            writer.Number(seq);
            writer.Text(type);
            writer.Block(data);
            writer.Number(occurredAt.ToMicroseconds());
            writer.Number(recordedAt.ToMicroseconds());
            writer.Text(actor);
            writer.Text(organisation);
            writer.Text(device);
            writer.Id(clientEventId);
            return SHA256.HashData(writer.Written);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static byte[] Of(StoredEvent e, ReadOnlySpan<byte> previous) => Of(
        previous, e.Stream, e.Seq, e.Type, e.Data.Span, e.OccurredAt, e.RecordedAt, e.Actor, e.Organisation, e.Device, e.ClientEventId);

    private ref struct Writer(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

        public void Raw(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_buffer[_length..]);
            _length += bytes.Length;
        }

        public void Block(ReadOnlySpan<byte> bytes)
        {
            BinaryPrimitives.WriteInt32BigEndian(_buffer[_length..], bytes.Length);
            _length += sizeof(int);
            Raw(bytes);
        }

        public void Text(string text)
        {
            var length = Encoding.UTF8.GetBytes(text, _buffer[(_length + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(_buffer[_length..], length);
            _length += sizeof(int) + length;
        }

        public void Number(long number)
        {
            BinaryPrimitives.WriteInt64BigEndian(_buffer[_length..], number);
            _length += sizeof(long);
        }

        public void Id(Guid? id)
        {
            _buffer[_length++] = id is null ? (byte)0 : (byte)1;
            if (id is { } value)
            {
                value.TryWriteBytes(_buffer[_length..], bigEndian: true, out var written);
                _length += written;
            }
        }
    }
}
