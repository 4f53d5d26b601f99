using Microsoft.AspNetCore.Http.Features;

namespace Ordi2.Web.Http;

/// <summary>Errors as pages, for people. A program gets a problem document.</summary>
internal static class ErrorPages
{
    // What lies below these is for programs, whatever they say that they accept.
    private static readonly string[] ForPrograms = ["/api", "/hubs", "/epcis", "/healthz", "/metrics", "/openapi"];

    /// <summary>Whether who asks reads pages: a browser says so, a program does not.</summary>
    public static bool IsWanted(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !Array.Exists(ForPrograms, prefix => Asked.PathOf(context).StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Runs the page of the status in place of what was asked for. The address in the browser stays.</summary>
    public static async Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        var (path, method, query) = (context.Request.Path, context.Request.Method, context.Request.QueryString);
        var status = context.Response.StatusCode;

        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        context.Features.Set(new FailedAddress(path));
        (context.Request.Path, context.Request.Method) = ($"/errors/{status}", HttpMethods.Get);

        try
        {
            await next(context);
        }
        finally
        {
            (context.Request.Path, context.Request.Method, context.Request.QueryString) = (path, method, query);
        }
    }

    /// <summary>What was asked for when it failed.</summary>
    internal sealed record FailedAddress(PathString Path);
}
