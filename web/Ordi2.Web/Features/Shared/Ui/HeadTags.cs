using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>What the children of a head leave to it.</summary>
internal sealed class HeadParts
{
    public List<IHtmlContent> Crumbs { get; } = [];

    public IHtmlContent? Actions { get; set; }
}

/// <summary>
/// The head of a page: where it stands, its one title (also the window's), what it is for and what may be done.
/// <c>&lt;ui-head title="…" lead="…"&gt;&lt;ui-crumb href="/machines"&gt;…&lt;/ui-crumb&gt;&lt;ui-actions&gt;…&lt;/ui-actions&gt;&lt;/ui-head&gt;</c>
/// </summary>
[HtmlTargetElement("ui-head")]
public sealed class HeadTag : UiTag
{
    /// <summary>The title: no other page has the same.</summary>
    public string Title { get; set; } = string.Empty;

    /// <summary>One sentence below the title.</summary>
    public string? Lead { get; set => field = Given(value); }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var parts = Own<HeadParts>(context);
        await output.GetChildContentAsync();

        // The window of a form that was sent back says so first: that is what a screen reader reads first.
        View.ViewData["Title"] = Mistakes.Any ? Say("mistakes-page-title", Title) : Title;

        Become(output, "div", "page-head");
        var trail = new HtmlContentBuilder();

        foreach (var crumb in parts.Crumbs)
        {
            trail.AppendHtml(crumb);
        }

        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(parts.Crumbs.Count == 0
                ? None
                : Html("<nav class=\"crumbs\" aria-label=\"{0}\"><ol>{1}<li aria-current=\"page\">{2}</li></ol></nav>", Say("you-are-here"), trail, Title))
            .AppendHtml(Html(
                "<div class=\"page-title\"><div class=\"page-words\"><h1>{0}</h1>{1}</div>{2}</div>",
                Title,
                string.IsNullOrEmpty(Lead) ? None : Html("<p class=\"lead\">{0}</p>", Lead),
                parts.Actions is null ? None : Html("<div class=\"actions\">{0}</div>", parts.Actions))));
    }
}

/// <summary>One step of the way to the page.</summary>
[HtmlTargetElement("ui-crumb", ParentTag = "ui-head")]
public sealed class CrumbTag : UiTag
{
    public string Href { get; set; } = "/";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Shared<HeadParts>(context).Crumbs.Add(Html("<li><a href=\"{0}\">{1}</a></li>", Href, await output.GetChildContentAsync()));
        output.SuppressOutput();
    }
}

/// <summary>Links and buttons beside the title.</summary>
[HtmlTargetElement("ui-actions", ParentTag = "ui-head")]
public sealed class ActionsTag : UiTag
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Shared<HeadParts>(context).Actions = await output.GetChildContentAsync();
        output.SuppressOutput();
    }
}
