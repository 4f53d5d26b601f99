using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ordi2.Web.Tests.Support;

/// <summary>The line between a browser and the server. It can be cut, and it can lose what the server answers.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private volatile bool _isCut;
    private volatile bool _losesAnswers;

    public Line(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync();
    }

    /// <summary>Where a browser reaches the server over this line.</summary>
    public Uri Address { get; }

    /// <summary>What is under way ends, and nothing comes through any more.</summary>
    public void Cut()
    {
        _isCut = true;
        Drop();
    }

    /// <summary>The server gets what it is sent from now on, and nobody hears what it says to it.</summary>
    public void LoseAnswers()
    {
        _losesAnswers = true;

        // Browsers send again by themselves over a line that was good a moment ago.
        Drop();
    }

    public void Mend() => (_isCut, _losesAnswers) = (false, false);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Drop();
        await _accepting;
        _end.Dispose();
    }

    private void Drop()
    {
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    private async Task AcceptAsync()
    {
        List<Task> lines = [];

        try
        {
            while (true)
            {
                lines.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using (browser)
        {
            using var server = new TcpClient();
            (_open[browser], _open[server]) = (0, 0);

            try
            {
                if (!_isCut)
                {
                    await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                    await Task.WhenAny(CopyAsync(browser, server, isAnswer: false), CopyAsync(server, browser, isAnswer: true));
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end of this line, as of a real one.
            }
            finally
            {
                _open.TryRemove(browser, out _);
                _open.TryRemove(server, out _);
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool isAnswer)
    {
        var buffer = new byte[32 * 1024];

        try
        {
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var read && !(isAnswer && _losesAnswers))
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException or SocketException)
        {
            // One side has gone: the other is let go by whoever carries.
        }
    }
}
