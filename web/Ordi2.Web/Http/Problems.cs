using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Http;

/// <summary>One field that is wrong.</summary>
/// <param name="Name">Its path in the request, for example <c>scans[3].scanId</c>.</param>
/// <param name="Why">What is the matter with it.</param>
internal sealed record FieldError(string Name, Refusal Why)
{
    public static FieldError Of(string name, string code, params ReadOnlySpan<string> arguments) => new(name, Refusal.Invalid(code, [name, .. arguments]));
}

/// <summary>How a refusal is said in HTTP (RFC 9457): once, for every endpoint.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static IResult From(Refusal refusal) => new ProblemResult(StatusOf(refusal.Kind), refusal, []);

    public static IResult Field(FieldError error) => new ProblemResult(StatusCodes.Status400BadRequest, Malformed(error), [error]);

    public static IResult Status(int status, Refusal refusal) => new ProblemResult(status, refusal, []);

    /// <summary>The refusal that stands for a status which nobody explained.</summary>
    public static Refusal Unexplained(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => Refusal.Forbidden("not-signed-in"),
        StatusCodes.Status403Forbidden => Refusal.Forbidden("not-allowed"),
        StatusCodes.Status404NotFound => Refusal.NotFound("not-found"),
        StatusCodes.Status405MethodNotAllowed => Refusal.Invalid("method-not-allowed", context.Request.Method),
        StatusCodes.Status413PayloadTooLarge => Refusal.Invalid("too-large", Limits.BodyBytesText),
        StatusCodes.Status415UnsupportedMediaType => Refusal.Invalid("unsupported-media-type"),
        >= 500 => Refusal.Conflict("our-mistake", TraceOf(context)),
        _ => Refusal.Invalid("malformed-request", $"HTTP {context.Response.StatusCode}"),
    };

    public static string TraceOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    public static async Task WriteAsync(HttpContext context, int status, Refusal refusal, ImmutableArray<FieldError> errors)
    {
        AuditTrail.Note(context, status, refusal);
        var language = Language.Of(context.Request);
        var (message, next) = Sentences.Say(refusal, language);

        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.Headers.ContentLanguage = language;
        context.Response.Headers.Vary = "Accept-Language";

        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, ResponseJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type"u8, $"urn:ordi2:problem:{refusal.Code}");
        writer.WriteString("title"u8, message);
        writer.WriteNumber("status"u8, status);
        writer.WriteString("detail"u8, message);
        writer.WriteString("code"u8, refusal.Code);
        writer.WriteString("next"u8, next);
        writer.WriteString("instance"u8, Asked.PathOf(context));
        writer.WriteString("traceId"u8, TraceOf(context));

        if (!errors.IsEmpty)
        {
            writer.WriteStartObject("errors"u8);

            foreach (var error in errors)
            {
                writer.WriteStartArray(error.Name);
                writer.WriteStringValue(Sentences.Message(error.Why, language));
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        _ => throw new UnreachableException(),
    };

    private static Refusal Malformed(FieldError error) => Refusal.Invalid("malformed-request", error.Name);

    private sealed class ProblemResult(int status, Refusal refusal, ImmutableArray<FieldError> errors) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, status, refusal, errors);
    }
}
