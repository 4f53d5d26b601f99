using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Ordi2.Contracts;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Tests.Accounts;

public class LetterTests
{
    [Fact]
    public async Task An_invitation_goes_out_by_the_server_of_letters_in_both_languages()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = ReceiveAsync(listener);
        var settings = Settings(("SMTP", $"smtp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}?from=ordi2@val.example"));
        var letters = new Letters(new Mailer(settings, NullLogger<Mailer>.Instance), settings);

        var sent = await letters.InviteAsync("lea@val.example", "Atelier du Canal", Role.Operator, "https://o2.example/invitation/abc");

        Assert.True(sent);
        var letter = await received;
        Assert.Contains("MAIL FROM:<ordi2@val.example>", letter, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<lea@val.example>", letter, StringComparison.Ordinal);
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(letter[(letter.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Split('\n').TakeWhile(line => line != "."))));
        Assert.Contains("https://o2.example/invitation/abc", body, StringComparison.Ordinal);
        Assert.Contains("Bonjour", body, StringComparison.Ordinal);
        Assert.Contains("Hello", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_of_letters_nothing_is_sent_and_a_wrong_one_stops_the_start()
    {
        var none = Settings();
        Assert.False(await new Letters(new Mailer(none, NullLogger<Mailer>.Instance), none).InviteAsync("lea@val.example", "Atelier", Role.Operator, "x"));

        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        var down = Settings(("SMTP", $"smtp://127.0.0.1:{port}?from=ordi2@val.example"));
        Assert.False(await new Letters(new Mailer(down, NullLogger<Mailer>.Instance), down).InviteAsync("lea@val.example", "Atelier", Role.Operator, "x"));

        foreach (var wrong in (string[])["mail.example", "smtp://mail.example", "https://mail.example?from=a@b.example", "smtp://mail.example?from=nobody"])
        {
            var refused = Assert.Throws<UsageException>(() => new Mailer(Settings(("SMTP", wrong)), NullLogger<Mailer>.Instance));
            Assert.Contains("ORDI2_SMTP", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(wrong, refused.Message, StringComparison.Ordinal);
        }
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(it => KeyValuePair.Create(it.Key, (string?)it.Value))).Build();

    // As little of RFC 5321 as one letter needs.
    private static async Task<string> ReceiveAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n", AutoFlush = true };
        var all = new StringBuilder();
        await writer.WriteLineAsync("220 here");
        var inLetter = false;

        while (await reader.ReadLineAsync() is { } line)
        {
            all.Append(line).Append('\n');

            if (inLetter)
            {
                inLetter = line != ".";
                await (inLetter ? Task.CompletedTask : writer.WriteLineAsync("250 taken"));
            }
            else if (line == "DATA")
            {
                inLetter = true;
                await writer.WriteLineAsync("354 go on");
            }
            else if (line == "QUIT")
            {
                await writer.WriteLineAsync("221 bye");
                break;
            }
            else
            {
                await writer.WriteLineAsync("250 good");
            }
        }

        return all.ToString();
    }
}
