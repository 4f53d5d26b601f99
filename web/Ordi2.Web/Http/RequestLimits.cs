using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Ordi2.Contracts;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Http;

/// <summary>How many requests one token, and one address without a token, may send.</summary>
internal sealed class RequestLimitOptions
{
    public const string Section = "RequestLimits";

    /// <summary>Requests a second for one token. A bench sends one or two; this stops a program that ran wild.</summary>
    public int PerToken { get; set; } = 50_000;

    /// <summary>Requests a second for one address that shows no good token.</summary>
    public int PerAddress { get; set; } = 1_000;
}

/// <summary>Keeps one sender from taking the server from the others.</summary>
internal sealed class RequestLimits(IOptions<RequestLimitOptions> options) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> _tokens = Make(options.Value.PerToken);
    private readonly PartitionedRateLimiter<string> _addresses = Make(options.Value.PerAddress);

    /// <summary>Whether this request may go on; if not, when to come back.</summary>
    public bool TryPass(HttpContext context, string? token, out TimeSpan retryAfter)
    {
        using var lease = token is not null
            ? _tokens.AttemptAcquire(token)
            : _addresses.AttemptAcquire((context.Connection.RemoteIpAddress ?? IPAddress.None).ToString());

        retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > Period ? wait : Period;
        return lease.IsAcquired;
    }

    public static Task RefuseAsync(HttpContext context, TimeSpan retryAfter)
    {
        var seconds = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return Problems.WriteAsync(context, StatusCodes.Status429TooManyRequests, Refusal.Conflict("too-many-requests", seconds), []);
    }

    /// <summary>The limit for every endpoint that does not ask for itself.</summary>
    public static async Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        var limits = context.RequestServices.GetRequiredService<RequestLimits>();

        if (limits.TryPass(context, CallerClaims.KeyOf(context.User), out var retryAfter))
        {
            await next(context);
        }
        else
        {
            await RefuseAsync(context, retryAfter);
        }
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> Make(int perSecond) =>
        PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = Period,
                QueueLimit = 0,
            }),
            StringComparer.Ordinal);
}

internal static class RequestLimitsFeature
{
    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.AddOptions<RequestLimitOptions>().BindConfiguration(RequestLimitOptions.Section);
        return services.AddSingleton<RequestLimits>();
    }
}
