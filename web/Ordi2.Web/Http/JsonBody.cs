using System.Buffers;
using System.Text.Json;
using Ordi2.Contracts;

namespace Ordi2.Web.Http;

/// <summary>The JSON object in the body of a request that is not a batch of scans.</summary>
internal static class JsonBody
{
    private const int MostBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The object, or the problem to answer with. No body is an empty object.</summary>
    public static async ValueTask<(JsonElement Body, IResult? Problem)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0)
        {
            return (Empty, null);
        }

        if (!request.HasJsonContentType())
        {
            return (default, Problems.Status(StatusCodes.Status415UnsupportedMediaType, Refusal.Invalid("unsupported-media-type")));
        }

        var reader = request.BodyReader;

        while (true)
        {
            var result = await reader.ReadAsync(request.HttpContext.RequestAborted);

            if (result.Buffer.Length > MostBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                return (default, Problems.Status(StatusCodes.Status413PayloadTooLarge, Refusal.Invalid("too-large", FieldReader.Number(MostBytes))));
            }

            if (!result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            try
            {
                if (result.Buffer.IsEmpty)
                {
                    return (Empty, null);
                }

                if (result.Buffer.IsSingleSegment ? FieldReader.HoldsNul(result.Buffer.FirstSpan) : FieldReader.HoldsNul(result.Buffer.ToArray()))
                {
                    return (default, Problems.Field(FieldError.Of("body", "field-bad-characters")));
                }

                using var document = JsonDocument.Parse(result.Buffer, Options);
                return document.RootElement.ValueKind is JsonValueKind.Object
                    ? (document.RootElement.Clone(), null)
                    : (default, Problems.Field(FieldError.Of("body", "field-not-object")));
            }
            catch (JsonException exception)
            {
                var position = (exception.BytePositionInLine ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return (default, Problems.Field(FieldError.Of("body", "not-json", position)));
            }
            finally
            {
                reader.AdvanceTo(result.Buffer.End);
            }
        }
    }

    private static JsonElement Empty { get; } = JsonDocument.Parse("{}").RootElement;
}
