namespace Ordi2.Web.Http;

/// <summary>What a browser may do with our pages: run our own files, talk to us, and nothing else.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The scanner decodes pictures in a worker, by a module of ours that is compiled in the browser, and is installed; the rest as everywhere.</summary>
    private const string PolicyOfTheScanner =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; manifest-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        var scanner = context.Request.Path.StartsWithSegments("/scan", StringComparison.Ordinal);
        headers.ContentSecurityPolicy = scanner ? PolicyOfTheScanner : Policy;
        headers.XContentTypeOptions = "nosniff";

        // Other sites learn nothing of where somebody came from; our own server is told which origin a form comes from, which it is not with « no-referrer ».
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = scanner ? "camera=(self), geolocation=(), microphone=()" : "camera=(), geolocation=(), microphone=()";

        if (scanner)
        {
            // The service worker lies beside the page, not below it.
            headers["Service-Worker-Allowed"] = "/scan";
        }

        return next(context);
    });
}
