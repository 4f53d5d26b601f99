using Ordi2.Barcodes.Pictures;
using Ordi2.Contracts;

namespace Ordi2.Web.Features.Photos;

/// <summary>
/// Reads the label in a photo that came without a word of which machine it is. What cannot be read for certain is not guessed. A look takes all of a processor for
/// up to <see cref="PictureDecoder.Patience"/>: a few at a time.
/// </summary>
internal sealed partial class PhotoLabels(IPictureDecoder decoder, ILogger<PhotoLabels> logger) : IDisposable
{
    private const int AtOnce = 2;

    private readonly SemaphoreSlim _looks = new(AtOnce);

    /// <summary>The machine whose label is in a picture.</summary>
    /// <param name="picture">JPEG or PNG.</param>
    /// <param name="cancellationToken">Whoever sent it is gone.</param>
    /// <returns>Its code, or why there is none.</returns>
    public async Task<(string? Code, Refusal? Why)> MachineInAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        await _looks.WaitAsync(cancellationToken);

        try
        {
            return await Task.Run(() => MachineIn(picture, cancellationToken), cancellationToken);
        }
        catch (MissingLibraryException missing)
        {
            Log.LibraryMissing(logger, missing);
            return (null, Refusal.Conflict("pictures-not-read-here", missing.Package));
        }
        finally
        {
            _looks.Release();
        }
    }

    public void Dispose() => _looks.Dispose();

    private (string? Code, Refusal? Why) MachineIn(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(picture.ToArray(), writable: false);

        if (decoder.Decode(stream, Wanted.Labels, cancellationToken) is not PictureRead read)
        {
            return (null, Refusal.Invalid("photo-without-label"));
        }

        string[] codes = [.. read.Machines.Select(code => code.Text)];
        return codes switch
        {
            [] => (null, Refusal.Invalid("not-a-machine", read.Labels.First().Text)),
            [var only] => (only, null),
            _ => (null, Refusal.Invalid("photo-several-labels", string.Join(", ", codes))),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Photos that come without a code are refused: this computer cannot read pictures.")]
        public static partial void LibraryMissing(ILogger logger, Exception exception);
    }
}
