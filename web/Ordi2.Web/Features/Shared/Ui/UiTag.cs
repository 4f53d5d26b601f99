using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ordi2.Web.Http;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>What every component of ours knows: who reads, and in which language. The page <c>/design</c> shows them all.</summary>
public abstract class UiTag : TagHelper
{
    /// <summary>The page that the component stands in.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    private protected string ReadersLanguage => Language.Of(View.HttpContext.Request);

    private protected FormMistakes Mistakes => FormMistakes.Of(View.HttpContext);

    private protected string Say(string key, params object[] arguments) => PageTexts.Say(key, ReadersLanguage, arguments);

    /// <summary>An icon and the word for a mood, so that colour is never alone.</summary>
    private protected IHtmlContent Mood(Tone tone) => new HtmlContentBuilder()
        .AppendHtml(Icons.Draw(tone.ToString().ToLowerInvariant()))
        .AppendHtml(tone is Tone.Neutral
            ? HtmlString.Empty
            : Html("<span class=\"hidden\">{0} </span>", Say($"tone-{tone.ToString().ToLowerInvariant()}")));

    /// <summary>Markup with values in it; a text is encoded, markup is not.</summary>
    private protected static IHtmlContent Html(string format, params object?[] values) => new HtmlContentBuilder().AppendFormat(format, values!);

    private protected static IHtmlContent None => HtmlString.Empty;

    /// <summary>A page that has nothing to say gives <see langword="null"/>, and Razor makes an empty text of it.</summary>
    private protected static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private protected static string ClassOf(Tone tone) => $"tone-{tone.ToString().ToLowerInvariant()}";

    /// <summary>A name of a field as an identifier in the page.</summary>
    private protected static string IdOf(string name) => string.Concat(name.Select(symbol => char.IsAsciiLetterOrDigit(symbol) ? symbol : '-'));

    /// <summary>Becomes an element with a class, keeping what the author wrote on it.</summary>
    private protected static void Become(TagHelperOutput output, string element, string css)
    {
        output.TagName = element;
        output.TagMode = TagMode.StartTagAndEndTag;
        var written = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", written is null ? css : $"{css} {written}");
    }

    /// <summary>A place where the children of a component leave what they say to it.</summary>
    private protected static T Shared<T>(TagHelperContext context)
        where T : class, new()
    {
        if (context.Items.TryGetValue(typeof(T), out var there))
        {
            return (T)there;
        }

        var made = new T();
        context.Items[typeof(T)] = made;
        return made;
    }

    /// <summary>The same, made anew: a component inside another of its kind has children of its own.</summary>
    private protected static T Own<T>(TagHelperContext context)
        where T : class, new()
    {
        var made = new T();
        context.Items[typeof(T)] = made;
        return made;
    }
}
