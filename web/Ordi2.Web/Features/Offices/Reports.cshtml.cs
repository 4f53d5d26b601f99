using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Offices;

/// <summary>The reports that the reader may ask for: who each is for, and what it holds.</summary>
internal sealed class ReportsPage(Houses houses) : RolePage([.. ReportKinds.Roles])
{
    public ImmutableArray<DocumentKind> Kinds { get; private set; } = [];

    /// <summary>The sums of sessions are a page of their own: they are no document.</summary>
    public bool HasSessions => Caller.Role is Role.Coordinator or Role.Animator;

    public async Task OnGetAsync() =>
        Kinds = await houses.ProfileAsync(Caller.Organisation.Text) is { } office ? [.. ReportKinds.For(Caller.Role, office)] : [];
}
