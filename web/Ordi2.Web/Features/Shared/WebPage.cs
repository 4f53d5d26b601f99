using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Http;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Shared;

/// <summary>What every page knows: the reader's language, how to say things in it, and what is wrong with the form that was sent.</summary>
internal abstract class WebPage : PageModel
{
    public string ReadersLanguage => Language.Of(Request);

    /// <summary>What is wrong with what was sent, by field. Fields show theirs; <c>&lt;ui-mistakes /&gt;</c> lists them all.</summary>
    public FormMistakes Mistakes => FormMistakes.Of(HttpContext);

    public string Say(string key, params object[] arguments) => PageTexts.Say(key, ReadersLanguage, arguments);

    /// <summary>A sentence with a number in it, in its singular or plural.</summary>
    public string Count(string key, long count, params object[] arguments) => PageTexts.Count(key, count, ReadersLanguage, arguments);

    /// <summary>The texts of several keys: the columns of a table, the steps of a form.</summary>
    public string[] SayAll(params string[] keys) => [.. keys.Select(key => Say(key))];

    public string Number(decimal number, int decimals = 0) => Reader.Number(number, ReadersLanguage, decimals);

    public string Date(DateTimeOffset moment) => Reader.Date(moment, ReadersLanguage);

    public string Date(DateOnly day) => Reader.Date(day, ReadersLanguage);

    public string Moment(DateTimeOffset moment) => Reader.Moment(moment, ReadersLanguage);

    /// <summary>The words of a code (<see cref="Contracts.Texts.Words"/>).</summary>
    public string Word(string code) => Contracts.Texts.Words.Say(code, ReadersLanguage);

    /// <summary>The words of a value: a state as of the thing whose state it is.</summary>
    public string Word<T>(T value)
        where T : struct, Enum => Contracts.Texts.Words.Say(value, ReadersLanguage);

    /// <summary>Why something was refused and what to do next, as one text.</summary>
    public string Why(Refusal refusal)
    {
        var (message, next) = Sentences.Say(refusal, ReadersLanguage);
        var said = $"{message} {next}".Trim();
        return ReadersLanguage is "en" ? said : Typography.French(said);
    }

    /// <summary>Words of a code at the beginning of a line.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : $"{char.ToUpperInvariant(words[0])}{words[1..]}";

    /// <summary>Says something on top of the page that is shown next, also after a redirect: « C'est fait : … ».</summary>
    public void Tell(string sentence, Tone tone = Tone.Good)
    {
        HttpContext.Items[Toast.SentenceKey] = sentence;
        TempData[Toast.SentenceKey] = sentence;
        TempData[Toast.ToneKey] = tone.ToString();
    }
}
