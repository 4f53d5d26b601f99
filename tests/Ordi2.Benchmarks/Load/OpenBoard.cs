using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ordi2.Benchmarks.Load;

/// <summary>
/// One board open as a browser has it, on a connection of its own, in SignalR's JSON protocol. It only notes what came when, so
/// that thousands of them cost little beside the server that is measured.
/// </summary>
internal sealed class OpenBoard : IAsyncDisposable
{
    private const byte End = 0x1e;

    private static readonly byte[] Ping = [.. """{"type":6}"""u8, End];

    private readonly ClientWebSocket _socket = new();
    private readonly List<Delta> _deltas = new(512);
    private readonly TaskCompletionSource<JsonElement> _snapshot = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _in = new byte[16 * 1024];
    private Task _reading = Task.CompletedTask;
    private long _machines;

    private OpenBoard(string scope) => Scope = scope;

    public string Scope { get; }

    /// <summary>The version of the snapshot that it began with.</summary>
    public long FirstVersion { get; private set; }

    /// <summary>How many machines the snapshot counted.</summary>
    public long FirstMachines { get; private set; }

    /// <summary>What came since, in order. Read it when no more comes.</summary>
    public IReadOnlyList<Delta> Deltas => _deltas;

    /// <summary>How many machines it shows now.</summary>
    public long Machines => Volatile.Read(ref _machines);

    public static async Task<OpenBoard> OpenAsync(IPEndPoint server, HttpMessageInvoker invoker, string scope, string? token)
    {
        var board = new OpenBoard(scope);
        var query = token is null ? string.Empty : $"?access_token={token}";
        await board._socket.ConnectAsync(new Uri($"ws://{server}/hubs/board{query}"), invoker, CancellationToken.None);
        await board.SendAsync([.. """{"protocol":"json","version":1}"""u8, End]);
        board._reading = Task.Run(board.ReadAsync);
        await board.SendAsync([.. JsonSerializer.SerializeToUtf8Bytes(new { type = 1, invocationId = "1", target = "Watch", arguments = new[] { scope } }), End]);
        var snapshot = await board._snapshot.Task.WaitAsync(TimeSpan.FromSeconds(60));
        board.FirstVersion = snapshot.GetProperty("version").GetInt64();
        board._machines = board.FirstMachines = snapshot.GetProperty("counters").EnumerateArray()
            .Where(counter => counter.GetProperty("counter").GetString() is "machines")
            .Select(counter => counter.GetProperty("value").GetInt64())
            .SingleOrDefault();
        return board;
    }

    /// <summary>Says that it is still there, as a browser does; the server leaves whoever is silent for half a minute.</summary>
    public Task PingAsync() => SendAsync(Ping);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private Task SendAsync(byte[] frame) => _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task ReadAsync()
    {
        var filled = 0;

        try
        {
            while (_socket.State is WebSocketState.Open)
            {
                if (filled == _in.Length)
                {
                    Array.Resize(ref _in, _in.Length * 2);
                }

                var received = await _socket.ReceiveAsync(_in.AsMemory(filled), CancellationToken.None);
                var now = Stopwatch.GetTimestamp();
                filled += received.Count;
                filled = Take(filled, now);
            }

            _snapshot.TrySetException(new BenchmarkException($"The server closed a board of {Scope}: {_socket.CloseStatusDescription}"));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            _snapshot.TrySetException(new BenchmarkException($"A board of {Scope} lost its connection.", e));
        }
    }

    /// <summary>Notes whole frames, and moves the rest of one to the beginning.</summary>
    private int Take(int filled, long now)
    {
        var rest = _in.AsSpan(0, filled);

        while (rest.IndexOf(End) is >= 0 and var end)
        {
            Note(rest[..end], now);
            rest = rest[(end + 1)..];
        }

        rest.CopyTo(_in);
        return rest.Length;
    }

    private void Note(ReadOnlySpan<byte> frame, long now)
    {
        if (frame.IndexOf("\"boardChanged\""u8) >= 0)
        {
            var machines = Number(frame, "\"counter\":\"machines\",\"value\":"u8) ?? Machines;
            _deltas.Add(new(now, Number(frame, "\"version\":"u8) ?? 0, machines));
            Volatile.Write(ref _machines, machines);
        }
        else if (frame.IndexOf("\"invocationId\""u8) >= 0)
        {
            var answer = JsonDocument.Parse(Encoding.UTF8.GetString(frame)).RootElement;
            _ = answer.TryGetProperty("result", out var result)
                ? _snapshot.TrySetResult(result)
                : _snapshot.TrySetException(new BenchmarkException($"{Scope} was not shown: {answer}"));
        }
    }

    private static long? Number(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> after) =>
        frame.IndexOf(after) is >= 0 and var at && Utf8Parser.TryParse(frame[(at + after.Length)..], out long number, out _) ? number : null;
}

/// <summary>What a board was told.</summary>
/// <param name="At">When it was read (<see cref="Stopwatch.GetTimestamp"/>).</param>
/// <param name="Version">Its version.</param>
/// <param name="Machines">How many machines the board showed then.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delta(long At, long Version, long Machines);
