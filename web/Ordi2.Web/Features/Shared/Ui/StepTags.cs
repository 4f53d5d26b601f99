using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>Where somebody stands in a form of several pages: <c>&lt;ui-steps names="@Model.SayAll(…)" now="2" /&gt;</c>.</summary>
[HtmlTargetElement("ui-steps", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StepsTag : UiTag
{
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>From 1.</summary>
    public int Now { get; set; } = 1;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "nav", "steps");
        output.Attributes.SetAttribute("aria-label", Say("steps"));
        var items = new HtmlContentBuilder();

        for (var i = 1; i <= Names.Count; i++)
        {
            items.AppendHtml(i == Now ? Html("<li class=\"now\" aria-current=\"step\"><span>{0}</span></li>", Names[i - 1])
                : i < Now ? Html("<li class=\"done\">{0}<span>{1}<span class=\"hidden\"> ({2})</span></span></li>", Icons.Draw("good"), Names[i - 1], Say("step-done"))
                : Html("<li><span>{0}</span></li>", Names[i - 1]));
        }

        output.Content.SetHtmlContent(Html("<p>{0}</p><ol>{1}</ol>", Say("step-of", Now, Names.Count, Names[Now - 1]), items));
    }
}

/// <summary>Pages side by side, as links: <c>&lt;ui-tabs label="…"&gt;&lt;ui-tab href="…" now="true"&gt;…&lt;/ui-tab&gt;&lt;/ui-tabs&gt;</c>.</summary>
[HtmlTargetElement("ui-tabs")]
public sealed class TabsTag : UiTag
{
    /// <summary>What the tabs choose between, for who does not see them.</summary>
    public string Label { get; set; } = string.Empty;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tabs = await output.GetChildContentAsync();
        Become(output, "nav", "tabs");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(Html("<ul>{0}</ul>", tabs));
    }
}

/// <summary>One of them; the page that is open is <c>now</c>.</summary>
[HtmlTargetElement("ui-tab", ParentTag = "ui-tabs")]
public sealed class TabTag : UiTag
{
    public string Href { get; set; } = string.Empty;

    public bool Now { get; set; }

    public int? Count { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.TagName = "li";
        output.Content.SetHtmlContent(Html(
            "<a href=\"{0}\"{1}>{2}{3}</a>",
            Href,
            Now ? new HtmlString(" aria-current=\"page\"") : None,
            text,
            Count is null ? None : Html(" <span class=\"count\">{0}</span>", Count)));
    }
}
