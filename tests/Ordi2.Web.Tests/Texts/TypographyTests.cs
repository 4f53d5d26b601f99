using System.Text.RegularExpressions;
using Ordi2.Contracts.Texts;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Tests.Texts;

public class TypographyTests
{
    // Words of our trade in English that must not stand on a French screen. « Scan », « stock » and « e-mail » are French by use.
    private static readonly string[] Jargon =
    [
        "asset", "batch", "board", "checklist", "custody", "dashboard", "delete", "device", "donor", "download", "draft", "feedback", "holder", "inbox",
        "loan", "log", "login", "logout", "machine learning", "mail", "owner", "pending", "picking", "reporting", "reset", "scanner avec", "settings",
        "sign in", "tag", "task", "ticket", "timeline", "token", "tracking", "update", "upload", "wipe", "wiping", "workflow", "workshop",
    ];

    [Theory]
    [InlineData("Prêt ? Oui : 50 % !", "Prêt\u202f? Oui\u00a0: 50\u00a0%\u202f!")]
    [InlineData("« Effacer » ; 12 €", "«\u00a0Effacer\u00a0»\u202f; 12\u00a0€")]
    [InlineData("à 14:05, sans espace", "à 14:05, sans espace")]
    public void A_line_never_breaks_before_a_sign_of_two_parts(string typed, string shown) => Assert.Equal(shown, Typography.French(typed));

    [Fact]
    public void Every_French_sentence_of_a_page_keeps_its_signs_with_their_words()
    {
        var sentences = PageTexts.Keys.SelectMany(key => PageTexts.Forms(key, "fr")).ToList();

        Assert.True(sentences.Count > 100);
        Assert.All(sentences, sentence => Assert.DoesNotMatch("[A-Za-zé)0-9][;:!?»](\\s|$)|« | »| [;:!?%]|\"|\\s\\s", sentence));
    }

    [Fact]
    public void No_French_screen_speaks_English()
    {
        var said = PageTexts.Keys.SelectMany(key => PageTexts.Forms(key, "fr").Select(text => (key, text)))
            .Concat(Words.Codes.Select(code => (key: code, text: Words.Say(code))))
            .Concat(RefusalTexts.Codes.SelectMany(code => new[] { (key: code, text: RefusalTexts.Template(code, "fr").Message), (key: code, text: RefusalTexts.Template(code, "fr").Next) }));
        var pattern = $@"(?<![\w-])({string.Join('|', Jargon.Select(Regex.Escape))})s?(?![\w/-])";

        var foreign = said.Where(sentence => Regex.IsMatch(sentence.text, pattern, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))).ToList();

        Assert.Empty(foreign);
    }
}
