namespace Ordi2.Ledger;

/// <summary>Folders and files that only the account of the program may read: the data, and every copy of them.</summary>
public static class OwnerOnly
{
    /// <summary>rw-------</summary>
    public const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>rwx------</summary>
    public const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    /// <summary>Makes the folder where there is none. One that is there keeps its rights: somebody else may have their reasons, or files in it.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OfFolder);
        }
    }

    /// <summary>Makes an empty file where there is none, and takes everybody else's rights away from one that is there.</summary>
    public static void MakeFile(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!File.Exists(path))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = OfFile,
            };
            File.Open(path, options).Dispose();
        }

        if ((File.GetUnixFileMode(path) & ~OfFolder) != UnixFileMode.None)
        {
            try
            {
                File.SetUnixFileMode(path, OfFile);
            }
            catch (UnauthorizedAccessException)
            {
                // It belongs to another account, which lets this one in on purpose.
            }
        }
    }
}
