using System.Net;
using System.Net.Mail;
using System.Text;
using Ordi2.Contracts;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// Sends letters when the operator said by which server (<c>ORDI2_SMTP</c>, for example <c>smtps://user:password@mail.example:587?from=ordi2@mail.example</c>).
/// Without one nothing is lost: every address that works once is shown to whoever made it.
/// </summary>
internal sealed partial class Mailer
{
    public const string Variable = "ORDI2_SMTP";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Uri? _server;
    private readonly MailAddress? _from;
    private readonly ILogger<Mailer> _logger;

    public Mailer(IConfiguration configuration, ILogger<Mailer> logger)
    {
        _logger = logger;

        if (configuration["SMTP"] is not { Length: > 0 } text)
        {
            return;
        }

        var from = Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "smtp" or "smtps" && server.Query.StartsWith("?from=", StringComparison.Ordinal)
            ? Uri.UnescapeDataString(server.Query["?from=".Length..])
            : null;

        if (!MailAddress.TryCreate(from, out _from))
        {
            // The text holds a password: it is not repeated.
            throw new UsageException(Refusal.Invalid("smtp-impossible", Variable));
        }

        _server = server;
    }

    public bool IsOn => _server is not null;

    /// <summary>Sends a letter; whether the server took it.</summary>
    public async Task<bool> SendAsync(string to, string subject, string body, CancellationToken cancellationToken = default)
    {
        if (_server is null || _from is null)
        {
            return false;
        }

        using var client = new SmtpClient(_server.Host, _server.Port > 0 ? _server.Port : 25) { EnableSsl = _server.Scheme == "smtps" };

        if (_server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
        {
            client.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        }

        using var letter = new MailMessage(_from, new MailAddress(to)) { Subject = subject, Body = body, SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);

        try
        {
            await client.SendMailAsync(letter, limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is SmtpException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Log.NotSent(_logger, exception, _server.Host);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A letter could not be handed to {Server}; whoever asked for it was told.")]
        public static partial void NotSent(ILogger logger, Exception exception, string server);
    }
}
