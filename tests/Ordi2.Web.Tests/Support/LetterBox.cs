using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Ordi2.Web.Tests.Support;

/// <summary>A letter as it came in: the words of the envelope, and what it says.</summary>
internal sealed record ReceivedLetter(string Envelope, string Body)
{
    /// <summary>The way to the page that the letter leads to.</summary>
    public string Path => Regex.Match(Body, @"https?://[^/\s]+(?<path>/\S+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["path"].Value;
}

/// <summary>A server of letters that keeps what it is handed: as little of RFC 5321 as letters need.</summary>
internal sealed class LetterBox : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<ReceivedLetter> _letters = Channel.CreateUnbounded<ReceivedLetter>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _receiving;

    public LetterBox()
    {
        _listener.Start();
        _receiving = ReceiveAllAsync();
    }

    /// <summary>How a server is told to use it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}?from=ordi2@val.example");

    /// <summary>How many letters wait to be read.</summary>
    public int Waiting => _letters.Reader.Count;

    public async Task<ReceivedLetter> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _letters.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAllAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ReceiveAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has read what it wanted.
        }
    }

    private async Task ReceiveAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n", AutoFlush = true };
        var (envelope, letter, inLetter) = (new StringBuilder(), new List<string>(), false);
        await writer.WriteLineAsync("220 here");

        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (inLetter && line != ".")
            {
                letter.Add(line);
            }
            else if (inLetter)
            {
                inLetter = false;
                var body = string.Concat(letter.SkipWhile(header => header.Length > 0));
                _letters.Writer.TryWrite(new(envelope.ToString(), Encoding.UTF8.GetString(Convert.FromBase64String(body))));
                (envelope, letter) = (new(), []);
                await writer.WriteLineAsync("250 taken");
            }
            else
            {
                envelope.Append(line).Append('\n');
                inLetter = line == "DATA";
                await writer.WriteLineAsync(inLetter ? "354 go on" : line == "QUIT" ? "221 bye" : "250 good");
            }
        }
    }
}
