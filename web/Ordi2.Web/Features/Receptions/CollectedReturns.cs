using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Receptions;

/// <summary>What an EPN does next with a machine that came back to it.</summary>
/// <param name="Address">Where it is done.</param>
/// <param name="IsOffered">Whether a handover waits already to be confirmed.</param>
internal sealed record GivingOn(string Address, bool IsOffered);

/// <summary>
/// Machines that an EPN took back from a partner (domain.md 4.3, transition 26) or from whoever found them (34): nobody works on them
/// there. They go on to the workshop by a handover, which one side offers and the other confirms (4.1).
/// </summary>
internal sealed class CollectedReturns(ReturnQueries returns, PaperDesk papers, Houses houses)
{
    /// <summary>An address has its length: the rest is offered after these.</summary>
    private const int MostInAnAddress = 40;

    /// <summary>Machines of the caller's house that stand at an EPN.</summary>
    public async Task<ImmutableArray<MachineRow>> ElsewhereAsync(Caller caller, CancellationToken cancellationToken)
    {
        var rows = await returns.ElsewhereAsync(caller.Organisation.Text, cancellationToken);
        var holders = await Task.WhenAll(rows.Select(row => row.Holder!).Distinct(StringComparer.Ordinal).Select(houses.ProfileAsync));
        var epns = holders.Where(house => house?.Activities.Contains(Activity.Epn) is true).Select(house => house!.Id.Text).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(row => epns.Contains(row.Holder!))];
    }

    /// <summary>Machines that stand at the caller's house, are another's, and of which no handover is under way.</summary>
    public async Task<ImmutableArray<MachineRow>> HereAsync(Caller caller, CancellationToken cancellationToken)
    {
        var rows = await returns.OfOthersAsync(caller.Organisation.Text, cancellationToken: cancellationToken);

        if (rows.IsEmpty)
        {
            return rows;
        }

        var offered = (await papers.InAsync<HandoverTerms, HandoverStatus>(caller, "handover", cancellationToken, HandoverStatus.Offered))
            .SelectMany(handover => handover.Machines).ToHashSet();
        return [.. rows.Where(row => !offered.Contains(new(row.Id)))];
    }

    /// <summary>What the EPN does next with a machine that it took back: the handover that waits, or a new one with the machine filled in.</summary>
    public async Task<GivingOn?> OnwardAsync(Caller caller, MachineRow row, CancellationToken cancellationToken)
    {
        if (caller.Role is not Role.Animator
            || row.Status is not MachineStatus.Received
            || row.Holder != caller.Organisation.Text
            || (await returns.OfOthersAsync(row.Holder, row.Id, cancellationToken)).IsEmpty)
        {
            return null;
        }

        var open = (await papers.ListAsync<HandoverTerms>(
            caller, "handover", filter => filter with { About = $"machine/{row.Id}", Status = HandoverStatus.Offered.Code(), Limit = 1 }, cancellationToken)).Items;
        return open is [var waiting] ? new($"/handovers/{waiting.Id}", IsOffered: true) : new(AddressOf(row.Owner, [row]), IsOffered: false);
    }

    /// <summary>The form of a handover with the machines and the receiver filled in.</summary>
    public static string AddressOf(string? owner, IEnumerable<MachineRow> rows) =>
        $"/handovers/new?machines={Uri.EscapeDataString(string.Join(',', rows.Take(MostInAnAddress).Select(row => row.Id)))}{(owner is null ? null : $"&to={Uri.EscapeDataString(owner)}")}";
}
