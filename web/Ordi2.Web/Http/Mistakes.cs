using Microsoft.AspNetCore.Diagnostics;
using Ordi2.Contracts;
using Ordi2.Ledger;
using Ordi2.Web.Features.Scans;

namespace Ordi2.Web.Http;

/// <summary>What a sender is told about an exception: that it is our mistake, and a number to give us. Never what it says.</summary>
internal sealed partial class Mistakes(ILogger<Mistakes> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            httpContext.Response.StatusCode = bad.StatusCode;
            await Problems.WriteAsync(httpContext, bad.StatusCode, Problems.Unexplained(httpContext), []);
            return true;
        }

        Log(logger, exception, httpContext);

        if (ErrorPages.IsWanted(httpContext))
        {
            // Not handled here: the pipeline shows the page of the error instead.
            return false;
        }

        await AnswerAsync(httpContext, exception);
        return true;
    }

    /// <summary>
    /// What a program is told. Where somebody did not answer in time nobody knows what was written: it comes again with the same id, and counts
    /// once.
    /// </summary>
    public static Task AnswerAsync(HttpContext context, Exception exception) => exception is TimeoutException or LedgerUnavailableException
        ? RequestLimits.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "no-answer-in-time", ScanLoad.ComeBackAfter)
        : Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, Refusal.Conflict("our-mistake", Problems.TraceOf(context)), []);

    /// <summary>Writes an exception down under the number that the sender is given.</summary>
    public static void Log(ILogger logger, Exception exception, HttpContext context) =>
        Logged.Failed(logger, exception, context.Request.Method, RouteOf(context), Problems.TraceOf(context));

    /// <summary>The pattern where one was found: an address may hold a secret.</summary>
    private static string RouteOf(HttpContext context) =>
        ((context.Features.Get<IExceptionHandlerPathFeature>()?.Endpoint ?? context.GetEndpoint()) as RouteEndpoint)?.RoutePattern.RawText ?? Asked.PathOf(context);

    private static partial class Logged
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed; the sender knows it as {Number}.")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string path, string number);
    }
}

/// <summary>What was asked for: while an exception is handled, the request bears the address of the page of errors.</summary>
internal static class Asked
{
    public static PathString PathOf(HttpContext context) =>
        context.Features.Get<IExceptionHandlerPathFeature>()?.Path is { } path ? new PathString(path) : context.Request.Path;
}

internal static class ProblemsFeature
{
    public static IServiceCollection AddProblems(this IServiceCollection services) => services.AddExceptionHandler<Mistakes>();

    /// <summary>
    /// Every error leaves as a problem document, also those that nobody wrote a body for; a person who looks at pages gets a
    /// page. Routing comes after it, so that the page of an error is found like any other.
    /// </summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = $"/errors/{StatusCodes.Status500InternalServerError}",
            AllowStatusCode404Response = true,
        })
        .UseStatusCodePages(static async pages =>
        {
            var context = pages.HttpContext;

            if (ErrorPages.IsWanted(context))
            {
                await ErrorPages.ShowAsync(context, pages.Next);
            }
            else
            {
                await Problems.WriteAsync(context, context.Response.StatusCode, Problems.Unexplained(context), []);
            }
        });
}
