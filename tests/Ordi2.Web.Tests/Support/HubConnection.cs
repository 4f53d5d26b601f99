using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Ordi2.Web.Tests.Support;

/// <summary>Speaks SignalR's JSON protocol over a WebSocket, so that a test sees the very words of the hub.</summary>
internal sealed class HubConnection : IAsyncDisposable
{
    private const char End = '\x1e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
    private Task _reading = Task.CompletedTask;
    private int _calls;

    public static async Task<HubConnection> OpenAsync(Uri server, string? token, string? cookie = null)
    {
        var connection = new HubConnection();

        if (cookie is not null)
        {
            connection._socket.Options.SetRequestHeader("Cookie", cookie);
        }

        var query = token is null ? string.Empty : $"?access_token={token}";
        await connection._socket.ConnectAsync(new Uri($"ws://{server.Authority}/hubs/board{query}"), CancellationToken.None);
        await connection.SendAsync("""{"protocol":"json","version":1}""");
        connection._reading = connection.ReadAsync();
        return connection;
    }

    /// <summary>Calls the hub and gives its answer, or its error.</summary>
    public async Task<(JsonElement Result, string? Error)> InvokeAsync(string target, params string[] arguments)
    {
        var id = (++_calls).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target, arguments }));

        var answer = await NextAsync(message => message.TryGetProperty("invocationId", out var of) && of.GetString() == id);
        return answer.TryGetProperty("error", out var error) ? (default, error.GetString()) : (answer.TryGetProperty("result", out var result) ? result : default, null);
    }

    /// <summary>The next <c>boardChanged</c> that fits; others are passed over.</summary>
    public async Task<JsonElement> ChangedAsync(Func<JsonElement, bool>? fits = null) => (await NextAsync(message =>
        message.TryGetProperty("target", out var target) && target.GetString() == "boardChanged" && fits?.Invoke(message.GetProperty("arguments")[0]) is not false))
        .GetProperty("arguments")[0];

    /// <summary>The server ends the connection.</summary>
    public Task ClosedAsync() => _reading.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);

        while (true)
        {
            var message = await _messages.Reader.ReadAsync(patience.Token);

            if (fits(message))
            {
                return message;
            }
        }
    }

    private Task SendAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    // One message of the socket may hold several frames of the hub, and a frame may come in several messages.
    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        var text = new StringBuilder();

        try
        {
            while (_socket.State is WebSocketState.Open)
            {
                var received = await _socket.ReceiveAsync(buffer, _stop.Token);
                text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                var frames = text.ToString().Split(End);

                foreach (var frame in frames[..^1])
                {
                    _messages.Writer.TryWrite(JsonDocument.Parse(frame).RootElement);
                }

                text.Clear().Append(frames[^1]);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The test has seen what it wanted, or the server has had enough.
        }
    }
}
