using Microsoft.AspNetCore.Razor.TagHelpers;
using Ordi2.Contracts.Calendar;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>« Que dois-je faire maintenant ? », the most urgent first. An empty one says so. <c>&lt;ui-todo title="…"&gt; tasks &lt;/ui-todo&gt;</c></summary>
[HtmlTargetElement("ui-todo")]
public sealed class TodoTag : UiTag
{
    public string Title { get; set; } = string.Empty;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tasks = await output.GetChildContentAsync();
        Become(output, "section", "todo");
        output.Content.SetHtmlContent(Html(
            "<h2>{0}</h2>{1}",
            Title,
            tasks.IsEmptyOrWhiteSpace ? Html("<p class=\"todo-nothing\">{0}{1}</p>", Icons.Draw("good"), Say("todo-nothing")) : Html("<ul>{0}</ul>", tasks)));
    }
}

/// <summary>One thing to do: how many, what, until when, and the page where it is done.</summary>
[HtmlTargetElement("ui-task", ParentTag = "ui-todo")]
public sealed class TaskTag(TimeProvider time) : UiTag
{
    public string Href { get; set; } = string.Empty;

    /// <summary>How many of it; said before the words.</summary>
    public long? Count { get; set; }

    /// <summary>Last day for it; a day that is past says so.</summary>
    public DateTimeOffset? Due { get; set; }

    public Tone Tone { get; set; } = Tone.Neutral;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        var late = Due is { } due && FrenchCalendar.DayOf(due) < FrenchCalendar.DayOf(time.GetUtcNow());
        var tone = late && Tone is Tone.Neutral or Tone.Info ? Tone.Warn : Tone;
        Become(output, "li", ClassOf(tone));
        output.Content.SetHtmlContent(Html(
            "<a href=\"{0}\">{1}<span class=\"task-words\">{2}{3}</span>{4}</a>",
            Href,
            Count is { } count ? Html("<span class=\"task-count\">{0}</span>", Reader.Number(count, ReadersLanguage)) : Mood(tone),
            text,
            Due is { } day ? Html("<span class=\"task-due\">{0}</span>", Say(late ? "task-late" : "task-before", Reader.Date(day, ReadersLanguage))) : None,
            Icons.Draw("arrow")));
    }
}

/// <summary>Numbers side by side: <c>&lt;ui-tiles&gt;&lt;ui-tile label="…" value="@Model.Number(12)" note="…" /&gt;&lt;/ui-tiles&gt;</c>.</summary>
[HtmlTargetElement("ui-tiles")]
public sealed class TilesTag : UiTag
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "dl", "tiles");
}

/// <summary>One number with its name. <c>counter</c> names what keeps it live on a board.</summary>
[HtmlTargetElement("ui-tile", ParentTag = "ui-tiles")]
public sealed class TileTag : UiTag
{
    public string Label { get; set; } = string.Empty;

    public string Value { get; set; } = string.Empty;

    public string? Note { get; set => field = Given(value); }

    public string? Counter { get; set => field = Given(value); }

    public Tone Tone { get; set; } = Tone.Neutral;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "div", $"tile {ClassOf(Tone)}");
        output.Content.SetHtmlContent(Html(
            "<dt>{0}</dt><dd{1}>{2}</dd>{3}",
            Label,
            Counter is null ? None : Html(" data-counter=\"{0}\"", Counter),
            Value,
            Note is null ? None : Html("<dd class=\"note\">{0}</dd>", Note)));
    }
}

/// <summary>How far something is: <c>&lt;ui-progress label="…" value="12" of="40" /&gt;</c>, in words as well.</summary>
[HtmlTargetElement("ui-progress", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressTag : UiTag
{
    public string Label { get; set; } = string.Empty;

    public int Value { get; set; }

    public int Of { get; set; } = 100;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "div", "progress");
        output.Content.SetHtmlContent(Html(
            "<label>{0} <span class=\"count\">{1} / {2}</span><progress value=\"{3}\" max=\"{4}\"></progress></label>",
            Label,
            Reader.Number(Value, ReadersLanguage),
            Reader.Number(Of, ReadersLanguage),
            Value,
            Math.Max(1, Of)));
    }
}
