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

        // Counted and closed in one statement: whatever breaks off after it, the account is never closed without an end.
        DateTimeOffset? until = now + Closed;

        if (await mine.Where(it => it.AccessFailedCount < Most && it.LockoutEnd == null).ExecuteUpdateAsync(set => set
            .SetProperty(it => it.LockoutEnd, it => it.AccessFailedCount + 1 >= Most ? until : null)
            .SetProperty(it => it.AccessFailedCount, it => it.AccessFailedCount + 1)) != 1)
        {
            // Closed without an end, by a process that broke off before this was one statement: it ends as well.
            await mine.Where(it => it.AccessFailedCount >= Most && it.LockoutEnd == null).ExecuteUpdateAsync(set => set.SetProperty(it => it.LockoutEnd, until));
            return false;
        }

        await database.Entry(person).ReloadAsync();
        return true;
    }

    /// <summary>
    /// It was right: all is forgotten, or, where a second factor is still to come, only this try. What is left is counted by the database: while a
    /// password was looked at, others may have guessed at the code.
    /// </summary>
    public async Task RightAsync(Person person, bool complete)
    {
        var mine = database.People.Where(it => it.Id == person.Id);

        // The wrong ones alone are at most one less than close an account, so what this try closed is open again.
        await (complete
            ? mine.ExecuteUpdateAsync(set => set.SetProperty(it => it.LockoutEnd, (DateTimeOffset?)null).SetProperty(it => it.AccessFailedCount, 0))
            : mine.Where(it => it.AccessFailedCount > 0).ExecuteUpdateAsync(set => set
                .SetProperty(it => it.LockoutEnd, (DateTimeOffset?)null)
                .SetProperty(it => it.AccessFailedCount, it => it.AccessFailedCount - 1)));
        await database.Entry(person).ReloadAsync();
    }
}
