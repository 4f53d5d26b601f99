using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Scans;

internal static class ScanFeature
{
    public const string OperationId = "sendScans";

    /// <summary>Where scans are sent to.</summary>
    public const string Path = "/api/scans";

    public static IServiceCollection AddScans(this IServiceCollection services) => services
        .AddSingleton<CodeResolver>()
        .AddSingleton<ScanDesk>()
        .AddSingleton<PageScans>()
        .AddSingleton<WrongPlaces>()
        .AddSingleton<ScanMetrics>()
        .AddSingleton<ScanLoad>()
        .AddSingleton<LayoutTrail>()
        .AddHostedService(provider => provider.GetRequiredService<LayoutTrail>())
        .AddSingleton<ClockTrail>()
        .AddHostedService(provider => provider.GetRequiredService<ClockTrail>())
        .AddSingleton<ScanEndpoint>();

    public static IEndpointRouteBuilder MapScans(this IEndpointRouteBuilder app)
    {
        var endpoint = app.ServiceProvider.GetRequiredService<ScanEndpoint>();

        app.MapPost(Path, endpoint.HandleAsync)
            .ShortCircuit()
            .WithMetadata(((Delegate)endpoint.HandleAsync).Method)
            .WithMetadata(
                new AcceptsMetadata(["application/json"], typeof(ScanBatchShape)),
                new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ScanAnswerShape), ["application/json"]))
            .MayAnswer(400, 401, 403, 413, 415, 429, 503)
            .WithName(OperationId)
            .WithTags("Scans")
            .WithSummary("Takes 1 to 500 scans of one device. Each is answered for itself; sending a scan again counts once. With the header Ordi2-Sent-At (when the request leaves, by the device's clock) the server measures how far that clock is off, and sets right by it when the scans happened. 429 and 503 say with Retry-After when to come back.");

        return app;
    }
}

/// <summary>The shape of a batch, for the description of the API; it is read by hand.</summary>
internal sealed record ScanBatchShape(string DeviceId, IReadOnlyList<ScanShape> Scans);

/// <summary>The shape of one scan.</summary>
internal sealed record ScanShape(Guid ScanId, string Code, string Step, DateTimeOffset OccurredAt, string? SiteId = null, JsonElement? Data = null);

/// <summary>The shape of the answer.</summary>
internal sealed record ScanAnswerShape(IReadOnlyList<ScanResultShape> Results);

/// <summary>The shape of the answer to one scan.</summary>
internal sealed record ScanResultShape(
    Guid ScanId,
    string Outcome,
    string Status,
    long Version,
    string? FirstOutcome = null,
    string? Machine = null,
    ReasonShape? Finding = null,
    ReasonShape? Reason = null,
    IReadOnlyList<string>? Documents = null,
    bool? KeyboardLayoutWrong = null);

/// <summary>The shape of a reason.</summary>
internal sealed record ReasonShape(string Code, string Message, string Next);
