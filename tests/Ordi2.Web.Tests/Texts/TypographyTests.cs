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

    [Theory]
    [InlineData("Les appareils de {0} où l'on scanne", "Atelier du Canal", "Les appareils d'{0} où l'on scanne")]
    [InlineData("De {0} à {1}", "Établi du Coteau", "D'{0} à {1}")]
    [InlineData("ce que {0} écrit", "EPN Le Phare", "ce qu'{0} écrit")]
    [InlineData("De {0} à {1}", "Fabrique des Tilleuls", "De {0} à {1}")]
    [InlineData("plus de {0}", "12 jours", "plus de {0}")]
    [InlineData("la liste {0}", "Atelier du Canal", "la liste {0}")]
    [InlineData("De {1} à {0}", "Atelier du Canal", "De {1} à {0}")]
    public void A_small_word_gives_up_its_vowel_before_a_name_that_begins_with_one(string typed, string name, string shown) =>
        Assert.Equal(shown, Typography.Elided(typed, [name, "Recyclage du Val"]));

    [Fact]
    public void A_sentence_of_a_page_names_an_organisation_as_French_does()
    {
        Assert.Equal("D'Atelier du Canal à Recyclage du Val", PageTexts.Say("delivery-lead", "fr", "Atelier du Canal", "Recyclage du Val"));
        Assert.Equal("From Atelier du Canal to Recyclage du Val", PageTexts.Say("delivery-lead", "en", "Atelier du Canal", "Recyclage du Val"));
    }

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
