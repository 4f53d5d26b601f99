using System.Net;
using Ordi2.Web.Features.Scans;

namespace Ordi2.Web.Hosting;

/// <summary>
/// A scan of nobody, sent past the network through everything that a request passes, before anybody can ask: the first real one finds the way
/// translated. It shows no token, so that it is turned away before anything is written.
/// </summary>
internal static class Rehearsal
{
    /// <exception cref="InvalidOperationException">Nobody was let in without a token.</exception>
    public static async Task AskAsync(WebApplication app)
    {
        var pipeline = ((IApplicationBuilder)app).Build();
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Connection.RemoteIpAddress = IPAddress.Any; // From nowhere: it is counted against nobody.
        context.Request.Method = HttpMethods.Post;
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Request.Host = new HostString("localhost");
        context.Request.Path = ScanFeature.Path;
        context.Request.ContentType = "application/json";
        await pipeline(context);

        if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            throw new InvalidOperationException($"A scan without a token was answered with {context.Response.StatusCode}.");
        }
    }
}
