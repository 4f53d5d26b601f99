using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Stations;

/// <summary>A station as lists show it; never its token. <c>MangledAt</c>: its last scan, of the last day, that came in the symbols of another keyboard; its scanner wants the set-up sheet.</summary>
internal sealed record StationView(
    string Id, string Organisation, string? Site, string Name, DateTimeOffset MadeAt, DateTimeOffset? EnrolledAt, DateTimeOffset? RevokedAt, StationClock? Clock = null, DateTimeOffset? MangledAt = null)
{
    public static StationView Of(Station station) => new(station.Id, station.Organisation, station.Site, station.Name, station.MadeAt, station.EnrolledAt, station.RevokedAt);
}

/// <summary>How far the clock of a station was ahead of the server's on the last day that it sent, in seconds; less than nothing where it was behind.</summary>
internal sealed record StationClock(DateOnly Day, long Batches, double LeastAhead, double MostAhead, double LastAhead, DateTimeOffset MeasuredAt)
{
    public static StationClock Of(DeviceClock clock) =>
        new(clock.Day, clock.Batches, clock.Least.TotalSeconds, clock.Most.TotalSeconds, clock.Last.TotalSeconds, clock.MeasuredAt);
}

/// <summary>The stations of an organisation.</summary>
internal sealed record StationList(ImmutableArray<StationView> Items);

/// <summary>A station to enrol: whoever shows the code becomes it, once.</summary>
internal sealed record StationAnnounced(StationView Station, string Code, string Address, DateTimeOffset ExpiresAt);

/// <summary>A device that is a station from now on. The token is given this once; it lets operators in and nothing else.</summary>
internal sealed record StationEnrolled(StationView Station, string Token);

/// <summary>An operator at a station: send what they scan with this token.</summary>
internal sealed record OperatorSignedIn(string Token, DateTimeOffset ExpiresAt, string Person, string? Called, Role Role, bool InTraining);

internal static class StationEndpoints
{
    private const int LongestName = 60;

    public static IEndpointRouteBuilder MapStations(this IEndpointRouteBuilder app)
    {
        app.MapPlain("POST", "/api/stations", static () => Results.Empty, AnnounceAsync).RequireAuthorization(AccessFeature.Api)
            .Gives(201, typeof(StationAnnounced)).MayAnswer(400, 401, 403, 404, 413, 415, 429).WithName("announceStation").WithTags("Stations")
            .WithSummary("Announces a station of a workshop ({ organisation?, siteId?, name }) and gives the code that enrols a device as it, good once and for 15 minutes.");
        app.MapPlain("GET", "/api/stations", static (string? organisation) => Results.Empty, ListAsync).RequireAuthorization(AccessFeature.Api)
            .Gives(200, typeof(StationList)).MayAnswer(401, 404, 429).WithName("listStations").WithTags("Stations")
            .WithSummary("The stations of an organisation and how far their clocks are off, for its supervisors and for those who look after its accounts.");
        app.MapPlain("POST", "/api/stations/{id}/revoke", static (string id) => Results.Empty, RevokeAsync).RequireAuthorization(AccessFeature.Api)
            .Gives(200, typeof(StationView)).MayAnswer(401, 404, 429).WithName("revokeStation").WithTags("Stations")
            .WithSummary("Revokes a station: its device and whoever works at it are out within seconds.");
        app.MapPlain("POST", "/api/stations/enrol", static () => Results.Empty, EnrolAsync)
            .Gives(200, typeof(StationEnrolled)).MayAnswer(400, 409, 413, 415, 429).WithName("enrolStation").WithTags("Stations")
            .WithSummary("Exchanges an enrolment code ({ code }) for the token of the station. With Idempotency-Key (a UUID) the device that had no answer may ask again while the code lasts; the token of before is over.");
        app.MapPlain("POST", "/api/stations/sign-in", static () => Results.Empty, SignInAsync)
            .Gives(200, typeof(OperatorSignedIn)).MayAnswer(400, 401, 403, 413, 415, 429).WithName("signInAtStation").WithTags("Stations")
            .WithSummary("Signs an operator in by badge and PIN ({ badge, pin }), with the token of the station. What was scanned before stays with whoever scanned it.");
        app.MapPlain("POST", "/api/stations/sign-out", static () => Results.Empty, SignOutAsync).RequireAuthorization(AccessFeature.Api)
            .Gives(200, typeof(StationView)).MayAnswer(401, 403, 429).WithName("signOutAtStation").WithTags("Stations")
            .WithSummary("Ends the token of an operator at a station: to be asked once everything that they scanned was sent.");
        app.MapPlain("GET", "/api/stations/work", static () => Results.Empty, WorkAsync)
            .Gives(200, typeof(StationWork)).MayAnswer(401, 429).WithName("getStationWork").WithTags("Stations")
            .WithSummary("What a station takes along into a cellar without network, with its own token or that of whoever works at it: the codes of the machines that are held there or come there, by status, and from which statuses each step goes; for whoever counts at a donor's door, the rounds that are on the road.");
        return app;
    }

    private static async Task<IResult> AnnounceAsync(HttpContext context)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        var caller = context.Caller();
        var (organisation, name, site) = (TextOf(body, "organisation") ?? caller.Organisation.Text, TextOf(body, "name"), TextOf(body, "siteId"));

        if (name is null or { Length: > LongestName } || name.Any(char.IsControl))
        {
            return Problems.Field(FieldError.Of("name", "field-length", "1", FieldReader.Number(LongestName)));
        }

        if (await context.Services<Houses>().ProfileAsync(organisation) is not { } profile || !Memberships.MayEnrolStations(StandingOf(caller), Houses.Of(profile)))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        if (site is not null && !profile.Sites.Any(known => known.Id.Text == site))
        {
            return Problems.Field(FieldError.Of("siteId", "field-wrong"));
        }

        var (station, code) = await context.Services<StationDesk>().AnnounceAsync(profile.Id, site, name, caller);
        return ResponseJson.Created($"/api/stations/{station.Id}", new StationAnnounced(StationView.Of(station), code, AddressOf(context.Request, code), station.CodeExpiresAt!.Value));
    }

    private static async Task<IResult> ListAsync(HttpContext context)
    {
        var organisation = context.Request.Query["organisation"].ToString() is { Length: > 0 } given ? given : context.Caller().Organisation.Text;

        if (!await MayAsync(context, organisation))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        var clocks = (await context.Services<DeviceClocks>().LatestAsync(organisation)).ToDictionary(clock => clock.Device, StringComparer.Ordinal);
        var mangled = await context.Services<DeviceLayouts>().SinceAsync(organisation, context.Services<TimeProvider>().GetUtcNow() - LayoutTrail.Shown);
        return ResponseJson.Ok(new StationList(
        [
            .. (await context.Services<StationDesk>().ListAsync(organisation)).Select(station => StationView.Of(station) with
            {
                Clock = clocks.TryGetValue(station.Id, out var clock) ? StationClock.Of(clock) : null,
                MangledAt = mangled.TryGetValue(station.Id, out var at) ? at : null,
            }),
        ]));
    }

    private static async Task<IResult> RevokeAsync(HttpContext context)
    {
        var desk = context.Services<StationDesk>();

        if (await desk.FindAsync(context.Request.RouteValues.Of("id")) is not { } station || !await MayAsync(context, station.Organisation))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        await desk.RevokeAsync(station, context.Caller());
        return ResponseJson.Ok(StationView.Of((await desk.FindAsync(station.Id))!));
    }

    private static async Task<IResult> EnrolAsync(HttpContext context)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        if (TextOf(body, "code") is not { } code)
        {
            return Problems.Field(FieldError.Of("code", "field-missing"));
        }

        if (AggregateEndpoints.CommandIdOf(context.Request, out var wrongKey) is not { } request)
        {
            return Problems.Field(wrongKey!);
        }

        var (enrolled, why) = await context.Services<StationDesk>().EnrolAsync(code, request);
        return enrolled is null ? Problems.From(why!) : ResponseJson.Ok(new StationEnrolled(StationView.Of(enrolled.Station), enrolled.Token));
    }

    private static async Task<IResult> SignInAsync(HttpContext context)
    {
        // The token of a station opens this door alone: it has no role.
        if (CallerClaims.CallerOf(context.User) is not { Role: Role.None } device || await context.Services<StationDesk>().OfDeviceAsync(device.Device.Text) is not { } station)
        {
            return Problems.Status(StatusCodes.Status401Unauthorized, Refusal.Forbidden("not-a-station"));
        }

        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        if ((TextOf(body, "badge") is null ? "badge" : TextOf(body, "pin") is null ? "pin" : null) is { } missing)
        {
            return Problems.Field(FieldError.Of(missing, "field-missing"));
        }

        var badges = context.Services<BadgeDesk>();
        var (membership, why) = await badges.CheckAsync(station, TextOf(body, "badge")!, TextOf(body, "pin")!);

        if (membership is null)
        {
            return Problems.From(why!);
        }

        var (secret, token) = await badges.TokenAsync(station, membership);
        var person = await context.Services<AccountDesk>().OfIdAsync(membership.Person);
        return ResponseJson.Ok(new OperatorSignedIn(secret, token.ExpiresAt, membership.Person, person?.Name, membership.Role, membership.InTraining));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        if (await context.Services<StationDesk>().OfDeviceAsync(context.Caller().Device.Text) is not { } station)
        {
            return Problems.From(Refusal.Forbidden("not-a-station"));
        }

        await context.Services<BadgeDesk>().EndTokenAsync(CallerClaims.KeyOf(context.User)!);
        return ResponseJson.Ok(StationView.Of(station));
    }

    private static async Task<IResult> WorkAsync(HttpContext context) =>
        CallerClaims.CallerOf(context.User) is { } device && await context.Services<StationDesk>().OfDeviceAsync(device.Device.Text) is { } station
            ? ResponseJson.Ok(await context.Services<StationWorkDesk>().OfAsync(station, device.Role, context.RequestAborted))
            : Problems.Status(StatusCodes.Status401Unauthorized, Refusal.Forbidden("not-a-station"));

    /// <summary>The address that a QR code of an enrolment holds: the camera of a telephone opens it, the station's program takes the code out of it.</summary>
    public static string AddressOf(HttpRequest request, string code) => $"{request.Scheme}://{request.Host}/station/enrol?code={code}";

    private static async Task<bool> MayAsync(HttpContext context, string organisation) =>
        await context.Services<Houses>().FindAsync(organisation) is { } house && Memberships.MayEnrolStations(StandingOf(context.Caller()), house);

    private static Standing StandingOf(Caller caller) => new(caller.Organisation, caller.Role);

    private static T Services<T>(this HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    private static string? TextOf(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
