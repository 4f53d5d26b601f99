using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Ordi2.Contracts;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Hosting;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

public class LetterTests
{
    [Fact]
    public async Task An_invitation_goes_out_by_the_server_of_letters_in_both_languages()
    {
        await using var box = new LetterBox();
        var settings = Settings(("SMTP", box.Address));
        var letters = new Letters(new Mailer(settings, NullLogger<Mailer>.Instance), settings);

        var sent = await letters.InviteAsync("lea@val.example", "Atelier du Canal", Role.Operator, "https://o2.example/invitation/abc");

        Assert.True(sent);
        var letter = await box.NextAsync();
        Assert.Contains("MAIL FROM:<ordi2@val.example>", letter.Envelope, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<lea@val.example>", letter.Envelope, StringComparison.Ordinal);
        Assert.Contains("https://o2.example/invitation/abc", letter.Body, StringComparison.Ordinal);
        Assert.Contains("Bonjour", letter.Body, StringComparison.Ordinal);
        Assert.Contains("Hello", letter.Body, StringComparison.Ordinal);
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
}
