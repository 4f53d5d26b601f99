using System.Collections.Frozen;
using Microsoft.AspNetCore.Html;

namespace Ordi2.Web.Features.Shared.Ui;

/// <summary>Our icons, drawn on 24 by 24 with one line: in the page itself, so that none has to be fetched. A word always stands beside.</summary>
internal static class Icons
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["info"] = "M12 11v6M12 7.5v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
        ["good"] = "m8 12.5 2.7 2.7L16 9.5M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
        ["warn"] = "M12 9.5v4M12 17v.01M12 3.5 2.5 20.5h19L12 3.5Z",
        ["bad"] = "m9 9 6 6m0-6-6 6M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5Z",
        ["neutral"] = "M12 12v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
        ["circle"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
        ["arrow"] = "M5 12h14m-5-5 5 5-5 5",
        ["back"] = "M19 12H5m5-5-5 5 5 5",
        ["inbox"] = "M4 13h4l1.5 3h5L16 13h4M4 13 6 5h12l2 8v6H4v-6Z",
        ["truck"] = "M3 6h11v11H3V6Zm11 4h4l3 3v4h-7M7.5 19a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Zm10 0a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z",
        ["search"] = "m20 20-4.5-4.5M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z",
        ["eraser"] = "M8 20h12M5 15l9-10 6 5-8 10H8l-3-5Zm4-5 6 5",
        ["wrench"] = "M14.5 6.5a4 4 0 0 1 5-1l-2.8 2.8 1 2 2 1L22 8.6a4 4 0 0 1-5.5 4.9L9 21l-3-3 7.5-7.5a4 4 0 0 1 1-4Z",
        ["install"] = "M12 4v10m-4-4 4 4 4-4M5 19h14",
        ["shelf"] = "M4 4v17M20 4v17M4 10h16M4 18h16M7 10V6h4v4m2 8v-5h5v5",
        ["box"] = "M4 8v11h16V8M3 4h18v4H3V4Zm6 8h6",
        ["home"] = "m4 11 8-7 8 7v9h-6v-6h-4v6H4v-9Z",
        ["people"] = "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.5 2.5-6 6-6s6 2.5 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5m2 3.5c2 1 3 3 3 5.5",
        ["return"] = "M4 9h11a5 5 0 0 1 0 10H9M8 5 4 9l4 4",
        ["recycle"] = "m8 10 4-7 4 7M18 12l3 6h-7m-4 0H3l3-6m4 3v6l-3-3 3-3",
        ["question"] = "M9 9.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.8M12 17v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
        ["clock"] = "M12 7v5l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
        ["document"] = "M6 3h8l4 4v14H6V3Zm8 0v4h4M9 12h6m-6 4h6",
        ["scan"] = "M4 8V4h4m8 0h4v4m0 8v4h-4m-8 0H4v-4M8 9v6m3-6v6m2-6v6m3-6v6",
        ["menu"] = "M4 7h16M4 12h16M4 17h16",
        ["aloud"] = "M4 5h16v11H9l-5 4V5Zm4 4h8m-8 3h5",
        ["sound"] = "M4 9v6h4l5 4V5L8 9H4Zm12-1a5 5 0 0 1 0 8m2-11a9 9 0 0 1 0 14",
        ["person"] = "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 10c0-4 3.5-7 8-7s8 3 8 7",
        ["print"] = "M7 9V4h10v5M7 17H4V9h16v8h-3m-10-3h10v6H7v-6Z",
        ["chart"] = "M4 4v16h16M8 16v-5m4 5V8m4 8v-3",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Paths.Keys;

    /// <exception cref="KeyNotFoundException">There is no such icon.</exception>
    public static IHtmlContent Draw(string name) =>
        new HtmlString($"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{Paths[name]}\"/></svg>");
}
