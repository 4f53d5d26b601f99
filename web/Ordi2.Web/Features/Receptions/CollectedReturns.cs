using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Receptions;

/// <summary>
/// Machines that an EPN took back from a partner (domain.md 4.3, transition 26): nobody works on them there. They go on to the
/// workshop by a handover, which one side offers and the other confirms (4.1). What stands in a workshop came as a gift or is worked on: only at an EPN that
/// is none has a received machine come back.
/// </summary>
internal sealed class CollectedReturns(MachineQueries machines, PaperDesk papers, Houses houses)
{
    /// <summary>An address has its length: the rest is offered after these.</summary>
    private const int MostInAnAddress = 40;

    /// <summary>Machines of the caller's house that an EPN took back and has.</summary>
    public async Task<ImmutableArray<MachineRow>> ElsewhereAsync(Caller caller, CancellationToken cancellationToken)
    {
        var away = (await ReceivedAsync(new MachineFilter { Owner = caller.Organisation.Text }, cancellationToken)).Where(row => row.Holder is { } holder && holder != caller.Organisation.Text).ToArray();
        HashSet<string> collecting = [];

        foreach (var holder in away.Select(row => row.Holder!).Distinct())
        {
            if (await CollectsAsync(holder))
            {
                collecting.Add(holder);
            }
        }

        return [.. away.Where(row => collecting.Contains(row.Holder!))];
    }

    /// <summary>Machines that stand at the caller's EPN, are another's, and of which no handover is under way.</summary>
    public async Task<ImmutableArray<MachineRow>> HereAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!await CollectsAsync(caller.Organisation.Text))
        {
            return [];
        }

        var offered = (await papers.InAsync<HandoverTerms, HandoverStatus>(caller, "handover", cancellationToken, HandoverStatus.Offered))
            .SelectMany(handover => handover.Machines).ToHashSet();
        return [.. (await ReceivedAsync(new MachineFilter { Holder = caller.Organisation.Text }, cancellationToken)).Where(row => IsAnothers(row.Owner, caller) && !offered.Contains(new(row.Id)))];
    }

    /// <summary>What the EPN does next with a machine that it took back: the handover that waits, or a new one with the machine filled in.</summary>
    public async Task<string?> OnwardAsync(Caller caller, MachineRow row, CancellationToken cancellationToken)
    {
        if (caller.Role is not Role.Animator || row.Status is not MachineStatus.Received || row.Holder != caller.Organisation.Text || !IsAnothers(row.Owner, caller) || !await CollectsAsync(row.Holder))
        {
            return null;
        }

        var open = (await papers.ListAsync<HandoverTerms>(
            caller, "handover", filter => filter with { About = $"machine/{row.Id}", Status = HandoverStatus.Offered.Code(), Limit = 1 }, cancellationToken)).Items;
        return open is [var waiting] ? $"/handovers/{waiting.Id}" : AddressOf(row.Owner, [row]);
    }

    /// <summary>The form of a handover with the machines and the receiver filled in.</summary>
    public static string AddressOf(string? owner, IEnumerable<MachineRow> rows) =>
        $"/handovers/new?machines={Uri.EscapeDataString(string.Join(',', rows.Take(MostInAnAddress).Select(row => row.Id)))}{(owner is null ? null : $"&to={Uri.EscapeDataString(owner)}")}";

    private async Task<bool> CollectsAsync(string house) =>
        await houses.ProfileAsync(house) is { Activities: var does } && does.Contains(Activity.Epn) && !does.Contains(Activity.Workshop);

    private static bool IsAnothers(string? owner, Caller caller) => owner != caller.Organisation.Text;

    private async Task<List<MachineRow>> ReceivedAsync(MachineFilter filter, CancellationToken cancellationToken)
    {
        List<MachineRow> rows = [];
        string? cursor = null;

        do
        {
            var page = await machines.ListAsync(filter with { Status = MachineStatus.Received, Cursor = cursor, Limit = MachineFilter.MostRows }, cancellationToken);
            rows.AddRange(page.Rows);
            cursor = page.Cursor;
        }
        while (cursor is not null && rows.Count < PaperDesk.MostLookedThrough);

        return rows;
    }
}
