using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Ordi2.Web.Tests.Support;

/// <summary>Pages that stand several steps side by side: each form says in a hidden field which it is.</summary>
internal static class FormSteps
{
    public static Task<OpenedPage> StepAsync(this Browser browser, OpenedPage page, string step, params (string Name, string Value)[] fields) => browser.SendFormAsync(
        page,
        page.Document.QuerySelectorAll<IHtmlFormElement>("main form").Single(form => form.QuerySelector("input[name=step]")?.GetAttribute("value") == step),
        fields);
}
