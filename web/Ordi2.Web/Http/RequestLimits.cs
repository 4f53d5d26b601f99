using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Ordi2.Contracts;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Http;

/// <summary>How many requests one token, and one address without a token, may send.</summary>
internal sealed class RequestLimitOptions
{
    public const string Section = "RequestLimits";

    /// <summary>
    /// Requests a second for one token, each of up to 500 scans. A bench sends one or two; this stops a program that ran wild.
    /// </summary>
    public int PerToken { get; set; } = 2_000;

    /// <summary>Requests a second for one address that shows no good token.</summary>
    public int PerAddress { get; set; } = 1_000;

    /// <summary>Scans that one process works on at the same time; what is beyond is answered 503 and comes again.</summary>
    public int ScansUnderWay { get; set; } = 100_000;

    /// <summary>Passwords a minute that one address may try.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>Forms a minute that one address may send from the public page of a machine, where nobody signs in.</summary>
    public int PublicFormsPerMinute { get; set; } = 10;
}

/// <summary>Keeps one sender from taking the server from the others.</summary>
internal sealed class RequestLimits(IOptions<RequestLimitOptions> options) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _tokens = Make(options.Value.PerToken, Period);
    private readonly PartitionedRateLimiter<string> _addresses = Make(options.Value.PerAddress, Period);
    private readonly PartitionedRateLimiter<string> _signIns = Make(options.Value.SignInsPerMinute, Minute);
    private readonly PartitionedRateLimiter<string> _publicForms = Make(options.Value.PublicFormsPerMinute, Minute);

    /// <summary>Whether this request may go on; if not, when to come back.</summary>
    public bool TryPass(HttpContext context, string? token, out TimeSpan retryAfter)
    {
        var address = SenderOf(context.Connection.RemoteIpAddress);
        using var lease = TriesAPassword(context.Request) ? _signIns.AttemptAcquire(address)
            : HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/m", StringComparison.OrdinalIgnoreCase) ? _publicForms.AttemptAcquire(address)
            : token is not null ? _tokens.AttemptAcquire(token)
            : _addresses.AttemptAcquire(address);

        retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > Period ? wait : Period;
        return lease.IsAcquired;
    }

    public static Task RefuseAsync(HttpContext context, TimeSpan retryAfter) => RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too-many-requests", retryAfter);

    /// <summary>Says when to come back.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string code, TimeSpan retryAfter)
    {
        var seconds = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;

        // A person gets the page that says so.
        if (ErrorPages.IsWanted(context))
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }

        return Problems.WriteAsync(context, status, Refusal.Conflict(code, seconds), []);
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
        _signIns.Dispose();
        _publicForms.Dispose();
    }

    /// <summary>Who is counted as one: an IPv4 address, or the /64 of an IPv6 address, in which a single computer takes as many as it likes.</summary>
    internal static string SenderOf(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None;
        return plain.AddressFamily is AddressFamily.InterNetworkV6 ? $"{Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, 8))}/64" : plain.ToString();
    }

    // Where a password, a code or the secret of an address could be guessed.
    private static bool TriesAPassword(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && (request.Path.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/reset", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/invitation", StringComparison.OrdinalIgnoreCase));

    private static PartitionedRateLimiter<string> Make(int count, TimeSpan period) =>
        PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = count,
                TokensPerPeriod = count,
                ReplenishmentPeriod = period,
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
