using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>What the cells of a table know of it.</summary>
internal sealed class TableColumns
{
    public IReadOnlyList<string> Names { get; set; } = [];

    public int Next { get; set; }

    /// <summary>The columns that hold numbers: their heads stand above them, on the right.</summary>
    public HashSet<int> Numbers { get; } = [];
}

/// <summary>
/// A table that becomes cards on a phone: <c>&lt;ui-table caption="…" columns="@Model.SayAll(…)"&gt;</c> with
/// <c>&lt;ui-row&gt;&lt;ui-cell head="true"&gt;…&lt;/ui-cell&gt;&lt;ui-cell number="true"&gt;…&lt;/ui-cell&gt;&lt;/ui-row&gt;</c> in it.
/// </summary>
[HtmlTargetElement("ui-table")]
public sealed class TableTag : UiTag
{
    /// <summary>What the table is, read first.</summary>
    public string Caption { get; set; } = string.Empty;

    /// <summary>For who does not see it alone: the heading above the table already says it.</summary>
    public bool HideCaption { get; set; }

    public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>How many rows there are in all, said under the caption.</summary>
    public long? Count { get; set; }

    /// <summary>A few short numbers by two headings: it stays a table on a phone, where they are compared.</summary>
    public bool Matrix { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var table = Own<TableColumns>(context);
        table.Names = Columns;
        var rows = await output.GetChildContentAsync();
        var heads = new HtmlContentBuilder();

        for (var column = 0; column < Columns.Count; column++)
        {
            heads.AppendHtml(Html("<th scope=\"col\" role=\"columnheader\"{0}>{1}</th>", table.Numbers.Contains(column) ? new HtmlString(" class=\"number\"") : None, Columns[column]));
        }

        // The roles are written out: a browser takes them from a table that is shown as cards.
        Become(output, "table", Matrix ? "matrix" : "cards");
        output.Attributes.SetAttribute("role", "table");
        output.Content.SetHtmlContent(Html(
            "<caption{0}>{1}{2}</caption><thead role=\"rowgroup\"><tr role=\"row\">{3}</tr></thead><tbody role=\"rowgroup\">{4}</tbody>",
            HideCaption ? new HtmlString(" class=\"hidden\"") : None,
            Caption,
            Count is { } count ? Html(" <span class=\"count\">{0}</span>", PageTexts.Count("rows", count, ReadersLanguage)) : None,
            heads,
            rows));
    }
}

/// <summary>A row of a table.</summary>
[HtmlTargetElement("ui-row", ParentTag = "ui-table")]
public sealed class RowTag : UiTag
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Shared<TableColumns>(context).Next = 0;
        var cells = await output.GetChildContentAsync();
        output.TagName = "tr";
        output.Attributes.SetAttribute("role", "row");
        output.Content.SetHtmlContent(cells);
    }
}

/// <summary>A cell; on a phone the name of its column stands before it. <c>head</c> is what the row is about, <c>number</c> aligns right.</summary>
[HtmlTargetElement("ui-cell", ParentTag = "ui-row")]
public sealed class CellTag : UiTag
{
    public bool Head { get; set; }

    public bool Number { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var table = Shared<TableColumns>(context);
        var column = table.Next < table.Names.Count ? table.Names[table.Next] : string.Empty;

        if (Number)
        {
            table.Numbers.Add(table.Next);
        }

        table.Next++;

        var text = await output.GetChildContentAsync();
        output.TagName = Head ? "th" : "td";
        output.Attributes.SetAttribute("role", Head ? "rowheader" : "cell");
        output.Attributes.SetAttribute("data-label", column);

        if (Head)
        {
            output.Attributes.SetAttribute("scope", "row");
        }

        if (Number)
        {
            output.Attributes.SetAttribute("class", "number");
        }

        // An empty cell is nothing to read on a card.
        if (text.IsEmptyOrWhiteSpace)
        {
            output.Attributes.SetAttribute("class", "nothing");
        }

        output.Content.SetHtmlContent(text);
    }
}

/// <summary>More of a list that is read page by page: <c>&lt;ui-pages next="@Model.NextLink" first="@Model.FirstLink" /&gt;</c>; nothing on a short list.</summary>
[HtmlTargetElement("ui-pages", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagesTag : UiTag
{
    /// <summary>Address of the next page, with its cursor; none on the last.</summary>
    public string? Next { get; set => field = Given(value); }

    /// <summary>Address of the first page; none on the first.</summary>
    public string? First { get; set => field = Given(value); }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // An address that is not there comes from a page as an empty one.
        if (string.IsNullOrEmpty(Next) && string.IsNullOrEmpty(First))
        {
            output.SuppressOutput();
            return;
        }

        Become(output, "nav", "pages");
        output.Attributes.SetAttribute("aria-label", Say("pages-of-list"));
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(string.IsNullOrEmpty(First) ? None : Html("<a class=\"button quiet\" href=\"{0}\">{1}{2}</a>", First, Icons.Draw("back"), Say("first-page")))
            .AppendHtml(string.IsNullOrEmpty(Next) ? None : Html("<a class=\"button\" href=\"{0}\" rel=\"next\">{1}{2}</a>", Next, Say("next-page"), Icons.Draw("arrow"))));
    }
}

/// <summary>The filters of a list, in the address: <c>&lt;ui-filters clear="/machines"&gt; quiet fields &lt;/ui-filters&gt;</c>.</summary>
[HtmlTargetElement("ui-filters")]
public sealed class FiltersTag : UiTag
{
    /// <summary>The address without filters, when some are set.</summary>
    public string? Clear { get; set => field = Given(value); }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var fields = await output.GetChildContentAsync();
        Become(output, "form", "filters");
        output.Attributes.SetAttribute("method", "get");
        output.Attributes.SetAttribute("role", "search");
        output.Attributes.SetAttribute("aria-label", Say("filters"));
        output.Content.SetHtmlContent(Html(
            "{0}<p class=\"form-end\"><button type=\"submit\">{1}</button>{2}</p>",
            fields,
            Say("filter"),
            string.IsNullOrEmpty(Clear) ? None : Html("<a class=\"button quiet\" href=\"{0}\">{1}</a>", Clear, Say("filters-clear"))));
    }
}
