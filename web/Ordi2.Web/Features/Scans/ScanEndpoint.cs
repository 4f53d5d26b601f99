using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Scans;

/// <summary>
/// <c>POST /api/scans</c>. Everything that happens in a workshop comes through here, so it runs as soon as it is routed: it
/// signs in, limits and answers errors itself, with the same parts as every other endpoint.
/// </summary>
internal sealed class ScanEndpoint(
    TokenDirectory tokens,
    RequestLimits limits,
    ScanDesk desk,
    ScanMetrics metrics,
    ScanLoad load,
    ClockTrail clocks,
    LayoutTrail layouts,
    AuditTrail trail,
    TimeProvider time,
    ILogger<ScanEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await TakeAsync(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = exception.StatusCode;
            await Problems.WriteAsync(context, exception.StatusCode, Problems.Unexplained(context), []);
        }
#pragma warning disable CA1031 // The edge of the program: nobody above would say it in the words of this product.
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Mistakes.Log(logger, exception, context);
            await Mistakes.AnswerAsync(context, exception);
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        // Before the body: how long it takes to come is not a fault of the device's clock.
        var cameAt = time.GetUtcNow();

        if (!HasJson(context.Request))
        {
            await Problems.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, Refusal.Invalid("unsupported-media-type"), []);
            return;
        }

        var token = await tokens.FindAsync(context.Request.Headers.Authorization);

        if (!limits.TryPass(context, token?.Id, out var retryAfter))
        {
            await RequestLimits.RefuseAsync(context, retryAfter);
            return;
        }

        if (token is null)
        {
            await TokenHandler.RefuseAsync(context);
            return;
        }

        if (token.Caller.Role is Role.None)
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, Refusal.Forbidden("not-allowed"), []);
            return;
        }

        var (batch, error, tooLarge) = await ReadAsync(context, cameAt);

        if (tooLarge)
        {
            await Problems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, Refusal.Invalid("too-large", Limits.BodyBytesText), []);
            return;
        }

        if (batch is null)
        {
            await Problems.Field(error!).ExecuteAsync(context);
            return;
        }

        var caller = token.Caller with { Device = new DeviceId(batch.DeviceId) };
        clocks.Note(context.Request, caller, cameAt);
        layouts.Note(context.Request, caller);

        if (!load.TryEnter(batch.Scans.Count))
        {
            await RequestLimits.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "server-busy", ScanLoad.ComeBackAfter);
            return;
        }

        Answer[] answers;

        try
        {
            answers = await desk.TakeAsync(batch, caller);
        }
        finally
        {
            load.Leave(batch.Scans.Count);
        }

        metrics.Count(answers);
        ScanNotes.Note(trail, answers, caller);

        context.Response.ContentType = "application/json";
        ScanAnswerWriter.Write(context.Response.BodyWriter, answers, Language.Of(context.Request), caller);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static async ValueTask<(ScanBatch? Batch, FieldError? Error, bool TooLarge)> ReadAsync(HttpContext context, DateTimeOffset cameAt)
    {
        var reader = context.Request.BodyReader;

        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);

            if (result.Buffer.Length > Limits.BodyBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                return (null, null, true);
            }

            if (result.IsCompleted)
            {
                var batch = ScanBatchReader.Read(result.Buffer, new(cameAt, ClockTrail.SentAt(context.Request)), out var error);
                reader.AdvanceTo(result.Buffer.End);
                return (batch, error, false);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static bool HasJson(HttpRequest request) =>
        request.ContentType is null || request.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
}
