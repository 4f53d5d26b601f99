using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Configurations;

namespace Ordi2.Web.Features.Inbox;

/// <summary>Why a machine needs a person.</summary>
internal enum ExceptionKind
{
    /// <summary>A scan waits, or something was noticed.</summary>
    Waiting,

    /// <summary>Somebody else says to have it, and its holder has not answered.</summary>
    Claimed,

    /// <summary>A hold stops it.</summary>
    Blocked,

    WipeFailed,

    CheckFailed,

    /// <summary>A repair stands still until somebody finds or orders the part.</summary>
    PartAwaited,

    /// <summary>Ready for so long that nobody believes it any more.</summary>
    Aged,
}

/// <summary>A machine that needs a person.</summary>
/// <param name="Row">Where it stands.</param>
/// <param name="Waiting">The scans that wait, where the list is about them.</param>
/// <param name="Findings">What was noticed, in words.</param>
internal sealed record MachineException(MachineRow Row, ImmutableArray<WaitingScan> Waiting, ImmutableArray<(string Code, string Sentence)> Findings)
{
    /// <summary>An operator in training proposes a triage, and nobody has decided.</summary>
    public bool IsProposal => Waiting.Any(scan => scan.Settle == "triage");
}

/// <summary>The exceptions of a workshop, an EPN or a pole: what a person has to settle, by the rights of the inbox of the API.</summary>
internal sealed class Exceptions(InboxQueries inbox, ClaimQueries claims, MachineQueries machines, RulesInForce rules, TimeProvider time)
{
    public const int PageLength = 50;

    /// <summary>One page; on it, what people in training propose comes first. A cursor that is none of ours leads to an empty one.</summary>
    public async Task<(ImmutableArray<MachineException> Items, string? Next)> ListAsync(
        Caller caller, ExceptionKind kind, string language, string? cursor, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return kind switch
            {
                ExceptionKind.Waiting => await WaitingAsync(caller, language, cursor, limit, cancellationToken),
                ExceptionKind.Claimed => Told(await ClaimedAsync(caller, cursor, limit, cancellationToken)),
                _ => Told(await OthersAsync(caller, kind, cursor, limit, cancellationToken)),
            };
        }
        catch (InvalidCursorException)
        {
            return ([], null);
        }
    }

    /// <summary>The machines that wait, of the pole for its coordinator, of the house for the others.</summary>
    /// <exception cref="InvalidCursorException">The cursor is none of ours.</exception>
    public async Task<(ImmutableArray<MachineRow> Rows, string? Next)> WaitingRowsAsync(Caller caller, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var rows = OfPole(caller)
            ? await inbox.OfPoleAsync(caller.Organisation.Text, cursor, limit, cancellationToken)
            : await inbox.OfOrganisationAsync(caller.Organisation.Text, cursor, limit, cancellationToken);
        return (rows, rows.Length == limit ? InboxQueries.CursorOf(rows[^1]) : null);
    }

    /// <summary>What has been ready since before this moment is aged, by the rules of the pole.</summary>
    public async Task<DateTimeOffset> AgedBeforeAsync(Caller caller) => time.GetUtcNow().AddDays(-(await rules.ForAsync(caller)).AgedStockDays);

    /// <summary>Whether somebody may open the inbox at all.</summary>
    public static bool MayOpen(Caller caller) => OfPole(caller) || Sees(caller, Relation.ItsHolder);

    /// <summary>Whether a machine is in the inbox of somebody.</summary>
    public static bool IsIn(Caller caller, MachineRow row) => OfPole(caller) ? row.Pole == caller.Organisation.Text : Sees(caller, Relation.ItsHolder) && row.Holder == caller.Organisation.Text;

    private async Task<(ImmutableArray<MachineException> Items, string? Next)> WaitingAsync(
        Caller caller, string language, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var (rows, next) = await WaitingRowsAsync(caller, cursor, limit, cancellationToken);

        // Asked together, the histories are one question to the database.
        var items = await Task.WhenAll(rows.Select(async row =>
        {
            var history = await machines.HistoryAsync(row.Id, cancellationToken);
            return new MachineException(row, row.HeldScans == 0 ? [] : WaitingScans.Of(history, caller, language), FindingWords.Of(row, history, language));
        }));
        return ([.. items.OrderBy(item => !item.IsProposal)], next);
    }

    private static (ImmutableArray<MachineException> Items, string? Next) Told(MachinePage page) =>
        ([.. page.Rows.Select(row => new MachineException(row, [], []))], page.Cursor);

    private Task<MachinePage> ClaimedAsync(Caller caller, string? cursor, int limit, CancellationToken cancellationToken) => OfPole(caller)
        ? claims.OfPoleAsync(caller.Organisation.Text, cursor, limit, cancellationToken)
        : claims.OfHolderAsync(caller.Organisation.Text, cursor, limit, cancellationToken);

    private async Task<MachinePage> OthersAsync(Caller caller, ExceptionKind kind, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var filter = new MachineFilter
        {
            Holder = OfPole(caller) ? null : caller.Organisation.Text,
            Pole = OfPole(caller) ? caller.Organisation.Text : null,
            Cursor = cursor,
            Limit = limit,
        };

        return await machines.ListAsync(
            kind switch
            {
                ExceptionKind.Blocked => filter with { Blocked = true },
                ExceptionKind.WipeFailed => filter with { Status = MachineStatus.WipeFailed },
                ExceptionKind.CheckFailed => filter with { Status = MachineStatus.QcFailed },
                ExceptionKind.PartAwaited => filter with { Status = MachineStatus.AwaitingPart },
                _ => filter with { Status = MachineStatus.Ready, ReadyUntil = await AgedBeforeAsync(caller) },
            },
            cancellationToken);
    }

    private static bool OfPole(Caller caller) => Sees(caller, Relation.ItsPole);

    private static bool Sees(Caller caller, Relation relation) => !caller.SeenOf("inbox", RelationSet.Of(relation)).IsNothing;
}
