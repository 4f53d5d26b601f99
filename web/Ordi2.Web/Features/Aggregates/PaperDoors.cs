using Ordi2.Contracts;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Aggregates;

/// <summary>The pages of what a machine or a document names by its number, for whoever may open them: nobody is led to a page that is not theirs.</summary>
internal sealed class PaperDoors(AggregateQueries aggregates)
{
    /// <summary>Where it is read; nothing for somebody who has no such page, or does not see all of it.</summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="kind"><c>donation</c>, <c>dossier</c>, <c>delivery</c>, <c>loan</c> or <c>batch</c>; any other kind has no page.</param>
    /// <param name="id">Which one.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<string?> AddressAsync(Caller caller, string kind, string id, CancellationToken cancellationToken) =>
        PageOf(kind, caller.Role) is { } page
        && AggregateIds.IsOne(id)
        && await aggregates.GetAsync(kind, id, caller.Organisation.Text, cancellationToken) is { } related
        && caller.SeenOf(related).IsAll
            ? $"{page}/{id}"
            : null;

    private static string? PageOf(string kind, Role role) => (kind, role) switch
    {
        ("donation", Role.Donor) => "/donations",
        ("donation", Role.Coordinator) => "/offers",
        ("donation", Role.Storekeeper or Role.Supervisor) => "/receptions",
        ("dossier", Role.Animator or Role.Partner or Role.Coordinator) => "/dossiers",
        ("delivery", Role.Animator or Role.Storekeeper or Role.Supervisor or Role.Driver or Role.Coordinator) => "/deliveries",
        ("loan", Role.Animator or Role.Partner or Role.Supervisor or Role.Coordinator) => "/loans",
        ("batch", Role.Recycler or Role.Storekeeper or Role.Supervisor or Role.Coordinator) => "/batches",
        _ => null,
    };
}
