using Microsoft.EntityFrameworkCore;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// Counts wrong passwords and codes of a person, and closes the account for a while after too many. A try is counted before it is looked at, by the
/// database: many at once are no more than many after one another.
/// </summary>
internal sealed class Tries(AccountDatabase database, TimeProvider time)
{
    /// <summary>Wrong passwords or codes in a row before an account is closed.</summary>
    public const int Most = 5;

    /// <summary>How long it is closed.</summary>
    public static readonly TimeSpan Closed = TimeSpan.FromMinutes(15);

    /// <summary>Whether this person may try once more.</summary>
    public async Task<bool> BeginAsync(Person person)
    {
        var now = time.GetUtcNow();
        var mine = database.People.Where(it => it.Id == person.Id);

        if (person.LockoutEnd is { } end && end <= now)
        {
            await mine.Where(it => it.LockoutEnd == end).ExecuteUpdateAsync(
                set => set.SetProperty(it => it.LockoutEnd, (DateTimeOffset?)null).SetProperty(it => it.AccessFailedCount, 0));
        }

        if (await mine.Where(it => it.AccessFailedCount < Most && it.LockoutEnd == null)
            .ExecuteUpdateAsync(set => set.SetProperty(it => it.AccessFailedCount, it => it.AccessFailedCount + 1)) != 1)
        {
            return false;
        }

        DateTimeOffset? until = now + Closed;
        await mine.Where(it => it.AccessFailedCount >= Most && it.LockoutEnd == null).ExecuteUpdateAsync(set => set.SetProperty(it => it.LockoutEnd, until));
        await database.Entry(person).ReloadAsync();
        return true;
    }

    /// <summary>It was right: all is forgotten, or, where a second factor is still to come, only this try.</summary>
    public async Task RightAsync(Person person, bool complete)
    {
        var left = complete ? 0 : Math.Max(0, person.AccessFailedCount - 1);
        await database.People.Where(it => it.Id == person.Id).ExecuteUpdateAsync(
            set => set.SetProperty(it => it.LockoutEnd, (DateTimeOffset?)null).SetProperty(it => it.AccessFailedCount, left));
        await database.Entry(person).ReloadAsync();
    }
}
