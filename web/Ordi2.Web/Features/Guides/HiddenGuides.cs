using Microsoft.EntityFrameworkCore;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Guides;

/// <summary>
/// Who put their first steps away. It is kept with the membership, so that it is the same on every device, and each role that somebody has shows its own.
/// Asked of the tables each time: the process that answers next may not be the one that wrote it.
/// </summary>
internal sealed class HiddenGuides(IDbContextFactory<AccountDatabase> databases, TimeProvider time)
{
    public async Task<bool> HasAsync(SignedIn me, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Memberships.AnyAsync(it => it.Id == me.Membership.Id && it.GuideHiddenAt != null, cancellationToken);
    }

    public Task HideAsync(SignedIn me, CancellationToken cancellationToken) => WriteAsync(me, time.GetUtcNow(), cancellationToken);

    public Task ShowAsync(SignedIn me, CancellationToken cancellationToken) => WriteAsync(me, hiddenAt: null, cancellationToken);

    private async Task WriteAsync(SignedIn me, DateTimeOffset? hiddenAt, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Memberships.Where(it => it.Id == me.Membership.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(it => it.GuideHiddenAt, hiddenAt), cancellationToken);
    }
}
