using System.Text.Json;
using System.Text.Json.Serialization;
using Ordi2.Ledger;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Station;

/// <summary>The station cannot work as it is set up; the sentence says what to do.</summary>
internal sealed class StationException(string french, string english) : Exception(BothLanguages.Say(french, english));

/// <summary>Somebody who signed in at this station, with the token for what they scan.</summary>
/// <param name="Token">The secret.</param>
/// <param name="Called">How the screen calls them.</param>
/// <param name="Role">Their role, as the server says it.</param>
/// <param name="ExpiresAt">Until then it is good.</param>
internal sealed record SignedInOperator(string Token, string? Called = null, string? Role = null, DateTimeOffset? ExpiresAt = null);

/// <summary>What this device is: which station of which server, and who works at it.</summary>
internal sealed record StationState
{
    /// <summary>Whoever sends with the token of a program, where there is no badge.</summary>
    public const string Program = "program";

    public required Uri Server { get; init; }

    /// <summary>The device, as the history of machines names it.</summary>
    public required string Device { get; init; }

    public string? Name { get; init; }

    public string? Organisation { get; init; }

    public string? Site { get; init; }

    /// <summary>The token of the station, which lets operators in; nothing where a program's token is used.</summary>
    public string? Token { get; init; }

    /// <summary>Who signed in last; what is scanned is theirs.</summary>
    public string? Current { get; init; }

    /// <summary>Everybody whose scans may still wait, by their opaque id.</summary>
    public Dictionary<string, SignedInOperator> Operators { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The gifts that were expected at the dock when the server told of them last.</summary>
    public Gift[] Gifts { get; init; } = [];

    /// <summary>The deliveries that were packed here when the server told of them last.</summary>
    public PackingList[] Packing { get; init; } = [];

    /// <summary>The codes that were printed for boxes, as the server told of them last.</summary>
    public string[] Boxes { get; init; } = [];

    /// <summary>The codes of the badges of this house, likewise.</summary>
    public string[] Badges { get; init; } = [];

    /// <summary>The address as the outbox keeps it.</summary>
    [JsonIgnore]
    public string Address => Server.GetLeftPart(UriPartial.Authority);

    /// <summary>In whose name a scan of now is kept.</summary>
    [JsonIgnore]
    public Origin? Origin => Current is { } person ? new(Address, Device, person) : null;

    [JsonIgnore]
    public SignedInOperator? Operator => Current is { } person ? Operators.GetValueOrDefault(person) : null;
}

/// <summary>The file with the tokens of this station, which its owner alone can read. It is whole or the one before, whenever the power goes.</summary>
internal sealed class StationFile(string folder) : ITokens
{
    private const string Name = "station.json";
    private const string OutboxName = "outbox.db";

    private readonly Lock _one = new();
    private (DateTime WrittenAt, long Length, StationState State)? _known;

    public string FilePath { get; } = Path.Combine(folder, Name);

    public string OutboxPath { get; } = Path.Combine(folder, OutboxName);

    /// <summary>Where a station keeps its things where nothing else is said.</summary>
    public static string DefaultFolder =>
        Environment.GetEnvironmentVariable("ORDI2_STATION") is { Length: > 0 } given ? given
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "ordi2-station");

    /// <summary>What the file says; read again when another program has written it.</summary>
    /// <returns>Nothing where this device is not enrolled.</returns>
    /// <exception cref="StationException">It cannot be read.</exception>
    public StationState? Read()
    {
        lock (_one)
        {
            var file = new FileInfo(FilePath);

            if (!file.Exists)
            {
                return null;
            }

            if (_known is { } known && known.WrittenAt == file.LastWriteTimeUtc && known.Length == file.Length)
            {
                return known.State;
            }

            try
            {
                // Somebody may have copied it with other rights.
                OwnerOnly.MakeFile(FilePath);
                var state = JsonSerializer.Deserialize<StationState>(File.ReadAllBytes(FilePath), Wire.Options) ?? throw new JsonException("nothing");
                _known = (file.LastWriteTimeUtc, file.Length, state);
                return state;
            }
            catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
            {
                throw new StationException(
                    $"{FilePath} ne se lit pas ({problem.Message}). Inscrivez ce poste de nouveau : Ordi2.Scanner enrol --server ADRESSE --code CODE. Ce qui attend dans la file d'envoi reste.",
                    $"{FilePath} cannot be read ({problem.Message}). Enrol this station again: Ordi2.Scanner enrol --server ADDRESS --code CODE. What waits to be sent stays.");
            }
        }
    }

    /// <summary>What the file says of an enrolled device.</summary>
    /// <exception cref="StationException">It is not enrolled.</exception>
    public StationState Required() => Read()
        ?? throw new StationException(
            "Ce poste n'est pas inscrit. Sur le site, ouvrez « Postes », annoncez un poste, puis lancez ici : Ordi2.Scanner enrol --server ADRESSE --code CODE",
            "This station is not enrolled. On the site open “Stations”, announce a station, then run here: Ordi2.Scanner enrol --server ADDRESS --code CODE");

    public void Write(StationState state)
    {
        lock (_one)
        {
            OwnerOnly.MakeFolder(folder);
            var beside = $"{FilePath}.{Environment.ProcessId}.new";
            File.Delete(beside);
            OwnerOnly.MakeFile(beside);

            using (var file = new FileStream(beside, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 4096, FileOptions.WriteThrough))
            {
                file.SetLength(0);
                JsonSerializer.Serialize(file, state, Wire.Indented);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, FilePath, overwrite: true);
            var written = new FileInfo(FilePath);
            _known = (written.LastWriteTimeUtc, written.Length, state);
        }
    }

    public string? Of(Origin origin) => Read() is { } state && state.Address == origin.Server ? state.Operators.GetValueOrDefault(origin.Person)?.Token : null;
}
