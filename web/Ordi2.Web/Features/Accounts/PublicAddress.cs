namespace Ordi2.Web.Features.Accounts;

/// <summary>Where people reach us from outside: in letters, and on what is stuck to machines for years.</summary>
internal static class PublicAddress
{
    /// <summary>What whoever runs the server says it is.</summary>
    public const string Variable = "ORDI2_PUBLIC_URL";

    /// <summary>As it was set, without a slash at its end; nothing where it was not. In what goes to a stranger it is never taken from a request that anybody may send.</summary>
    public static string? Of(IConfiguration configuration) => configuration["PUBLIC_URL"]?.TrimEnd('/') is { Length: > 0 } address ? address : null;

    /// <summary>As it was set; else as whoever asks reaches us, who sees it before it is printed.</summary>
    public static Uri Of(IConfiguration configuration, HttpRequest request) =>
        Uri.TryCreate(Of(configuration), UriKind.Absolute, out var address) ? address : new Uri($"{request.Scheme}://{request.Host}");

    /// <summary>An address of ours as it is written where it leaves the house: in a letter, on paper.</summary>
    /// <param name="configuration">Where it may be set.</param>
    /// <param name="request">Of whom it is made otherwise.</param>
    /// <param name="path">Beginning with a slash.</param>
    public static string Of(IConfiguration configuration, HttpRequest request, string path) => $"{Of(configuration, request).AbsoluteUri.TrimEnd('/')}{path}";
}
