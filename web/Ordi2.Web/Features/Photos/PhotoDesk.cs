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
    /// <summary>Of one machine, from all who work with it.</summary>
    public const int MostOfAMachine = 60;

    /// <summary>Of one machine, from people whom nobody knows.</summary>
    public const int MostOfThePublic = 5;

    /// <summary>The file in a form.</summary>
    public const string FileField = "photo-file";

    /// <summary>The id of one that came with the same form before, when it was sent back.</summary>
    public const string KeptField = "photo";

    /// <summary>Keeps a photo of a machine. Whether the sender may is asked before.</summary>
    /// <param name="machine">Its label.</param>
    /// <param name="file">What was sent.</param>
    /// <param name="caller">Who gives it; nobody for who found a machine.</param>
    /// <param name="cancellationToken">Whoever sent it is gone.</param>
    public async Task<(MachinePhoto? Photo, Refusal? Why)> TakeAsync(string machine, Stream file, Caller? caller, CancellationToken cancellationToken)
    {
        if (await ReadAsync(file, cancellationToken) is not { } content)
        {
            return (null, Picture.TooLarge);
        }

        var (picture, why) = Picture.Read(content.GetBuffer().AsSpan(0, (int)content.Length));

        if (picture is null)
        {
            return (null, why);
        }

        var most = caller is null ? MostOfThePublic : MostOfAMachine;
        var photo = new MachinePhoto(
            picture.Id, picture.MediaType, picture.Width, picture.Height, picture.Content.Length, time.GetUtcNow().ToStored(), caller?.Organisation.Text, caller?.Person.Text);
        return await album.AddAsync(machine, photo, picture.Content, most, cancellationToken)
            ? (photo, null)
            : (null, Refusal.Conflict("photos-too-many", most.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The photo of a form: the file that came with it, else the one that came with it before. Nothing where there is none.</summary>
    public async Task<(string? Id, Refusal? Why)> OfFormAsync(HttpRequest request, string machine, Caller? caller)
    {
        var aborted = request.HttpContext.RequestAborted;

        if (request.Form.Files.GetFile(FileField) is { Length: > 0 } file)
        {
            await using var content = file.OpenReadStream();
            var (photo, why) = await TakeAsync(machine, content, caller, aborted);
            return (photo?.Id, why);
        }

        return request.Form[KeptField].ToString() is { Length: > 0 } kept && (await album.ListAsync(machine, aborted)).Any(photo => photo.Id == kept)
            ? (kept, null)
            : (null, null);
    }

    /// <summary>As much as a photo may have, and no byte more; nothing where it has more.</summary>
    private static async Task<MemoryStream?> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];

        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (content.Length + read > Picture.MostBytes)
            {
                return null;
            }

            content.Write(buffer.AsSpan(0, read));
        }

        return content;
    }
}
