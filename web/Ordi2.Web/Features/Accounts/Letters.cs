using Ordi2.Contracts;
using Ordi2.Contracts.Texts;
using Ordi2.Web.Http;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Accounts;

/// <summary>What the letters say, in French and then in English: nobody knows yet which one the reader reads.</summary>
internal sealed class Letters(Mailer mailer, IConfiguration configuration)
{
    private readonly string? _address = PublicAddress.Of(configuration);

    /// <summary>Whether somebody who forgot a password can be sent a letter.</summary>
    public bool CanHelpAlone => mailer.IsOn && _address is not null;

    public Task<bool> InviteAsync(string email, string organisation, Role role, string link) => mailer.SendAsync(
        email,
        PageTexts.Say("letter-invitation-subject", Language.French),
        Write(language => PageTexts.Say("letter-invitation", language, organisation, Words.Say(role.Code(), language)), link));

    /// <summary>Sends the address for a new password to somebody who asked for it without being signed in.</summary>
    public Task<bool> ResetAsync(string email, string secret) => mailer.SendAsync(
        email,
        PageTexts.Say("letter-reset-subject", Language.French),
        Write(language => PageTexts.Say("letter-reset", language), $"{_address}/reset/{secret}"));

    private static string Write(Func<string, string> say, string link) =>
        string.Join("\r\n\r\n---\r\n\r\n", new[] { Language.French, Language.English }.Select(language =>
            string.Join("\r\n\r\n", PageTexts.Say("letter-hello", language), say(language), link, PageTexts.Say("letter-unexpected", language))));
}
