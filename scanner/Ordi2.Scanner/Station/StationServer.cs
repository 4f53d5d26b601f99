using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Station;

/// <summary>What the server gives a device that enrols.</summary>
internal sealed record Enrolled(string Id, string Organisation, string? Site, string Name, string Token);

/// <summary>What the server gives an operator who signs in.</summary>
internal sealed record OperatorIn(string Token, DateTimeOffset ExpiresAt, string Person, string? Called, string Role, bool InTraining);

/// <summary>What the server says that there is to do here; what this person is not told of is left out.</summary>
/// <param name="Gifts">The gifts that arrive at the dock or are expected.</param>
/// <param name="Packing">The deliveries that are packed now.</param>
/// <param name="Boxes">The codes that were printed for boxes.</param>
/// <param name="Badges">The codes of the badges of this house.</param>
internal sealed record TodaysWork(Gift[]? Gifts, PackingList[]? Packing, string[]? Boxes, string[]? Badges = null);

/// <summary>The few things that a station asks of the server beside sending scans.</summary>
internal sealed class StationServer(HttpClient http)
{
    /// <summary>Nothing answers there.</summary>
    public const string AwayCode = "server-away";

    /// <summary>Something else than our server answers there.</summary>
    public const string NotOursCode = "not-ordi2";

    /// <summary>Whoever stands at the dock waits no longer for a list: the one of before is shown.</summary>
    private static readonly TimeSpan ListPatience = TimeSpan.FromSeconds(4);

    /// <summary>Exchanges the one-time code for the token of the station.</summary>
    /// <returns>The station, or why not.</returns>
    public async Task<(Enrolled? Enrolled, Sentence? Why)> EnrolAsync(Uri server, string code, CancellationToken cancellation)
    {
        var (answer, why) = await PostAsync<EnrolAnswer>(server, "/api/stations/enrol", token: null, new { code }, cancellation);
        return answer is { Station: { } station, Token: { } token } ? (new(station.Id, station.Organisation, station.Site, station.Name, token), null) : (null, why ?? NotOurs);
    }

    /// <summary>Signs an operator in by badge and PIN.</summary>
    /// <returns>The operator, or why not.</returns>
    public async Task<(OperatorIn? Operator, Sentence? Why)> SignInAsync(StationState station, string badge, string pin, CancellationToken cancellation)
    {
        var (answer, why) = await PostAsync<OperatorIn>(station.Server, "/api/stations/sign-in", station.Token, new { badge, pin }, cancellation);
        return answer is { Token: not null, Person: not null } ? (answer, null) : (null, why ?? NotOurs);
    }

    /// <summary>What there is to do in this house today, as far as this person is told.</summary>
    /// <returns>Nothing where the server does not answer soon.</returns>
    public async Task<TodaysWork?> WorkAsync(StationState station, string token, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ListPatience);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(station.Server, "/api/stations/work"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            return response.StatusCode is HttpStatusCode.OK ? JsonSerializer.Deserialize<TodaysWork>(await response.Content.ReadAsStringAsync(patience.Token), Wire.Options) : null;
        }
        catch (Exception problem) when (problem is JsonException or HttpRequestException or IOException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static Sentence NotOurs => new(NotOursCode, "Ce qui répond à cette adresse n'est pas Ordi 2.0.", "Vérifiez l'adresse.");

    private async Task<(T? Answer, Sentence? Why)> PostAsync<T>(Uri server, string path, string? token, object body, CancellationToken cancellation)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = JsonContent.Create(body) };
        request.Headers.AcceptLanguage.ParseAdd("fr");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return response.StatusCode is HttpStatusCode.OK ? (JsonSerializer.Deserialize<T>(text, Wire.Options), null) : (null, ScanServer.Problem(text, response.StatusCode).Why);
        }
        catch (JsonException)
        {
            return (null, NotOurs);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, new(AwayCode, $"Le serveur {server.GetLeftPart(UriPartial.Authority)} ne répond pas.", "Vérifiez le réseau et l'adresse, puis recommencez."));
        }
    }

    private sealed record EnrolAnswer(StationAnswer? Station, string? Token);

    private sealed record StationAnswer(string Id, string Organisation, string? Site, string Name);
}
