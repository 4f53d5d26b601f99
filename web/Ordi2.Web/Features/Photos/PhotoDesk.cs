using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Domain.Photos;
using Ordi2.Ledger;
using Ordi2.Ledger.Photos;

namespace Ordi2.Web.Features.Photos;

/// <summary>
/// Takes photos of machines in: looks at what they are, writes them anew without what else they carry, and keeps them. What the
/// journal then says of one is its id, which is the hash of what is kept.
/// </summary>
internal sealed class PhotoDesk(PhotoAlbum album, TimeProvider time)
{
    /// <summary>The file in a form.</summary>
    public const string FileField = "photo-file";

    /// <summary>The id of one that came with the same form before, when it was sent back, or of one that was chosen among those that the machine has.</summary>
    public const string KeptField = "photo";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    // What a form says that it had, and the machine has not: nobody is to think that it goes along.
    private static readonly Refusal Gone = Refusal.Conflict("photo-gone");

    /// <summary>Keeps a photo of a machine. Whether the sender may is asked before.</summary>
    /// <param name="machine">Its label.</param>
    /// <param name="file">What was sent.</param>
    /// <param name="caller">Who gives it.</param>
    /// <param name="mayChoose">Whether one may name a photo in its place that the machine has: what is said where there is no room for more.</param>
    /// <param name="cancellationToken">Whoever sent it is gone.</param>
    public async Task<(MachinePhoto? Photo, Refusal? Why)> TakeAsync(string machine, Stream file, Caller caller, bool mayChoose, CancellationToken cancellationToken)
    {
        var (picture, why) = await ReadAsync(file, cancellationToken);
        return picture is null ? (null, why) : await TakeAsync(machine, picture, caller, mayChoose, cancellationToken);
    }

    /// <summary>Keeps a photo of a machine. Whether the sender may is asked before.</summary>
    /// <param name="machine">Its label.</param>
    /// <param name="picture">What was sent.</param>
    /// <param name="caller">Who gives it.</param>
    /// <param name="mayChoose">Whether one may name a photo in its place that the machine has: what is said where there is no room for more.</param>
    /// <param name="cancellationToken">Whoever sent it is gone.</param>
    /// <param name="takenAt">When it was taken, by our clock; nothing where that is not known.</param>
    public async Task<(MachinePhoto? Photo, Refusal? Why)> TakeAsync(
        string machine, Picture picture, Caller caller, bool mayChoose, CancellationToken cancellationToken, DateTimeOffset? takenAt = null)
    {
        var photo = Photo(picture, caller, takenAt);
        var why = await AddAsync(machine, photo, picture, PhotoLimits.MostOfAnOrganisation, mayChoose ? "photos-too-many-choose" : "photos-too-many", report: null, cancellationToken);
        return why is null ? (photo, null) : (null, why);
    }

    /// <summary>
    /// The photo of a form: the file that came with it, else the one that came with it before or was chosen. Nothing where there is
    /// none. A file that is no photo does not take the place of the one before.
    /// </summary>
    /// <param name="request">The form.</param>
    /// <param name="machine">Label of the machine.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="mayAdd">Whether a new one is kept; else the file counts only if the machine has the same already, as when a form is sent twice.</param>
    /// <param name="mayChoose">Whether the form offers those that the machine has.</param>
    public async Task<(string? Id, Refusal? Why)> OfFormAsync(HttpRequest request, string machine, Caller caller, bool mayAdd = true, bool mayChoose = false)
    {
        var aborted = request.HttpContext.RequestAborted;
        var kept = await OfMachineAsync(request.Form[KeptField].ToString());

        if (FileOf(request) is not { } file)
        {
            return (kept, kept is null && IsIn(request) ? Gone : null);
        }

        await using var content = file.OpenReadStream();

        if (!mayAdd)
        {
            var (picture, _) = await ReadAsync(content, aborted);
            return (picture is null ? kept : await OfMachineAsync(picture.Id) ?? kept, null);
        }

        var (photo, why) = await TakeAsync(machine, content, caller, mayChoose, aborted);
        return (photo?.Id ?? kept, why);

        async Task<string?> OfMachineAsync(string id) =>
            id.Length > 0 && (await album.ListAsync(machine, aborted)).Any(photo => photo.Id == id) ? id : null;
    }

    /// <summary>Whether a form brings or names a photo.</summary>
    public static bool IsIn(HttpRequest request) => FileOf(request) is not null || request.Form[KeptField].ToString().Length > 0;

    /// <summary>The photos of a machine that a form offers to choose from: those of the period in which there is no room for others, the latest first.</summary>
    public async Task<IReadOnlyList<MachinePhoto>> RecentAsync(string machine, CancellationToken cancellationToken)
    {
        var since = PhotoLimits.Since(time.GetUtcNow());
        return [.. (await album.ListAsync(machine, cancellationToken)).Where(photo => photo.At > since).Reverse()];
    }

    /// <summary>The same for a report by somebody whom nobody knows: looked at, and not kept yet.</summary>
    public async Task<(GivenPhoto? Photo, Refusal? Why)> OfReportAsync(HttpRequest request, string machine)
    {
        var aborted = request.HttpContext.RequestAborted;
        var kept = request.Form[KeptField].ToString() is { Length: > 0 } id && await album.CameWithReportAsync(machine, id, aborted) ? new GivenPhoto(id) : null;

        if (FileOf(request) is not { } file)
        {
            return (kept, kept is null && IsIn(request) ? Gone : null);
        }

        await using var content = file.OpenReadStream();
        var (picture, why) = await ReadAsync(content, aborted);
        return picture is null ? (kept, why) : (new(picture.Id, picture), null);
    }

    /// <summary>Lays a photo down for the report that names it: when that is there the machine has both, and before it has neither.</summary>
    /// <param name="machine">Its label.</param>
    /// <param name="photo">Which.</param>
    /// <param name="report">The stream that the report begins.</param>
    /// <param name="cancellationToken">Whoever sent it is gone.</param>
    public async Task<Refusal?> KeepForReportAsync(string machine, GivenPhoto photo, string report, CancellationToken cancellationToken)
    {
        if (photo.New is { } picture)
        {
            return await AddAsync(machine, Photo(picture, caller: null), picture, PhotoLimits.MostOfThePublic, "photos-too-many", report, cancellationToken);
        }

        return await album.AddAgainAsync(machine, photo.Id, report, time.GetUtcNow(), cancellationToken) ? null : Gone;
    }

    private async Task<Refusal?> AddAsync(
        string machine, MachinePhoto photo, Picture picture, int most, string tooMany, string? report, CancellationToken cancellationToken) =>
        await album.AddAsync(machine, photo, picture.Content, new(most, PhotoLimits.Since(photo.At)), report, cancellationToken) switch
        {
            PhotoAdded.TooMany => Refusal.Conflict(tooMany, most.ToString(CultureInfo.InvariantCulture), PhotoLimits.PeriodDays.ToString(CultureInfo.InvariantCulture)),
            PhotoAdded.Withdrawn => Refusal.Conflict("photo-was-withdrawn"),
            _ => null,
        };

    private MachinePhoto Photo(Picture picture, Caller? caller, DateTimeOffset? takenAt = null) => new(
        picture.Id, picture.MediaType, picture.Width, picture.Height, picture.Content.Length, MomentOf(takenAt, time.GetUtcNow()).ToStored(), caller?.Organisation.Text, caller?.Person.Text);

    /// <summary>A telephone without network keeps a photo for some days. What claims to be older would count for no limit: it was taken when it came.</summary>
    private static DateTimeOffset MomentOf(DateTimeOffset? takenAt, DateTimeOffset now) => takenAt is { } taken && taken <= now && now - taken <= LongestWait ? taken : now;

    private static IFormFile? FileOf(HttpRequest request) => request.Form.Files.GetFile(FileField) is { Length: > 0 } file ? file : null;

    /// <summary>The picture that somebody sent; as much is read as a photo may have, and no byte more.</summary>
    public static async Task<(Picture? Picture, Refusal? Why)> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];

        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (content.Length + read > Picture.MostBytes)
            {
                return (null, Picture.TooLarge);
            }

            content.Write(buffer.AsSpan(0, read));
        }

        return Picture.Read(content.GetBuffer().AsSpan(0, (int)content.Length));
    }
}

/// <summary>A photo that came with a report of somebody whom nobody knows.</summary>
/// <param name="Id">What it is known by.</param>
/// <param name="New">What it is; nothing for one that came with the form before.</param>
internal sealed record GivenPhoto(string Id, Picture? New = null);
