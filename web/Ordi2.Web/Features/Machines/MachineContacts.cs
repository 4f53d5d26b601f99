using System.Text.Json;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Machines;

/// <summary>To whom whoever holds a machine turns, and where it is given back. An organisation that closed is nobody to turn to.</summary>
/// <param name="Lent">It is lent, and has an owner.</param>
/// <param name="Relay">The EPN that answers for it: of the loan as it stands now, or where it waits for a partner.</param>
/// <param name="GiveBackTo">Who takes it back.</param>
/// <param name="Pole">The pole of the territory.</param>
internal sealed record MachineContacts(bool Lent, OrganisationProfile? Relay, OrganisationProfile? GiveBackTo, OrganisationProfile? Pole)
{
    /// <summary>Who helps with it.</summary>
    public OrganisationProfile? Helper => Relay ?? Pole;

    public static async Task<MachineContacts> OfAsync(MachineRow machine, AggregateQueries aggregates, Houses houses, CancellationToken cancellationToken)
    {
        // A relay that closes hands its loans on; the loan names who took it over.
        var loan = machine.Loan is { } lent && await aggregates.GetAsync(Kinds.Loan.Name, lent, cancellationToken) is { } row
            ? JsonSerializer.Deserialize<LoanTerms>(row.Body, WireJson.Options)
            : null;
        var relay = await OpenAsync(loan?.Relay.Text ?? (machine.Status is MachineStatus.AtEpn ? machine.Holder : null));
        var giveBackTo = loan?.CollectPoint is { } point ? await OpenAsync(point.Text) ?? relay : loan is null ? null : relay;

        return new(loan is not null, relay, giveBackTo, machine.Pole is { } pole ? await houses.ProfileAsync(pole) : null);

        async Task<OrganisationProfile?> OpenAsync(string? id) =>
            id is not null && await houses.ProfileAsync(id) is { Status: not OrganisationStatus.Closed } open ? open : null;
    }
}
