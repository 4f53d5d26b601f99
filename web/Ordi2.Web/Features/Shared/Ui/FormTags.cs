using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>
/// A form of ours, safe against other sites, with what is wrong on top and its button at the end:
/// <c>&lt;ui-form submit="…" cancel="/machines"&gt; fields &lt;/ui-form&gt;</c>. The server checks and says what is wrong, beside
/// each field and in the reader's language: the browser's own bubbles are off.
/// </summary>
[HtmlTargetElement("ui-form")]
public sealed class FormTag(IHtmlGenerator generator) : UiTag
{
    /// <summary>Where it goes; the page itself when left out.</summary>
    public string? Action { get; set => field = Given(value); }

    /// <summary>What the button says. Without it the author writes the buttons.</summary>
    public string? Submit { get; set => field = Given(value); }

    /// <summary>Where « Annuler » leads.</summary>
    public string? Cancel { get; set => field = Given(value); }

    /// <summary>With a file in it.</summary>
    public bool Upload { get; set; }

    /// <summary>A command that nobody should give by a slip: the button is red.</summary>
    public bool Danger { get; set; }

    /// <summary>Something else on the page comes first: the button is not the strong one.</summary>
    public bool Quiet { get; set; }

    /// <summary>
    /// Sends a number made for this page as <c>requestId</c>: who sends the form twice, by a double click or from a second tab,
    /// does the thing once. Give it on to the command as its client event.
    /// </summary>
    public bool Once { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var fields = await output.GetChildContentAsync();
        Become(output, "form", "stacked");
        output.Attributes.SetAttribute("method", "post");
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate", null, HtmlAttributeValueStyle.Minimized));

        if (Action is not null)
        {
            output.Attributes.SetAttribute("action", Action);
        }

        if (Upload)
        {
            output.Attributes.SetAttribute("enctype", "multipart/form-data");
        }

        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(generator.GenerateAntiforgery(View))
            .AppendHtml(Once ? Html("<input type=\"hidden\" name=\"requestId\" value=\"{0}\">", RequestId()) : None)
            .AppendHtml(fields)
            .AppendHtml(Submit is null ? None : Html(
                "<p class=\"form-end\"><button type=\"submit\"{0}>{1}</button>{2}</p>",
                Danger ? new HtmlString(" class=\"danger\"") : Quiet ? new HtmlString(" class=\"quiet\"") : None,
                Submit,
                Cancel is null ? None : Html("<a class=\"button quiet\" href=\"{0}\">{1}</a>", Cancel, Say("cancel")))));
    }

    // The form that was sent back with mistakes keeps its number: the thing is still the same thing. After it was made the next is another.
    private string RequestId()
    {
        var request = View.HttpContext.Request;
        var again = Mistakes.Any && !View.HttpContext.Items.ContainsKey(typeof(FormTag));
        return again && request.HasFormContentType && Guid.TryParse(request.Form["requestId"], out var sent) ? sent.ToString() : Guid.CreateVersion7().ToString();
    }
}

/// <summary>Everything that is wrong with the form that was sent, with links to the fields. Nothing when nothing is.</summary>
[HtmlTargetElement("ui-mistakes", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MistakesTag : UiTag
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!Mistakes.Any)
        {
            output.SuppressOutput();
            return;
        }

        Become(output, "div", "mistakes");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");

        // The next scan would go nowhere.
        if (Mistakes.Scanned is null)
        {
            output.Attributes.SetAttribute(new TagHelperAttribute("autofocus", null, HtmlAttributeValueStyle.Minimized));
        }

        var lines = new HtmlContentBuilder();

        foreach (var (field, sentence) in Mistakes.All)
        {
            lines.AppendHtml(field.Length == 0 ? Html("<li>{0}</li>", sentence) : Html("<li><a href=\"#{0}\">{1}</a></li>", IdOf(field), sentence));
        }

        output.Content.SetHtmlContent(Html(
            "<h2>{0}{1}</h2>{2}<ul>{3}</ul><p>{4}</p>",
            Icons.Draw("bad"),
            PageTexts.Count("mistakes", Mistakes.All.Count, ReadersLanguage),
            Mistakes.Scanned is { Length: > 0 } scanned ? Html("<p class=\"scanned\">{0} <b>{1}</b></p>", Say("scan-read"), scanned) : None,
            lines,
            Say(Mistakes.Scanned is null ? "form-again" : "scan-again")));
    }
}

/// <summary>
/// Asks again before something that cannot be undone, without a script: the button opens the question.
/// <c>&lt;ui-confirm label="Effacer" question="…"&gt; the form &lt;/ui-confirm&gt;</c>
/// </summary>
[HtmlTargetElement("ui-confirm")]
public sealed class ConfirmTag : UiTag
{
    public string Label { get; set; } = string.Empty;

    public string Question { get; set; } = string.Empty;

    /// <summary>The next step of the work, that cannot be taken back: the main button of the page, not a red one.</summary>
    public bool Onward { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var form = await output.GetChildContentAsync();
        Become(output, "details", Onward ? "confirm onward" : "confirm");
        output.Content.SetHtmlContent(Html("<summary class=\"{0}\">{1}</summary><div class=\"confirm-body\"><p>{2}</p>{3}</div>", Onward ? "button" : "button danger", Label, Question, form));
    }
}
