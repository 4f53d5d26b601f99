using Microsoft.AspNetCore.Http.Features;

namespace Ordi2.Web.Http;

/// <summary>
/// Requests with more in them than they may hold. Who is answered while still sending sees that the connection broke, and not what
/// was said: so the rest is heard out and thrown away, up to a bound, before the answer.
/// </summary>
internal static class LargeBodies
{
    /// <summary>So much is taken from the wire to be able to answer.</summary>
    private const long MostHeard = 4L * Limits.BodyBytes;

    /// <summary>
    /// Answers a form that is too large. Without this the form's own protection finds nothing in a body that cannot be read, and
    /// calls it malformed.
    /// </summary>
    public static async Task AnswerFormAsync(HttpContext context, RequestDelegate next)
    {
        // The page that says so comes with the same form.
        if (context.Request.ContentLength is not > Limits.BodyBytes || !context.Request.HasFormContentType
            || context.Features.Get<ErrorPages.FailedAddress>() is not null)
        {
            await next(context);
            return;
        }

        Expect(context);
        await HearOutAsync(context);
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    }

    /// <summary>Before anything of it is read: this body may be heard out.</summary>
    public static void Expect(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostHeard;
        }
    }

    /// <summary>Takes the rest and keeps nothing of it; of a body that says it is beyond the bound, nothing.</summary>
    public static Task HearOutAsync(HttpContext context) =>
        context.Request.ContentLength > MostHeard ? Task.CompletedTask : context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
}
