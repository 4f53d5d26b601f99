using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Ordi2.Web.Features.Accounts;

/// <summary>A QR code as a drawing inside the page: one path, no style, nothing to fetch.</summary>
internal static class QrPicture
{
    /// <param name="text">What the code says.</param>
    /// <param name="title">What a screen reader says of it.</param>
    public static IHtmlContent Of(string text, string title)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (rows, path) = (data.ModuleMatrix, new StringBuilder());

        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (rows[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        // The module matrix holds the quiet zone already. Black on white whatever the theme: a camera reads nothing else as surely.
        var name = System.Text.Encodings.Web.HtmlEncoder.Default.Encode(title);
        return new HtmlString(string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="qr" role="img" aria-label="{name}" width="240" height="240" viewBox="0 0 {rows.Count} {rows.Count}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{rows.Count}v{rows.Count}h-{rows.Count}z"/><path fill="#000" d="{path}"/></svg>"""));
    }
}
