using Microsoft.AspNetCore.Razor.TagHelpers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>The status of a machine as colour, icon and word: <c>&lt;ui-status of="@machine.Status" /&gt;</c>.</summary>
[HtmlTargetElement("ui-status", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StatusTag : UiTag
{
    public MachineStatus Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (look, icon) = MachineLooks.Of(Of);
        Become(output, "span", $"status look-{look}");
        output.Content.SetHtmlContent(Html("{0}<span>{1}</span>", Icons.Draw(icon), Words.Say(Of, ReadersLanguage)));
    }
}

/// <summary>A short word with a mood: <c>&lt;ui-badge tone="Warn"&gt;en retard&lt;/ui-badge&gt;</c>.</summary>
[HtmlTargetElement("ui-badge")]
public sealed class BadgeTag : UiTag
{
    public Tone Tone { get; set; } = Tone.Neutral;

    public string? Icon { get; set => field = Given(value); }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        Become(output, "span", $"status {ClassOf(Tone)}");
        output.Content.SetHtmlContent(Html("{0}<span>{1}</span>", Icons.Draw(Icon ?? Tone.ToString().ToLowerInvariant()), text));
    }
}

/// <summary>A message in the page: <c>&lt;ui-alert tone="Warn" title="…"&gt;what it means and what to do&lt;/ui-alert&gt;</c>.</summary>
[HtmlTargetElement("ui-alert")]
public sealed class AlertTag : UiTag
{
    public Tone Tone { get; set; }

    public string? Title { get; set => field = Given(value); }

    /// <summary>Read at once by a screen reader: for what happened by the action that led here.</summary>
    public bool Now { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        Become(output, "div", $"alert {ClassOf(Tone)}");

        if (Now)
        {
            output.Attributes.SetAttribute("role", Tone is Tone.Bad ? "alert" : "status");
        }

        output.Content.SetHtmlContent(Html("{0}<div>{1}{2}</div>", Mood(Tone), Title is null ? None : Html("<p class=\"alert-title\">{0}</p>", Title), text));
    }
}

/// <summary>A list that is empty teaches: what will stand here, and how it comes. <c>&lt;ui-empty title="…" icon="truck"&gt;…&lt;/ui-empty&gt;</c></summary>
[HtmlTargetElement("ui-empty")]
public sealed class EmptyTag : UiTag
{
    public string Title { get; set; } = string.Empty;

    public string Icon { get; set; } = "inbox";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        Become(output, "div", "empty");
        output.Content.SetHtmlContent(Html("{0}<p class=\"empty-title\">{1}</p>{2}", Icons.Draw(Icon), Title, text));
    }
}

/// <summary>One of our icons (<see cref="Icons"/>); a word stands beside it.</summary>
[HtmlTargetElement("ui-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTag : UiTag
{
    public string Name { get; set; } = "info";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Draw(Name));
    }
}

/// <summary>
/// A place whose changes a screen reader reads out when they come: <c>&lt;ui-live id="said" /&gt;</c>, filled by the script of a live part.
/// </summary>
[HtmlTargetElement("ui-live")]
public sealed class LiveTag : UiTag
{
    /// <summary>Only for who does not see the page.</summary>
    public bool Hidden { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "div", Hidden ? "live hidden" : "live");
        output.Attributes.SetAttribute("role", "status");
    }
}

/// <summary>A moment, as the reader writes it and as a program reads it: <c>&lt;ui-time at="@event.At" /&gt;</c>.</summary>
[HtmlTargetElement("ui-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeTag : UiTag
{
    public DateTimeOffset At { get; set; }

    /// <summary>The day alone.</summary>
    public bool Day { get; set; }

    /// <summary>The day in digits, for tables.</summary>
    public bool Short { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        output.Content.SetContent(Short ? Texts.Reader.ShortDate(At) : Day ? Texts.Reader.Date(At, ReadersLanguage) : Texts.Reader.Moment(At, ReadersLanguage));
    }
}
