using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Processes;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Inbox;

/// <summary>What a person has to settle, kind by kind; each machine leads to the page where it is settled.</summary>
internal sealed class InboxPage(Exceptions exceptions, PaperDesk papers) : RolePage(Role.Supervisor, Role.Coordinator, Role.Animator)
{
    public static readonly ImmutableArray<ExceptionKind> Kinds = [.. Enum.GetValues<ExceptionKind>()];

    public ExceptionKind Kind { get; private set; }

    public ImmutableArray<MachineException> Items { get; private set; } = [];

    /// <summary>Processes that could not take everything back.</summary>
    public int Unsettled { get; private set; }

    public string? Next { get; private set; }

    public string? First { get; private set; }

    /// <summary>Exceptions of the bench are the workshop's and the pole's.</summary>
    public IEnumerable<ExceptionKind> Shown => Caller.Role is Role.Animator ? [ExceptionKind.Waiting, ExceptionKind.Claimed, ExceptionKind.Blocked] : Kinds;

    public static string AddressOf(ExceptionKind kind) => kind is ExceptionKind.Waiting ? "/inbox" : $"/inbox?show={kind}";

    public async Task OnGetAsync(string? show, string? cursor, CancellationToken cancellationToken)
    {
        Kind = Enum.TryParse<ExceptionKind>(show, out var kind) && Shown.Contains(kind) ? kind : ExceptionKind.Waiting;
        (Items, var next) = await exceptions.ListAsync(Caller, Kind, ReadersLanguage, cursor, Exceptions.PageLength, cancellationToken);
        Unsettled = (await UnsettledPage.OfAsync(papers, Caller, cancellationToken)).Length;
        Next = next is null ? null : $"/inbox?show={Kind}&cursor={Uri.EscapeDataString(next)}";
        First = cursor is null ? null : AddressOf(Kind);
    }

    /// <summary>Why it is in the list, in words.</summary>
    public IEnumerable<string> WhyOf(MachineException item) => Kind switch
    {
        ExceptionKind.Waiting => [.. item.Waiting.Select(scan => scan.Settle == "triage" ? Say("inbox-proposal") : scan.Call is not null ? Say("inbox-call") : scan.Reason.Message), .. item.Findings.Select(finding => finding.Sentence)],
        ExceptionKind.Claimed => [item.Row.ClaimUntil is { } until ? Say("inbox-claimed", Date(until)) : Say("claim-pending")],
        ExceptionKind.Blocked => HoldsOf(item.Row).Select(hold => Word(hold.Code())),
        ExceptionKind.PartAwaited => [Count("inbox-awaits", (long)(Time.GetUtcNow() - item.Row.StatusSince).TotalDays)],
        ExceptionKind.Aged => [Count("inbox-aged", (long)(Time.GetUtcNow() - item.Row.InStockSince).TotalDays)],
        _ => [Word(item.Row.Status)],
    };

    public static IEnumerable<Hold> HoldsOf(MachineRow row) => Enum.GetValues<Hold>().Where(hold => (row.Holds & (1 << (int)hold)) != 0);
}
