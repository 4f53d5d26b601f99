using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Ordi2.Benchmarks.Load;

/// <summary>Gives each machine its label, over all the lanes of a run.</summary>
internal sealed class LabelRoll(long first)
{
    private long _last = first - 1;

    public long Next() => Interlocked.Increment(ref _last);
}

/// <summary>
/// One device and the machines in front of it. It writes the requests of that device: each scan takes the next machine one step
/// further; a machine that lived its life makes place for a new one.
/// </summary>
internal sealed class Workbench
{
    private readonly LabelRoll _labels;
    private readonly string _device;
    private readonly Place[] _places;
    private readonly byte[] _head;
    private byte[] _body = new byte[1024];
    private int _at;

    public Workbench(LabelRoll labels, string device, int places)
    {
        _labels = labels;
        _device = device;
        _head = Encoding.ASCII.GetBytes($$"""{"deviceId":"{{_device}}","scans":[""");

        // The first machines leave after different numbers of steps: from then on every step is as frequent as any other.
        _places = [.. Enumerable.Range(0, places).Select(i => new Place(labels.Next()) { Leaves = 1 + (i % Life.Steps.Length) })];
    }

    public string Device => _device;

    /// <summary>Every scan that was written last, in the order of the request.</summary>
    public List<SentScan> Last { get; } = [];

    /// <summary>A request with the next scans, each of another machine. The bytes are good until the next call.</summary>
    public ReadOnlyMemory<byte> Next(int scans)
    {
        Last.Clear();
        var needed = _head.Length + (scans * 256) + 8;
        if (_body.Length < needed)
        {
            _body = new byte[needed];
        }

        _head.CopyTo(_body, 0);
        var length = _head.Length;
        Span<byte> now = stackalloc byte[24];
        DateTimeOffset.UtcNow.UtcDateTime.TryFormat(now, out _, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        for (var i = 0; i < scans; i++)
        {
            if (i > 0)
            {
                _body[length++] = (byte)',';
            }

            length += Write(_body.AsSpan(length), now);
        }

        "]}"u8.CopyTo(_body.AsSpan(length));
        return _body.AsMemory(0, length + 2);
    }

    private int Write(Span<byte> to, ReadOnlySpan<byte> now)
    {
        ref var place = ref _places[_at];
        _at = (_at + 1) % _places.Length;
        if (place.Step == place.Leaves)
        {
            place = new Place(_labels.Next()) { Leaves = Life.Steps.Length };
        }

        var step = Life.Steps[place.Step++];
        var id = Guid.CreateVersion7();
        Last.Add(new SentScan(place.Machine, place.Step, id));

        var start = to.Length;
        Put(ref to, "{\"scanId\":\""u8);
        Utf8Formatter.TryFormat(id, to, out var written);
        to = to[written..];
        Put(ref to, "\",\"code\":\""u8);
        Labels.Write(place.Machine, to);
        to = to[Labels.Length..];
        Put(ref to, "\",\"step\":\""u8);
        Put(ref to, step.NameBytes);
        Put(ref to, "\",\"occurredAt\":\""u8);
        Put(ref to, now);
        Put(ref to, "\",\"data\":"u8);
        Put(ref to, step.DataBytes);
        Put(ref to, "}"u8);
        return start - to.Length;
    }

    private static void Put(ref Span<byte> to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to);
        to = to[bytes.Length..];
    }

    [StructLayout(LayoutKind.Auto)]
    private record struct Place(long Machine)
    {
        /// <summary>How many steps it has lived.</summary>
        public int Step { get; set; }

        /// <summary>After how many it makes place.</summary>
        public int Leaves { get; init; }
    }
}

/// <summary>A scan as it went out.</summary>
/// <param name="Machine">Number of its label.</param>
/// <param name="Version">How many events the machine has once it is accepted.</param>
/// <param name="ScanId">Its id.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SentScan(long Machine, int Version, Guid ScanId);
