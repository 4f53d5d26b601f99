using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>
/// One of several as large cards, or several of several with <c>many</c>:
/// <c>&lt;ui-choices name="kind" label="…" options="@Model.Kinds" value="@Model.Kind" required="true" /&gt;</c>.
/// </summary>
[HtmlTargetElement("ui-choices", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChoicesTag : UiTag
{
    public string Name { get; set; } = string.Empty;

    public string Label { get; set; } = string.Empty;

    public string? Hint { get; set => field = Given(value); }

    public IEnumerable<Choice> Options { get; set; } = [];

    /// <summary>What is chosen; with <see cref="Many"/>, the values with a comma between.</summary>
    public string? Value { get; set; }

    /// <summary>Several may be chosen.</summary>
    public bool Many { get; set; }

    public bool Required { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        LeavingStation.NoteField(View.HttpContext);
        var id = IdOf(Name);
        var wrong = Mistakes.For(Name);
        var described = string.Join(' ', new[] { Hint is null ? null : $"{id}-hint", wrong is null ? null : $"{id}-error" }.OfType<string>());
        var chosen = (Value ?? string.Empty).Split(Many ? ',' : '\0');
        var cards = new HtmlContentBuilder();
        var first = true;

        foreach (var option in Options)
        {
            cards.AppendHtml(Card(option, first ? id : $"{id}-{IdOf(option.Value)}", chosen.Contains(option.Value, StringComparer.Ordinal)));
            first = false;
        }

        Become(output, "fieldset", wrong is null ? "field choices" : "field choices wrong");

        if (described.Length > 0)
        {
            output.Attributes.SetAttribute("aria-describedby", described);
        }

        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(Html("<legend>{0} <span class=\"need\">({1})</span></legend>", Label, Say(Required ? "required" : "optional")))
            .AppendHtml(Hint is null ? None : Html("<p class=\"hint\" id=\"{0}-hint\">{1}</p>", id, Hint))
            .AppendHtml(wrong is null ? None : Html("<p class=\"complaint\" id=\"{0}-error\">{1}<span class=\"hidden\">{2} </span>{3}</p>", id, Icons.Draw("bad"), Say("error"), wrong))
            .AppendHtml(Html("<div class=\"cards-of-choice\">{0}</div>", cards)));
    }

    private IHtmlContent Card(Choice option, string id, bool chosen) => Html(
        "<label class=\"choice\" for=\"{0}\"><input type=\"{1}\" id=\"{0}\" name=\"{2}\" value=\"{3}\"{4}{5}><span><b>{6}</b>{7}</span></label>",
        id,
        Many ? "checkbox" : "radio",
        Name,
        option.Value,
        chosen ? new HtmlString(" checked") : None,
        Required && !Many ? new HtmlString(" required") : None,
        option.Label,
        option.Hint is null ? None : Html("<small>{0}</small>", option.Hint));
}

/// <summary>Yes or no, as one box: <c>&lt;ui-check name="agreed" label="…" checked="@Model.Agreed" /&gt;</c>. Sends <c>true</c> or nothing.</summary>
[HtmlTargetElement("ui-check", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CheckTag : UiTag
{
    public string Name { get; set; } = string.Empty;

    public string Label { get; set; } = string.Empty;

    public string? Hint { get; set => field = Given(value); }

    public bool Checked { get; set; }

    public bool Required { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = IdOf(Name);
        var wrong = Mistakes.For(Name);
        Become(output, "div", wrong is null ? "field check" : "field check wrong");
        output.Content.SetHtmlContent(Html(
            "{0}<label class=\"choice\" for=\"{1}\"><input type=\"checkbox\" id=\"{1}\" name=\"{2}\" value=\"true\"{3}{4}{5}><span><b>{6}</b>{7}</span></label>",
            wrong is null ? None : Html("<p class=\"complaint\" id=\"{0}-error\">{1}<span class=\"hidden\">{2} </span>{3}</p>", id, Icons.Draw("bad"), Say("error"), wrong),
            id,
            Name,
            Checked ? new HtmlString(" checked") : None,
            Required ? new HtmlString(" required") : None,
            wrong is null ? None : Html(" aria-invalid=\"true\" aria-describedby=\"{0}-error\"", id),
            Label,
            Hint is null ? None : Html("<small>{0}</small>", Hint)));
    }
}
