using System.Globalization;
using Microsoft.AspNetCore.Html;
using Ordi2.Barcodes.Symbols;

namespace Ordi2.Web.Features.Accounts;

/// <summary>A QR code as a drawing inside the page: one path, no style, nothing to fetch.</summary>
internal static class QrPicture
{
    /// <param name="text">What the code says.</param>
    /// <param name="title">What a screen reader says of it.</param>
    public static IHtmlContent Of(string text, string title)
    {
        var symbol = QrCode.Draw(text);
        var (size, quiet) = (symbol.Columns + (2 * symbol.QuietZone), symbol.QuietZone);

        // Black on white whatever the theme: a camera reads nothing else as surely.
        var name = System.Text.Encodings.Web.HtmlEncoder.Default.Encode(title);
        return new HtmlString(string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="qr" role="img" aria-label="{name}" width="240" height="240" viewBox="-{quiet} -{quiet} {size} {size}" shape-rendering="crispEdges"><path fill="#fff" d="M-{quiet} -{quiet}h{size}v{size}h-{size}z"/><path fill="#000" d="{symbol.ToPath()}"/></svg>"""));
    }
}
