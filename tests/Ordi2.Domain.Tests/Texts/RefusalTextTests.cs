using System.Globalization;
using System.Text.RegularExpressions;
using Ordi2.Contracts;
using Ordi2.Contracts.Texts;

namespace Ordi2.Domain.Tests.Texts;

public sealed partial class RefusalTextTests
{
    private static readonly IReadOnlyList<CodeInSource> Made = CodesInSource.Under("silo");

    [Fact]
    public void Every_refusal_and_finding_of_the_source_has_sentences_in_both_languages()
    {
        Assert.True(Made.Count > 100, $"Only {Made.Count} refusals were found in the source: the pattern no longer fits the code.");

        var silent = Made.Where(made => !RefusalTexts.Codes.Contains(made.Code)).Select(made => $"{made.Code} ({made.File})").Distinct();

        Assert.True(!silent.Any(), $"Write sentences in silo/Ordi2.Contracts/Texts for: {string.Join(", ", silent)}.");
    }

    [Fact]
    public void No_sentence_names_an_argument_that_its_refusal_does_not_give()
    {
        var wrong = Made
            .Where(made => made.Arguments is { } given && RefusalTexts.Codes.Contains(made.Code) && Placeholders(made.Code, "fr").Any(index => index >= given))
            .Select(made => $"{made.Code} gives {made.Arguments} ({made.File})");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Both_languages_name_the_same_arguments_and_end_their_sentences() => Assert.All(RefusalTexts.Codes, code =>
    {
        Assert.Equal(Placeholders(code, "fr"), Placeholders(code, "en"));

        foreach (var language in (string[])["fr", "en"])
        {
            var (message, next) = RefusalTexts.Template(code, language);
            Assert.All([message, next], sentence => Assert.Matches(@"\S", sentence));
            Assert.Matches(@"([.!?]|\{\d\})$", message);
            Assert.Matches(@"[.!?]$|»\.?$", next);
        }
    });

    [Fact]
    public void Sentences_of_the_bench_are_short() => Assert.All(Made.Where(made => made.File.Contains("Machines", StringComparison.Ordinal)), made =>
    {
        var (message, next) = RefusalTexts.Template(made.Code, "fr");
        Assert.All([message, next], text => Assert.All(text.Split(['.', ':', ';', '!'], StringSplitOptions.RemoveEmptyEntries), sentence =>
            Assert.True(sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 14, $"{made.Code}: « {sentence} » is too long for the bench.")));
    });

    [Fact]
    public void A_wrong_custody_says_who_has_the_machine_and_offers_the_two_buttons()
    {
        var (message, next) = RefusalTexts.Say(Refusal.Conflict("wrong-custody", "Atelier du Lac"));

        Assert.Equal("Cette machine est chez Atelier du Lac.", message);
        Assert.Contains("« Je la reçois maintenant »", next, StringComparison.Ordinal);
        Assert.Contains("« Je la signale seulement »", next, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_among_the_arguments_are_said_in_words()
    {
        var refusal = Refusal.Conflict("wrong-status", "WIPE_FAILED", "install-os");

        Assert.Equal("La machine est « Effacement raté » : l'étape « installer » n'est pas possible.", RefusalTexts.Say(refusal).Message);
        Assert.Equal("The machine is 'Wipe failed': the step 'install' is not possible.", RefusalTexts.Say(refusal, "en").Message);
        Assert.Equal("Cette machine est bloquée : rappel, vol.", RefusalTexts.Say(Refusal.Conflict("on-hold", "RECALL, THEFT")).Message);
    }

    [Fact]
    public void Moments_and_days_among_the_arguments_are_said_as_people_read_them_where_they_are()
    {
        var counted = Refusal.Conflict("nothing-counted", Refusal.Moment(new(2026, 11, 22, 10, 5, 0, TimeSpan.Zero)));
        Assert.Equal("2026-11-22T10:05Z", Assert.Single(counted.Arguments));
        Assert.EndsWith("depuis le 22/11/2026 à 11 h 05.", RefusalTexts.Say(counted).Message, StringComparison.Ordinal);
        Assert.EndsWith("since 22/11/2026 at 11:05.", RefusalTexts.Say(counted, "en").Message, StringComparison.Ordinal);

        // Half past eleven at night in UTC is another day in France.
        var over = Refusal.Conflict("call-closed", "C-1", Refusal.Moment(new(2026, 7, 31, 23, 30, 0, TimeSpan.Zero)));
        Assert.Contains("01/08/2026 à 1 h 30", RefusalTexts.Say(over).Message, StringComparison.Ordinal);

        var reversed = Refusal.Invalid("dates-reversed", "2027-03-31", "2027-03-01");
        Assert.Equal("La fin (01/03/2027) n'est pas après le début (31/03/2027).", RefusalTexts.Say(reversed).Message);
    }

    [Fact]
    public void A_disk_that_is_not_wiped_is_said_in_three_words() =>
        Assert.Equal("Pièce P-1 : disque non effacé.", RefusalTexts.Say(Refusal.Conflict("disk-not-wiped", "P-1")).Message);

    private static IEnumerable<int> Placeholders(string code, string language)
    {
        var (message, next) = RefusalTexts.Template(code, language);
        return Hole().Matches(message + next).Select(match => int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)).Distinct().Order();
    }

    [GeneratedRegex(@"\{(?<n>\d)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();
}
