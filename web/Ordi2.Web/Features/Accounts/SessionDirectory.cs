using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Somebody in a browser: the membership in use, and the session itself.</summary>
internal sealed record SignedIn(Caller Caller, SignInSession Session, Membership Membership)
{
    /// <summary>The public name of a session, by which its requests are counted.</summary>
    public string Key => $"session:{Session.Id}";
}

/// <summary>
/// The sessions of people in their browsers. A cookie only names one: what its owner may do is looked up, so that a session that was ended, a
/// membership that was taken away and a station that was revoked are over at once in this process and within 2 seconds in the others.
/// </summary>
internal sealed class SessionDirectory(IServiceProvider services, OrganisationDoor door, TimeProvider time)
{
    /// <summary>How long somebody stays signed in.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(10);

    /// <summary>How long an operator may do nothing before the station asks for a badge again.</summary>
    public static readonly TimeSpan LifeAtStation = TimeSpan.FromMinutes(10);

    private const int MostRemembered = 10_000;

    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    // Asked for when somebody comes: making ready the account tables would slow the start, at which boards begin to look for sessions that are over.
    private IDbContextFactory<AccountDatabase> Databases => services.GetRequiredService<IDbContextFactory<AccountDatabase>>();

    private readonly ConcurrentDictionary<string, (SignedIn? SignedIn, long AskedAt)> _answers = new(StringComparer.Ordinal);

    /// <summary>The session of this name, when it is good now.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="isSomebody">Somebody does something: at a station that is what keeps the session. What a page asks by itself does not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<SignedIn?> FindAsync(string id, bool isSomebody, CancellationToken cancellationToken = default)
    {
        if (_answers.TryGetValue(id, out var known) && time.GetElapsedTime(known.AskedAt) < Believed && !(isSomebody && IsToBeSeen(known.SignedIn?.Session)))
        {
            return known.SignedIn is { } remembered && time.GetUtcNow() < remembered.Session.ExpiresAt ? remembered : null;
        }

        if (_answers.Count >= MostRemembered)
        {
            _answers.Clear();
        }

        var asked = time.GetTimestamp();
        var found = await AskAsync(id, isSomebody, cancellationToken);
        _answers[id] = (found, asked);
        return found;
    }

    /// <summary>Begins a session.</summary>
    public async Task<SignInSession> OpenAsync(
        Membership membership, HttpContext context, bool secondFactor, string? station = null, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var session = new SignInSession
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Person = membership.Person,
            Membership = membership.Id,
            Station = station,
            Browser = Surroundings.BrowserOf(context.Request),
            CameFrom = Surroundings.NetworkOf(context.Connection.RemoteIpAddress),
            SecondFactor = secondFactor,
            StartedAt = now,
            SeenAt = now,
            ExpiresAt = now + (station is null ? Life : LifeAtStation),
        };
        await using var database = await Databases.CreateDbContextAsync(cancellationToken);
        database.Sessions.Add(session);
        await database.SaveChangesAsync(cancellationToken);
        return session;
    }

    /// <summary>The sessions of a person that are good now, the latest first.</summary>
    public async Task<IReadOnlyList<SignInSession>> OfAsync(string person, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        await using var database = await Databases.CreateDbContextAsync(cancellationToken);
        var open = await database.Sessions.AsNoTracking().Where(session => session.Person == person && session.EndedAt == null).ToListAsync(cancellationToken);
        return [.. open.Where(session => now < session.ExpiresAt).OrderByDescending(session => session.StartedAt)];
    }

    /// <summary>Ends one session of a person. Whether there was one.</summary>
    public Task<bool> EndAsync(string person, string id, CancellationToken cancellationToken = default) =>
        EndAsync(sessions => sessions.Where(session => session.Person == person && session.Id == id), cancellationToken);

    /// <summary>Ends every session of a person, but for the one that asks for it.</summary>
    public Task<bool> EndAllAsync(string person, string? but = null, CancellationToken cancellationToken = default) =>
        EndAsync(sessions => sessions.Where(session => session.Person == person && session.Id != but), cancellationToken);

    /// <summary>Ends every session at a station.</summary>
    public Task<bool> EndAtStationAsync(string station, CancellationToken cancellationToken = default) =>
        EndAsync(sessions => sessions.Where(session => session.Station == station), cancellationToken);

    /// <summary>Goes on in another membership of the same person.</summary>
    public async Task<bool> SwitchAsync(SignedIn signedIn, string membership, CancellationToken cancellationToken = default)
    {
        await using var database = await Databases.CreateDbContextAsync(cancellationToken);
        var theirs = await database.Memberships.AsNoTracking()
            .FirstOrDefaultAsync(it => it.Id == membership && it.Person == signedIn.Session.Person && it.EndedAt == null, cancellationToken);

        if (theirs is null || signedIn.Session.Station is not null || !await door.IsOpenAsync(new(theirs.Organisation), cancellationToken))
        {
            return false;
        }

        await database.Sessions.Where(session => session.Id == signedIn.Session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.Membership, membership), cancellationToken);
        Forget(signedIn.Session.Id);
        return true;
    }

    /// <summary>What was believed of a person is asked again: their memberships have changed.</summary>
    public void ForgetPerson(string person)
    {
        foreach (var (id, _) in _answers.Where(answer => answer.Value.SignedIn?.Session.Person == person))
        {
            Forget(id);
        }
    }

    private void Forget(string id) => _answers.TryRemove(id, out _);

    private async Task<bool> EndAsync(Func<IQueryable<SignInSession>, IQueryable<SignInSession>> which, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await Databases.CreateDbContextAsync(cancellationToken);
        var ending = await which(database.Sessions.Where(session => session.EndedAt == null)).ToListAsync(cancellationToken);

        foreach (var session in ending)
        {
            session.EndedAt = now;
        }

        await database.SaveChangesAsync(cancellationToken);
        ending.ForEach(session => Forget(session.Id));
        return ending.Count > 0;
    }

    private bool IsToBeSeen(SignInSession? session) => session is not null && time.GetUtcNow() - session.SeenAt >= SeenEvery;

    private async Task<SignedIn?> AskAsync(string id, bool isSomebody, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await Databases.CreateDbContextAsync(cancellationToken);
        var session = await database.Sessions.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id, cancellationToken);

        if (session is not { EndedAt: null } || now >= session.ExpiresAt
            || await database.Memberships.AsNoTracking().FirstOrDefaultAsync(it => it.Id == session.Membership, cancellationToken) is not { EndedAt: null } membership
            || (session.Station is { } station && !await database.Stations.AnyAsync(it => it.Id == station && it.RevokedAt == null, cancellationToken))
            || !await door.IsOpenAsync(new(membership.Organisation), cancellationToken))
        {
            return null;
        }

        if (isSomebody && IsToBeSeen(session))
        {
            session.SeenAt = now;
            session.ExpiresAt = session.Station is null ? session.ExpiresAt : now + LifeAtStation;
            await database.Sessions.Where(it => it.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(it => it.SeenAt, session.SeenAt).SetProperty(it => it.ExpiresAt, session.ExpiresAt), cancellationToken);
        }

        return new(membership.Caller(session.Station ?? "web"), session, membership);
    }
}
