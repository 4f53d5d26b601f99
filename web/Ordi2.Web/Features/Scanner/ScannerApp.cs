using Microsoft.Net.Http.Headers;

namespace Ordi2.Web.Features.Scanner;

/// <summary>
/// The scanner of phones and tablets (<c>scanner/pwa</c>): one page for everybody, which asks by itself which station it is and who works at it. It is the same
/// for all, so that the service worker can keep it for a day without network.
/// </summary>
internal static class ScannerApp
{
    private const string Page = "scan/index.html";

    public static IEndpointRouteBuilder MapScanner(this IEndpointRouteBuilder app)
    {
        app.MapGet("/scan", static async (HttpContext context) =>
        {
            var page = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo(Page);
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
            await context.Response.SendFileAsync(page, context.RequestAborted);
        }).ExcludeFromDescription();
        return app;
    }
}
