using Ordi2.Ledger;

namespace Ordi2.Web.Hosting;

/// <summary>What lies in the folder of the data is for the account of the program alone.</summary>
internal static class DataFolder
{
    // The log and its index are made by SQLite with the rights of the file beside them; those of an older version are made good too.
    private static readonly string[] OfSqlite = ["-wal", "-shm"];

    public static string SqliteFile(ServerSettings settings) => Path.Combine(settings.Data, "ordi2.db");

    /// <summary>Makes the folder and, on SQLite, an empty file in it, both closed to everybody else; a file of an older version is closed.</summary>
    public static void Prepare(ServerSettings settings)
    {
        OwnerOnly.MakeFolder(settings.Data);

        if (settings.Database is null)
        {
            OwnerOnly.MakeFile(SqliteFile(settings));

            foreach (var beside in OfSqlite.Select(end => SqliteFile(settings) + end).Where(File.Exists))
            {
                OwnerOnly.MakeFile(beside);
            }
        }
    }
}
