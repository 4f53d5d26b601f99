using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Ordi2.Contracts;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Access;

/// <summary>Signs in machines and devices by their API token.</summary>
internal sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    TokenDirectory tokens) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    // A browser cannot set headers on a WebSocket: the SignalR client sends the token in the query there, and only there.
    private const string QueryKey = "access_token";

    /// <summary>Whether the request shows a token, good or bad.</summary>
    public static bool Shown(HttpRequest request) => request.Headers.Authorization.Count > 0 || InQuery(request) is not null;

    /// <summary>What the request shows, as it stands in the header.</summary>
    public static string? AuthorizationOf(HttpRequest request) => request.Headers.Authorization.ToString() is { Length: > 0 } shown ? shown
        : InQuery(request) is { } secret ? $"Bearer {secret}"
        : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (AuthorizationOf(Request) is not { } authorization)
        {
            return AuthenticateResult.NoResult();
        }

        return await tokens.FindAsync(authorization) is { } token
            ? AuthenticateResult.Success(new(CallerClaims.Principal(token.Caller, token.Id, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("The token is not known, has expired or was revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => RefuseAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, StatusCodes.Status403Forbidden, Refusal.Forbidden("not-allowed"), []);

    /// <summary>Says that a token is needed.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"ordi2\"";
        return Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, Refusal.Forbidden("not-signed-in"), []);
    }

    private static string? InQuery(HttpRequest request) =>
        request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && request.Query.TryGetValue(QueryKey, out var secret) ? secret.ToString() : null;
}
