using System.Text.Encodings.Web;
using System.Text.Json;
using Ordi2.Contracts.Json;

namespace Ordi2.Web.Http;

/// <summary>How answers are written: as everywhere in the product.</summary>
internal static class ResponseJson
{
    // What is written here was checked when it was built: the options of the writer need not check it again.
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static IResult Ok<T>(T value) => Results.Json(value, WireJson.Options);

    public static IResult Created<T>(string location, T value) => new CreatedResult<T>(location, value);

    private sealed class CreatedResult<T>(string location, T value) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = location;
            return Results.Json(value, WireJson.Options, statusCode: StatusCodes.Status201Created).ExecuteAsync(httpContext);
        }
    }
}
