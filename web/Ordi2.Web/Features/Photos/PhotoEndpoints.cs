using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Barcodes.Pictures;
using Ordi2.Contracts;
using Ordi2.Contracts.Photos;
using Ordi2.Domain.Photos;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Photos;

/// <summary>The photos of a machine, for whoever sees all of it. No page that is open to everybody leads here.</summary>
internal static class PhotoEndpoints
{
    public static IServiceCollection AddPhotos(this IServiceCollection services) => services
        .AddSingleton<PhotoDesk>()
        .AddSingleton<IPictureDecoder>(static provider => new PictureDecoder(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<PhotoLabels>()
        .AddSingleton<PhotoWithdrawals>();

    public static IEndpointRouteBuilder MapPhotos(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/machines/{code}/photos").WithTags("Machines").RequireAuthorization(AccessFeature.Api);

        group.MapPost("", AddAsync)
            .Produces<PhotoView>(StatusCodes.Status201Created)
            .Produces<PhotoView>()
            .MayAnswer(401, 403, 404, 409, 413, 422, 429)
            .WithName("addMachinePhoto")
            .WithSummary("Keeps a photo of a machine: the body is the JPEG or PNG file itself. Its id goes into the command that speaks of it. 'takenAt' says when it was taken, by the clock of the device; with the header Ordi2-Sent-At that is set right.");

        group.MapGet("", ListAsync)
            .Produces<PhotoList>()
            .MayAnswer(401, 403, 404, 409, 422, 429)
            .WithName("listMachinePhotos")
            .WithSummary("The photos of a machine, without their content, and those that were taken away.");

        group.MapGet("/{id}", ReadAsync)
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg")
            .MayAnswer(401, 403, 404, 409, 410, 422, 429)
            .WithName("getMachinePhoto")
            .WithSummary("A photo of a machine. Its id is the SHA-256 of these bytes. 410 for one that was taken away.");

        group.MapPost("/{id}/withdraw", WithdrawAsync)
            .Accepts<WithdrawRequest>("application/json")
            .Produces<WithdrawnPhotoView>()
            .MayAnswer(400, 401, 403, 404, 409, 413, 415, 422, 429)
            .WithName("withdrawMachinePhoto")
            .WithSummary("Takes a photo of a machine away: its content goes, that it was there stays. For who has the machine (supervisor) and its pole (coordinator); one that an event names only by the pole, where it shows a person.");

        app.MapPost("/api/photos", DepositAsync)
            .WithTags("Machines").RequireAuthorization(AccessFeature.Api)
            .Produces<PhotoView>(StatusCodes.Status201Created)
            .Produces<PhotoView>()
            .MayAnswer(401, 403, 404, 409, 413, 422, 429)
            .WithName("depositPhoto")
            .WithSummary("Keeps a photo of the machine whose label is in it: the body is the JPEG or PNG file itself. Where no label, or several, can be read for certain nothing is kept and the answer says so.");

        // The same for the page, where a session takes the place of a token.
        app.MapGet("/machines/{code}/photos/{id}", ReadAsync).RequireAuthorization().ExcludeFromDescription();

        return app;
    }

    private static async Task<IResult> AddAsync(string code, HttpContext context, CodeResolver codes, PhotoDesk desk, PhotoAlbum album, ClockTrail clocks, TimeProvider time)
    {
        var (machine, refused) = await FindAsync(code, context, codes);

        if (refused is not null)
        {
            return Problems.From(refused);
        }

        var takenAt = TakenAt(context, clocks, time);
        var (picture, why) = await PictureOfAsync(context);
        return picture is null ? await RefusedAsync(context, why!) : await KeepAsync(machine, picture, takenAt, context, desk, album);
    }

    private static async Task<IResult> DepositAsync(HttpContext context, CodeResolver codes, PhotoLabels labels, PhotoDesk desk, PhotoAlbum album, ClockTrail clocks, TimeProvider time)
    {
        var takenAt = TakenAt(context, clocks, time);
        var (picture, why) = await PictureOfAsync(context);

        if (picture is null)
        {
            return await RefusedAsync(context, why!);
        }

        var (code, unread) = await labels.MachineInAsync(picture.Content, context.RequestAborted);

        if (code is null)
        {
            return Problems.From(unread!);
        }

        var (machine, refused) = await FindAsync(code, context, codes);
        return refused is null ? await KeepAsync(machine, picture, takenAt, context, desk, album) : Problems.From(refused);
    }

    /// <summary>When the photo was taken, by our clock; nothing where its device does not say so.</summary>
    private static DateTimeOffset? TakenAt(HttpContext context, ClockTrail clocks, TimeProvider time)
    {
        // Before the body: how long it takes to come is not a fault of the device's clock.
        var arrival = new Arrival(time.GetUtcNow(), ClockTrail.SentAt(context.Request));
        clocks.Note(context.Request, context.Caller(), arrival.At);
        return ClockTrail.MomentOf(context.Request.Query["takenAt"]) is { } said ? arrival.SetRight(said) : null;
    }

    private static async Task<(Picture? Picture, Refusal? Why)> PictureOfAsync(HttpContext context)
    {
        LargeBodies.Expect(context);
        return context.Request.ContentLength > Picture.MostBytes ? (null, Picture.TooLarge) : await PhotoDesk.ReadAsync(context.Request.Body, context.RequestAborted);
    }

    private static async Task<IResult> RefusedAsync(HttpContext context, Refusal why) => why == Picture.TooLarge ? await TooLargeAsync(context) : Problems.From(why);

    private static async Task<IResult> KeepAsync(string machine, Picture picture, DateTimeOffset? takenAt, HttpContext context, PhotoDesk desk, PhotoAlbum album)
    {
        var before = await album.ListAsync(machine, context.RequestAborted);
        var (photo, why) = await desk.TakeAsync(machine, picture, context.Caller(), mayChoose: true, context.RequestAborted, takenAt);

        return photo is null ? Problems.From(why!)
            : before.FirstOrDefault(one => one.Id == photo.Id) is { } known ? ResponseJson.Ok(PhotoView.Of(machine, known))
            : ResponseJson.Created($"/api/machines/{machine}/photos/{photo.Id}", PhotoView.Of(machine, photo));
    }

    private static async Task<IResult> ListAsync(string code, HttpContext context, CodeResolver codes, PhotoAlbum album)
    {
        var (machine, refused) = await FindAsync(code, context, codes);

        return refused is not null
            ? Problems.From(refused)
            : ResponseJson.Ok(new PhotoList(
                [.. (await album.ListAsync(machine, context.RequestAborted)).Select(photo => PhotoView.Of(machine, photo))],
                [.. (await album.WithdrawnAsync(machine, context.RequestAborted)).Select(WithdrawnPhotoView.Of)]));
    }

    private static async Task<IResult> WithdrawAsync(string code, string id, HttpContext context, CodeResolver codes, PhotoWithdrawals withdrawals)
    {
        var (found, seen, refused) = await codes.FindSeenAsync(code, context.Caller(), context.RequestAborted);

        if (refused is not null || !seen.IsAll)
        {
            return Problems.From(refused ?? Refusal.Forbidden("not-allowed"));
        }

        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        if (!body.TryGetProperty("reason", out var said) || said.ValueKind is not JsonValueKind.String || !Codes.TryParse<PhotoWithdrawalReason>(said.GetString(), out var reason))
        {
            return Problems.Field(FieldError.Of("reason", "field-wrong"));
        }

        var (photo, why) = await withdrawals.WithdrawAsync(found, id, reason, context.Caller(), context.RequestAborted);
        return photo is null ? Problems.From(why!) : ResponseJson.Ok(WithdrawnPhotoView.Of(photo));
    }

    private static async Task<IResult> ReadAsync(string code, string id, HttpContext context, CodeResolver codes, PhotoAlbum album, PhotoWithdrawals withdrawals)
    {
        var (machine, refused) = await FindAsync(code, context, codes);

        if (refused is not null)
        {
            return Problems.From(refused);
        }

        if (await album.ReadAsync(machine, id, context.RequestAborted) is not ({ } mediaType, { } content))
        {
            return await withdrawals.FindAsync(machine, id, context.RequestAborted) is { } withdrawn
                ? Problems.Status(StatusCodes.Status410Gone, Refusal.NotFound("photo-withdrawn", Refusal.Moment(withdrawn.At), withdrawn.Reason.Code()))
                : Problems.From(Refusal.NotFound("not-found"));
        }

        Guard(context);
        return Results.Bytes(content, mediaType);
    }

    /// <summary>What goes with the content of a photo, wherever it is shown.</summary>
    public static void Guard(HttpContext context)
    {
        // Somebody's file, on our address: it is drawn, and whatever else it may be to a browser it does nothing.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.ContentDisposition = "inline";

        // It may be taken away, and the next at this computer may be somebody else: no browser keeps it.
        context.Response.Headers.CacheControl = "private, no-store";
    }

    private static async Task<IResult> TooLargeAsync(HttpContext context)
    {
        await LargeBodies.HearOutAsync(context);
        return Problems.Status(StatusCodes.Status413PayloadTooLarge, Picture.TooLarge);
    }

    private static async Task<(string Machine, Refusal? Refused)> FindAsync(string code, HttpContext context, CodeResolver codes)
    {
        var (found, seen, refused) = await codes.FindSeenAsync(code, context.Caller(), context.RequestAborted);
        return refused is not null ? (string.Empty, refused)
            : seen.IsAll ? (found.Row.Id, null)
            : (string.Empty, Refusal.Forbidden("not-allowed"));
    }
}

/// <summary>A photo of a machine.</summary>
/// <param name="Id">The SHA-256 of its content: what a command names it by.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Size of its content.</param>
/// <param name="At">When it was taken, where its device says so and that was some days ago at most; else when it came.</param>
/// <param name="Organisation">Whose member gave it; nobody's where it came through the public page.</param>
/// <param name="Address">Where its content is.</param>
/// <param name="Machine">Of which machine.</param>
internal sealed record PhotoView(string Id, string MediaType, int Width, int Height, int Bytes, DateTimeOffset At, string? Organisation, string Address, string Machine)
{
    public static PhotoView Of(string machine, MachinePhoto photo) => new(
        photo.Id, photo.MediaType, photo.Width, photo.Height, photo.Bytes, photo.At, photo.Organisation, $"/api/machines/{machine}/photos/{photo.Id}", machine);
}

/// <summary>A photo that was taken away from a machine.</summary>
/// <param name="Id">The SHA-256 of the content that is gone: what events name it by.</param>
/// <param name="At">When it was taken away.</param>
/// <param name="Reason">Why.</param>
/// <param name="Organisation">Whose member took it away.</param>
internal sealed record WithdrawnPhotoView(string Id, DateTimeOffset At, PhotoWithdrawalReason Reason, string Organisation)
{
    public static WithdrawnPhotoView Of(WithdrawnPhoto photo) => new(photo.Id, photo.At, photo.Reason, photo.Organisation);
}

/// <summary>Why a photo is taken away.</summary>
internal sealed record WithdrawRequest(PhotoWithdrawalReason Reason);

/// <summary>The photos of a machine, the first first, and those that were taken away.</summary>
internal sealed record PhotoList(ImmutableArray<PhotoView> Items, ImmutableArray<WithdrawnPhotoView> Withdrawn);
