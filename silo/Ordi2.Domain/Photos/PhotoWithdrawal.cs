using Ordi2.Contracts;
using Ordi2.Contracts.Photos;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;

namespace Ordi2.Domain.Photos;

/// <summary>Where a photo of a machine stands.</summary>
public enum PhotoStatus
{
    Kept = 0,

    /// <summary>Its content is gone; that it was there, who took it away, when and why stays.</summary>
    Withdrawn,
}

/// <summary>
/// Who may take a photo of a machine away: who has the machine, and its pole. One that an event names as its proof stays, unless the
/// pole says that it shows a person.
/// </summary>
public static class PhotoWithdrawal
{
    private const string Withdraw = "withdraw";
    private const string WithdrawProof = "withdraw-proof";

    internal static readonly Life<PhotoStatus> Life = new(
        "photo",
        new(Withdraw, [PhotoStatus.Kept], [PhotoStatus.Withdrawn], [Supervisor.Of(ItsHolder), Coordinator.Of(ItsPole)]),
        new(WithdrawProof, [PhotoStatus.Kept], [PhotoStatus.Withdrawn], [Coordinator.Of(ItsPole)]));

    /// <summary>Whether somebody may take photos of a machine away at all.</summary>
    /// <param name="machine">Its label.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="relations">What the caller's organisation is to the machine.</param>
    public static bool May(string machine, Caller caller, RelationSet relations) => Stopped(Withdraw, machine, caller, relations) is null;

    /// <summary>Whether somebody may take away one that an event names, for the one reason that there is for it.</summary>
    /// <param name="machine">Its label.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="relations">What the caller's organisation is to the machine.</param>
    public static bool MayOfProof(string machine, Caller caller, RelationSet relations) => Stopped(WithdrawProof, machine, caller, relations) is null;

    /// <summary>Why a photo may not be taken away, or nothing.</summary>
    /// <param name="machine">Its label.</param>
    /// <param name="isProof">Whether an event names it.</param>
    /// <param name="reason">What for.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="relations">What the caller's organisation is to the machine.</param>
    public static Refusal? Stops(string machine, bool isProof, PhotoWithdrawalReason reason, Caller caller, RelationSet relations) =>
        Stopped(Withdraw, machine, caller, relations)
        ?? (isProof && (reason is not PhotoWithdrawalReason.PersonalData || !MayOfProof(machine, caller, relations)) ? Refusal.Conflict("photo-is-proof") : null);

    private static Refusal? Stopped(string step, string machine, Caller caller, RelationSet relations) =>
        Life.Stops(machine, step, PhotoStatus.Kept, caller, repeated: false, [.. Enum.GetValues<Relation>().Where(relations.Has)]);
}
