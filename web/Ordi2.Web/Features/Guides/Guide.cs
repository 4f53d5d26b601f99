using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Guides;

/// <summary>One of the things that somebody with a role does first.</summary>
/// <param name="Key">Its words: <c>guide-{Key}</c>, and why it matters: <c>guide-hint-{Key}</c>.</param>
/// <param name="Href">Where it is done.</param>
/// <param name="Done">Whether it was done, by what the ledger and the accounts show now.</param>
internal sealed record GuideStep(string Key, string Href, bool Done);

/// <summary>The first steps of a role, each ticked by the facts: nobody ticks one by hand, and no tick is kept.</summary>
internal interface IRoleGuide
{
    Role Role { get; }

    Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken);
}

/// <summary>The first steps of somebody, in the order in which they are done.</summary>
internal sealed record Guide(ImmutableArray<GuideStep> Steps)
{
    public int Done => Steps.Count(step => step.Done);

    /// <summary>Nothing is left: the list closes itself.</summary>
    public bool IsOver => Done == Steps.Length;
}

/// <summary>A guide on a page.</summary>
/// <param name="Page">Who says its words.</param>
/// <param name="Guide">What is in it.</param>
/// <param name="IsHidden">Their owner put it away from their home.</param>
internal sealed record ShownGuide(WebPage Page, Guide Guide, bool IsHidden);

/// <summary>Finds the first steps of whoever is signed in with this browser.</summary>
internal sealed class GuideDesk(IEnumerable<IRoleGuide> guides)
{
    /// <summary>Their first steps, hidden or not; nothing for somebody whose role has none.</summary>
    public async Task<Guide?> ReadAsync(HttpContext context) =>
        context.SignedIn() is { } me && guides.FirstOrDefault(guide => guide.Role == me.Caller.Role) is { } guide
            ? new(await guide.ReadAsync(me, context.RequestAborted))
            : null;
}
