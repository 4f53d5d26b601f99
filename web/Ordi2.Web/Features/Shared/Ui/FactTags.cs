using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>What is known of one thing: <c>&lt;ui-facts&gt;&lt;ui-fact term="…"&gt;…&lt;/ui-fact&gt;&lt;/ui-facts&gt;</c>.</summary>
[HtmlTargetElement("ui-facts")]
public sealed class FactsTag : UiTag
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "dl", "facts");
}

/// <summary>One fact.</summary>
[HtmlTargetElement("ui-fact", ParentTag = "ui-facts")]
public sealed class FactTag : UiTag
{
    public string Term { get; set; } = string.Empty;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Content.SetHtmlContent(Html("<dt>{0}</dt><dd>{1}</dd>", Term, value));
    }
}

/// <summary>A history as a story, the newest first: <c>&lt;ui-story&gt;&lt;ui-event title="…" at="…" who="…" where="…" /&gt;&lt;/ui-story&gt;</c>.</summary>
[HtmlTargetElement("ui-story")]
public sealed class StoryTag : UiTag
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "ol", "story");
}

/// <summary>What happened, when, by whom and where; what stands inside is the proof or the detail.</summary>
[HtmlTargetElement("ui-event", ParentTag = "ui-story")]
public sealed class EventTag : UiTag
{
    public string Title { get; set; } = string.Empty;

    public DateTimeOffset At { get; set; }

    public string? Who { get; set => field = Given(value); }

    public string? Where { get; set => field = Given(value); }

    public string Icon { get; set; } = "good";

    public Tone Tone { get; set; } = Tone.Neutral;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var detail = await output.GetChildContentAsync();
        var place = string.Join(" · ", new[] { Who, Where }.OfType<string>());
        Become(output, "li", ClassOf(Tone));
        output.Content.SetHtmlContent(Html(
            "{0}<div><p class=\"story-title\">{1}</p><p class=\"story-when\"><time datetime=\"{2}\">{3}</time>{4}</p>{5}</div>",
            Icons.Draw(Icon),
            Title,
            At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            Texts.Reader.Moment(At, ReadersLanguage),
            place.Length == 0 ? None : Html(" · {0}", place),
            detail.IsEmptyOrWhiteSpace ? None : Html("<div class=\"story-detail\">{0}</div>", detail)));
    }
}

/// <summary>A text to copy or read out letter by letter: a label, an address, a token. <c>&lt;ui-code label="…"&gt;H4T9CXB&lt;/ui-code&gt;</c></summary>
[HtmlTargetElement("ui-code")]
public sealed class CodeTag : UiTag
{
    public string Label { get; set; } = string.Empty;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = output.Attributes["id"]?.Value;
        output.Attributes.RemoveAll("id");
        var text = await output.GetChildContentAsync();
        Become(output, "p", "code-block");
        output.Content.SetHtmlContent(Html("<span class=\"code-label\">{0}</span> <code{1}>{2}</code>", Label, id is null ? None : Html(" id=\"{0}\"", id), text));
    }
}

/// <summary>What stands on paper only, on top of a print.</summary>
[HtmlTargetElement("ui-print-head")]
public sealed class PrintHeadTag : UiTag
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "div", "print-only");
}
