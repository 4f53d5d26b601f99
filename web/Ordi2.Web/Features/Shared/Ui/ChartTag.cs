using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>One bar of a chart: what it stands for, and how much.</summary>
public sealed record Bar(string Label, long Value);

/// <summary>
/// Bars, drawn on the server, with the same figures as a table below for who reads them:
/// <c>&lt;ui-chart title="…" bars="…" label="…" unit="…" /&gt;</c>. The scale begins at 0 and its top is written.
/// </summary>
[HtmlTargetElement("ui-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChartTag : UiTag
{
    private const int Width = 560;
    private const int Height = 120;

    public string Title { get; set; } = string.Empty;

    public IReadOnlyList<Bar> Bars { get; set; } = [];

    /// <summary>Head of the column that says what a bar stands for.</summary>
    public string Label { get; set; } = string.Empty;

    /// <summary>Head of the column of the numbers.</summary>
    public string Unit { get; set; } = string.Empty;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var most = Bars.Count == 0 ? 0 : Bars.Max(bar => bar.Value);
        var total = Bars.Sum(bar => bar.Value);
        var rows = new HtmlContentBuilder();

        foreach (var bar in Bars)
        {
            rows.AppendHtml(Html("<tr><th scope=\"row\">{0}</th><td class=\"number\">{1}</td></tr>", bar.Label, Reader.Number(bar.Value, ReadersLanguage)));
        }

        Become(output, "figure", "chart");
        output.Content.SetHtmlContent(Html(
            "<figcaption><b>{0}</b> <span class=\"count\">{1}</span></figcaption>{2}"
            + "<details><summary>{3}</summary><table><caption class=\"hidden\">{0}</caption><thead><tr><th scope=\"col\">{4}</th><th scope=\"col\" class=\"number\">{5}</th></tr></thead><tbody>{6}</tbody></table></details>",
            Title,
            Say("chart-total", Reader.Number(total, ReadersLanguage), Reader.Number(most, ReadersLanguage)),
            Drawing(most),
            Say("read-as-table"),
            Label,
            Unit,
            rows));
    }

    // Hidden from screen readers: the table says the same, better.
    private HtmlString Drawing(long most)
    {
        var step = Width / (double)Math.Max(1, Bars.Count);
        var path = new StringBuilder();

        for (var i = 0; i < Bars.Count; i++)
        {
            var height = Bars[i].Value == 0 ? 0 : Math.Max(2, Bars[i].Value * (double)Height / Math.Max(1, most));
            path.Append(CultureInfo.InvariantCulture, $"M{(i * step) + 1:F1} {Height}v-{height:F1}h{step - 2:F1}V{Height}z");
        }

        return new HtmlString($"<svg viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><path class=\"bars\" d=\"{path}\"/><path class=\"axis\" d=\"M0 {Height}h{Width}\"/></svg>");
    }
}
