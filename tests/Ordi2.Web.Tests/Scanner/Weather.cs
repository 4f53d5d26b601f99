using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>What may happen between a telephone and the server, as a test says.</summary>
internal sealed partial class Weather : IStartupFilter
{
    private int _lost;
    private int _atOnce;
    private int _mostAtOnce;
    private int _photoAnswersToLose;
    private int _countAnswersToLose;

    /// <summary>The server asks to be left in peace.</summary>
    public bool IsBusy { get; set; }

    /// <summary>So many answers to scans do not arrive; what they answer was done.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>Most requests with scans that were under way together.</summary>
    public int MostAtOnce => _mostAtOnce;

    /// <summary>Names the version of the app that is served instead of the one that was built.</summary>
    public string? Version { get; set; }

    public int Lost => _lost;

    /// <summary>So many answers to photos do not arrive; the photos are kept.</summary>
    public int PhotoAnswersToLose { set => _photoAnswersToLose = value; }

    /// <summary>So many answers to counts of pickups do not arrive; the counts are written down.</summary>
    public int CountAnswersToLose { get => _countAnswersToLose; set => _countAnswersToLose = value; }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, after) =>
        {
            if (context.Request.Path == "/api/scans" && IsBusy)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "1";
                return;
            }

            if (context.Request.Path == "/api/scans" && _lost < AnswersToLose)
            {
                var body = context.Response.Body;
                context.Response.Body = new MemoryStream();
                await after(context);
                context.Response.Body = body;
                Interlocked.Increment(ref _lost);
                context.Abort();
                return;
            }

            if (HttpMethods.IsPost(context.Request.Method) && (IsLost(context, "/photos", ref _photoAnswersToLose) || IsLost(context, "/record-trip", ref _countAnswersToLose)))
            {
                context.Response.Body = new MemoryStream();
                await after(context);
                context.Abort();
                return;
            }

            if (context.Request.Path == "/scan/sw.js" && Version is { } version)
            {
                var file = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo("scan/sw.js");
                using var reader = new StreamReader(file.CreateReadStream());
                context.Response.ContentType = "text/javascript";
                context.Response.Headers.CacheControl = "no-cache";
                context.Response.Headers["Service-Worker-Allowed"] = "/scan";
                await context.Response.WriteAsync(BuiltVersion().Replace(await reader.ReadToEndAsync(context.RequestAborted), version), context.RequestAborted);
                return;
            }

            if (context.Request.Path == "/api/scans" && context.Request.Headers.ContainsKey("Ordi2-Sent-At"))
            {
                var now = Interlocked.Increment(ref _atOnce);

                lock (app)
                {
                    _mostAtOnce = Math.Max(_mostAtOnce, now);
                }

                try
                {
                    await after(context);
                }
                finally
                {
                    Interlocked.Decrement(ref _atOnce);
                }

                return;
            }

            await after(context);
        });
        next(app);
    };

    private static bool IsLost(HttpContext context, string path, ref int left) =>
        context.Request.Path.Value!.EndsWith(path, StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0;

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuiltVersion();
}
