using System.Globalization;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>What is wrong with a form that was sent: a sentence for a field, or for the form as a whole.</summary>
internal sealed class FormMistakes
{
    /// <summary>The name of the form as a whole.</summary>
    public const string Form = "";

    private readonly List<(string Field, string Sentence)> _all = [];

    public bool Any => _all.Count > 0;

    /// <summary>In the order in which they were found; several for one field are several.</summary>
    public IReadOnlyList<(string Field, string Sentence)> All => _all;

    /// <summary>
    /// What a scanner read, where that was sent; nothing for any other form. Whoever scans looks at no list of mistakes: the field of the scan is empty
    /// and keeps the focus, and what was read is said above.
    /// </summary>
    public string? Scanned { get; set; }

    public string? For(string field) => _all.Find(mistake => mistake.Field == field).Sentence;

    public void Add(string field, string sentence) => _all.Add((field, sentence));

    /// <summary>Says it unless the condition holds.</summary>
    public FormMistakes Unless(bool right, string field, string sentence)
    {
        if (!right)
        {
            Add(field, sentence);
        }

        return this;
    }

    /// <summary>
    /// What was refused stays refused under its number: the form that is shown again gets another one, for whoever sends it again
    /// once the reason is gone.
    /// </summary>
    public static void Renew(HttpContext context) => context.Items[typeof(FormTag)] = true;

    public static FormMistakes Of(HttpContext context)
    {
        if (context.Items[typeof(FormMistakes)] is not FormMistakes mistakes)
        {
            context.Items[typeof(FormMistakes)] = mistakes = new();
        }

        return mistakes;
    }
}

/// <summary>One of several: what is sent, what is read, and what explains it.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What is read.</param>
/// <param name="Hint">What explains it, below; may be left out.</param>
public sealed record Choice(string Value, string Label, string? Hint = null)
{
    /// <summary>A choice with a number as its value.</summary>
    public static Choice Of(int value, string label) => new(value.ToString(CultureInfo.InvariantCulture), label);
}

/// <summary>The mood of a message. Never by colour alone: an icon and a word go with it.</summary>
public enum Tone
{
    Info,
    Good,
    Warn,
    Bad,
    Neutral,
}

/// <summary>Where the message for the next page is kept.</summary>
internal static class Toast
{
    public const string Cookie = "ordi2-toast";
    public const string SentenceKey = "toast";
    public const string ToneKey = "toast-tone";
}
