using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>
/// A field with its label, its hint, what is wrong with it, and whether it is needed, in words:
/// <c>&lt;ui-field name="email" label="…" type="email" required="true" autocomplete="username" value="@Model.Email" /&gt;</c>.
/// <c>type="textarea"</c> and <c>type="select"</c> (with <c>options</c>) are fields like the others, so is <c>type="file"</c>.
/// </summary>
[HtmlTargetElement("ui-field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTag : UiTag
{
    // As the desk that takes the scans.
    private const string LongestScan = "256";

    public string Name { get; set; } = string.Empty;

    public string Label { get; set; } = string.Empty;

    public string? Hint { get; set => field = Given(value); }

    public string Type { get; set; } = "text";

    /// <summary>What was typed, or what is known; a password is never shown again.</summary>
    public string? Value { get; set; }

    public bool Required { get; set; }

    /// <summary>Says nothing on whether it is needed: a search, a filter.</summary>
    public bool Quiet { get; set; }

    /// <summary>A scanner fills it: it has the focus, and never what was read before, which the next scan would only be put behind.</summary>
    public bool Scan { get; set; }

    /// <summary>Of a text area.</summary>
    public int Rows { get; set; } = 5;

    /// <summary>Of a select.</summary>
    public IEnumerable<Choice>? Options { get; set; }

    /// <summary>
    /// Another identifier than the name, where two forms of one page ask the same. What is wrong with it is kept under this one: of two fields of the same name
    /// only the one that was sent says it, and the list above leads to it.
    /// </summary>
    public string? Id { get; set => field = Given(value); }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = IdOf(Id ?? Name);
        var wrong = Mistakes.For(Id ?? Name);
        var control = Control(id);

        if (Scan)
        {
            BeReadyForTheScanner(control);
        }
        else if (!Quiet)
        {
            LeavingStation.NoteField(View.HttpContext);
        }

        // Whatever else the author wrote (autocomplete, maxlength, inputmode…) belongs to the control.
        foreach (var attribute in output.Attributes.Where(attribute => attribute.Name is not "class"))
        {
            control.Attributes[attribute.Name] = Convert.ToString(attribute.Value, CultureInfo.InvariantCulture) ?? string.Empty;
        }

        output.Attributes.RemoveAll("autocomplete");

        foreach (var name in control.Attributes.Keys)
        {
            output.Attributes.RemoveAll(name);
        }

        Describe(control, Hint is null ? null : $"{id}-hint", wrong is null ? null : $"{id}-error");
        Become(output, "div", wrong is null ? "field" : "field wrong");
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(Html("<label for=\"{0}\">{1}{2}</label>", id, Label, Need()))
            .AppendHtml(Hint is null ? None : Html("<p class=\"hint\" id=\"{0}-hint\">{1}</p>", id, Hint))
            .AppendHtml(Complaint(id, wrong))
            .AppendHtml(control));
    }

    private static void BeReadyForTheScanner(TagBuilder control)
    {
        control.Attributes["autocomplete"] = "off";
        control.Attributes["autocapitalize"] = "characters";
        control.Attributes["spellcheck"] = "false";
        control.Attributes["maxlength"] = LongestScan;
        control.Attributes["autofocus"] = "autofocus";
    }

    private IHtmlContent Need() => Quiet ? None : Html(" <span class=\"need\">({0})</span>", Say(Required ? "required" : "optional"));

    private IHtmlContent Complaint(string id, string? wrong) => wrong is null
        ? None
        : Html("<p class=\"complaint\" id=\"{0}-error\">{1}<span class=\"hidden\">{2} </span>{3}</p>", id, Icons.Draw("bad"), Say("error"), wrong);

    private static void Describe(TagBuilder control, string? hint, string? error)
    {
        if (error is not null)
        {
            control.Attributes["aria-invalid"] = "true";
        }

        if (hint is not null || error is not null)
        {
            control.Attributes["aria-describedby"] = string.Join(' ', new[] { hint, error }.OfType<string>());
        }
    }

    private TagBuilder Control(string id)
    {
        var control = new TagBuilder(Type is "textarea" or "select" ? Type : "input");
        control.Attributes["id"] = id;
        control.Attributes["name"] = Name;
        var value = Scan ? null : Value;

        if (Required)
        {
            control.Attributes["required"] = "required";
        }

        switch (Type)
        {
            case "textarea":
                control.Attributes["rows"] = Rows.ToString(CultureInfo.InvariantCulture);
                control.InnerHtml.Append(value ?? string.Empty);
                break;
            case "select":
                FillOptions(control, value);
                break;
            default:
                control.TagRenderMode = TagRenderMode.SelfClosing;
                control.Attributes["type"] = Type;

                if (Type is not ("password" or "file") && value is not null)
                {
                    control.Attributes["value"] = value;
                }

                break;
        }

        return control;
    }

    private void FillOptions(TagBuilder select, string? value)
    {
        if (string.IsNullOrEmpty(value) && Options?.Any(option => option.Value.Length == 0) is not true)
        {
            select.InnerHtml.AppendHtml(Html("<option value=\"\">{0}</option>", Say("choose")));
        }

        foreach (var option in Options ?? [])
        {
            select.InnerHtml.AppendHtml(Html(
                option.Value == (value ?? string.Empty) ? "<option value=\"{0}\" selected>{1}</option>" : "<option value=\"{0}\">{1}</option>", option.Value, option.Label));
        }
    }
}
