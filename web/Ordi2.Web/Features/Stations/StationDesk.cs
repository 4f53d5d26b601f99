using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Stations;

/// <summary>A station that was just announced, with the code that enrols a device as it: shown this once.</summary>
internal sealed record AnnouncedStation(Station Station, string Code);

/// <summary>A device that was just enrolled, with its token: given this once.</summary>
internal sealed record EnrolledStation(Station Station, string Token);

/// <summary>What became of an enrolment: the device that is a station now, or why none is.</summary>
internal sealed record Enrolment(EnrolledStation? Enrolled, Refusal? Why = null);

/// <summary>The stations: announced by somebody of the workshop, enrolled by the device itself with a one-time code, revoked when a device is lost.</summary>
internal sealed class StationDesk(AccountDatabase database, ITokenStore tokens, TokenDirectory directory, SessionDirectory sessions, DeviceClocks clocks, DeviceLayouts layouts, IAuditLog log, TimeProvider time)
{
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);

    /// <summary>The first letters of a station's id, so that a device in the history is known for one.</summary>
    public const string Prefix = "station-";

    /// <summary>A device stays enrolled until it is revoked: its token lasts as long as a device does.</summary>
    private static readonly TimeSpan TokenLife = TimeSpan.FromDays(3650);

    private const int CodeSymbols = 10;
    private const int LongestCode = 80;

    /// <summary>Announces a station.</summary>
    public async Task<AnnouncedStation> AnnounceAsync(OrganisationId organisation, string? site, string name, Caller by, string? id = null)
    {
        var now = time.GetUtcNow();
        var code = RandomNumberGenerator.GetString(LabelCode.Alphabet, CodeSymbols);
        var station = new Station
        {
            Id = Prefix + (id ?? Guid.CreateVersion7().ToString("N")),
            Organisation = organisation.Text,
            Site = site,
            Name = name.Trim(),
            CodeHash = HashOf(code),
            CodeExpiresAt = now + CodeLife,
            MadeBy = by.Person.Text,
            MadeAt = now,
        };
        database.Stations.Add(station);
        await database.SaveChangesAsync();
        await log.NoteAsync(time, "station-announced", by, station.Id);
        return new(station, $"{code[..5]}-{code[5..]}");
    }

    /// <summary>The station that a code would enrol a device as; nothing once it was used or is over.</summary>
    public async Task<Station?> OfCodeAsync(string? code)
    {
        var hash = HashOf(code is { Length: <= LongestCode } ? code : string.Empty);
        return await database.Stations.AsNoTracking().FirstOrDefaultAsync(it => it.CodeHash == hash && it.RevokedAt == null) is { } station && time.GetUtcNow() < station.CodeExpiresAt
            ? station
            : null;
    }

    /// <summary>Enrols the device that shows the code. Of two that show it at once, one is enrolled.</summary>
    /// <param name="code">What it shows.</param>
    /// <param name="request">Chosen by the device, the same each time that it asks: the answer may not have come. Then the code is good once more, for it alone.</param>
    public async Task<Enrolment> EnrolAsync(string? code, Guid? request = null)
    {
        var now = time.GetUtcNow();
        var again = request is { } key ? $"{code}{key:N}" : null;
        var spent = again is null ? null : HashOf(again);

        if ((await OfCodeAsync(code) ?? await OfCodeAsync(again)) is not { } station
            || await database.Stations.Where(it => it.Id == station.Id && it.CodeHash == station.CodeHash && it.Token == station.Token && it.RevokedAt == null).ExecuteUpdateAsync(
                set => set.SetProperty(it => it.CodeHash, spent).SetProperty(it => it.EnrolledAt, now).SetProperty(it => it.Token, (string?)null)) != 1)
        {
            return new(null, Refusal.Conflict("enrolment-code-over"));
        }

        if (station.Token is { } lost)
        {
            await tokens.RevokeAsync(lost, now);
        }

        var (secret, id) = (TokenSecret.Make(), Guid.CreateVersion7().ToString("N"));

        // A station by itself has no role: it can let operators in, and nothing else.
        var caller = new Caller(new(station.Id), new(station.Organisation), Role.None, new(station.Id));
        await tokens.AddAsync(new ApiToken(id, caller, now, now + TokenLife, null), TokenSecret.Hash(secret));
        await database.Stations.Where(it => it.Id == station.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.Token, id));
        await log.NoteAsync(time, "station-enrolled", caller, station.Id);
        (station.CodeHash, station.EnrolledAt, station.Token) = (spent, now, id);
        return new(new EnrolledStation(station, secret));
    }

    /// <summary>The station whose token this is.</summary>
    public async Task<Station?> OfTokenAsync(string? secret) =>
        secret is not null && await directory.FindBySecretAsync(secret) is { Caller.Role: Role.None } token ? await OfDeviceAsync(token.Caller.Device.Text) : null;

    /// <summary>The station that a device is, while it is enrolled.</summary>
    public Task<Station?> OfDeviceAsync(string device) =>
        database.Stations.AsNoTracking().FirstOrDefaultAsync(it => it.Id == device && it.EnrolledAt != null && it.RevokedAt == null);

    /// <summary>The stations of an organisation, the latest first; revoked ones stay in the list.</summary>
    public async Task<IReadOnlyList<Station>> ListAsync(string organisation) =>
        [.. (await database.Stations.AsNoTracking().Where(it => it.Organisation == organisation).ToListAsync()).OrderByDescending(it => it.MadeAt)];

    public Task<Station?> FindAsync(string id) => database.Stations.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id);

    /// <summary>Revokes a station: its device, and whoever works at it, are out. Revoking twice changes nothing.</summary>
    public async Task RevokeAsync(Station station, Caller by)
    {
        var now = time.GetUtcNow();

        if (await database.Stations.Where(it => it.Id == station.Id && it.RevokedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(it => it.RevokedAt, now).SetProperty(it => it.CodeHash, (byte[]?)null)) != 1)
        {
            return;
        }

        await tokens.RevokeAsync(new TokenFilter { Device = station.Id }, now);
        await sessions.EndAtStationAsync(station.Id);
        await clocks.ForgetAsync(station.Organisation, station.Id);
        await layouts.ForgetAsync(station.Organisation, station.Id);
        await log.NoteAsync(time, "station-revoked", by, station.Id);
    }

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))));
}
