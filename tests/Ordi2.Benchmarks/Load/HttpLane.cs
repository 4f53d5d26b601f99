using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ordi2.Benchmarks.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection with one request in flight. It knows only what a benchmark needs of the protocol, so that
/// measuring costs little beside what is measured.
/// </summary>
internal sealed class HttpLane : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _postHead;
    private readonly string _getHead;
    private byte[] _out = new byte[4096];
    private byte[] _in = new byte[8192];
    private byte[] _body = new byte[8192];

    private HttpLane(string path, string token)
    {
        var common = $"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n";
        _postHead = Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\n{common}Content-Type: application/json\r\nContent-Length: ");
        _getHead = $" HTTP/1.1\r\n{common}\r\n";
    }

    public static async Task<HttpLane> ConnectAsync(IPEndPoint server, string token, string path = "/api/scans")
    {
        var lane = new HttpLane(path, token);
        try
        {
            await lane._socket.ConnectAsync(server);
            return lane;
        }
        catch (SocketException)
        {
            lane.Dispose();
            throw;
        }
    }

    /// <summary>Sends a body to the path of the lane. The answer is only good until the next call.</summary>
    public ValueTask<HttpAnswer> PostAsync(ReadOnlyMemory<byte> body)
    {
        var needed = _postHead.Length + 16 + body.Length;
        if (_out.Length < needed)
        {
            _out = new byte[needed * 2];
        }

        _postHead.CopyTo(_out, 0);
        var length = _postHead.Length;
        Utf8Formatter.TryFormat(body.Length, _out.AsSpan(length), out var digits);
        length += digits;
        "\r\n\r\n"u8.CopyTo(_out.AsSpan(length));
        length += 4;
        body.Span.CopyTo(_out.AsSpan(length));
        return SendAsync(length + body.Length);
    }

    /// <summary>Asks for a path. The answer is only good until the next call.</summary>
    public ValueTask<HttpAnswer> GetAsync(string pathAndQuery) =>
        SendAsync(Encoding.ASCII.GetBytes($"GET {pathAndQuery}{_getHead}", _out));

    public void Dispose() => _socket.Dispose();

    private async ValueTask<HttpAnswer> SendAsync(int length)
    {
        for (var sent = 0; sent < length;)
        {
            sent += await _socket.SendAsync(_out.AsMemory(sent, length - sent));
        }

        var filled = 0;
        int headEnd;
        while ((headEnd = _in.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            filled = await FillAsync(filled);
        }

        var bodyStart = headEnd + 4;
        var status = StatusOf(_in.AsSpan(0, headEnd));
        if (ContentLengthOf(_in.AsSpan(0, headEnd)) is { } contentLength)
        {
            while (filled < bodyStart + contentLength)
            {
                filled = await FillAsync(filled);
            }

            return new HttpAnswer(status, _in.AsMemory(bodyStart, contentLength));
        }

        return new HttpAnswer(status, await ReadChunksAsync(bodyStart, filled));
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadChunksAsync(int at, int filled)
    {
        var total = 0;
        while (true)
        {
            int line;
            while ((line = _in.AsSpan(at, filled - at).IndexOf("\r\n"u8)) < 0)
            {
                filled = await FillAsync(filled);
            }

            if (!Utf8Parser.TryParse(_in.AsSpan(at, line), out int size, out _, 'x'))
            {
                throw new InvalidDataException("The server sent a chunk without a size.");
            }

            at += line + 2;
            while (filled < at + size + 2)
            {
                filled = await FillAsync(filled);
            }

            if (size == 0)
            {
                return _body.AsMemory(0, total);
            }

            if (_body.Length < total + size)
            {
                Array.Resize(ref _body, (total + size) * 2);
            }

            _in.AsSpan(at, size).CopyTo(_body.AsSpan(total));
            total += size;
            at += size + 2;
        }
    }

    private async ValueTask<int> FillAsync(int filled)
    {
        if (filled == _in.Length)
        {
            Array.Resize(ref _in, _in.Length * 2);
        }

        var read = await _socket.ReceiveAsync(_in.AsMemory(filled));
        return read > 0 ? filled + read : throw new EndOfStreamException("The server closed the connection.");
    }

    private static int StatusOf(ReadOnlySpan<byte> head) =>
        head.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(head[9..], out int status, out _)
            ? status
            : throw new InvalidDataException("The server did not answer in HTTP/1.1.");

    private static int? ContentLengthOf(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 18)..], out int length, out _) ? length : null;
    }
}

/// <summary>An answer, in the lane's own buffer.</summary>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);
}
