using Ordi2.Ledger;

namespace Ordi2.Web.Hosting;

/// <summary>Files that only the owner of the data may read. A reader finds the old one or the new one, never half of one.</summary>
internal static class OwnersFile
{
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var beside = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.WriteThrough };

        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly.OfFile;
        }

        await using (var file = new FileStream(beside, options))
        {
            await file.WriteAsync(content, cancellationToken);
        }

        File.Move(beside, path, overwrite: true);
    }
}
