using Ordi2.Contracts;
using Ordi2.Ledger;

namespace Ordi2.Web.Hosting;

/// <summary>Where the server listens and keeps its data.</summary>
/// <param name="Data">Folder of the data.</param>
/// <param name="Database">PostgreSQL connection string; none means SQLite in the folder.</param>
/// <param name="Urls">Addresses to listen on, separated by semicolons.</param>
internal sealed record ServerSettings(string Data, string? Database, string Urls)
{
    /// <summary>Fill an empty system with the fictional territory.</summary>
    public bool Demo { get; init; }

    public const string DefaultUrls = "http://127.0.0.1:5080";
    public const string DefaultData = "./data";

    public const string DataVariable = "ORDI2_DATA";
    public const string DatabaseVariable = "ORDI2_DATABASE";
    public const string UrlsVariable = "ORDI2_URLS";
    public const string LogVariable = "ORDI2_LOG";

    /// <summary>Where the data is, for people; never the connection string, which may hold a password.</summary>
    public string Where => Database is null ? Data : $"{Data}, PostgreSQL";

    /// <summary>What the command line says, else the environment, else the default.</summary>
    public static ServerSettings From(string? data, string? database, string? urls) => new(
        Path.GetFullPath(Given(data, DataVariable) ?? DefaultData),
        PostgresOrNone(Given(database, DatabaseVariable)),
        Given(urls, UrlsVariable) ?? DefaultUrls);

    /// <summary>A mistake in the address must not begin an empty system in a file of that name. It may hold a password and is not repeated.</summary>
    private static string? PostgresOrNone(string? database) => database is null || DatabaseAddress.Parse(database).IsPostgres
        ? database
        : throw new UsageException(Refusal.Invalid("database-address-wrong"));

    private static string? Given(string? option, string variable) =>
        !string.IsNullOrWhiteSpace(option) ? option
        : Environment.GetEnvironmentVariable(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value
        : null;
}
