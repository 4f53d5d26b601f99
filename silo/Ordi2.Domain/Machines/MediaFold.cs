using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>How audits, wipes and parts make the media of the machine.</summary>
public sealed partial record Machine
{
    private Machine Audit(AuditRecorded e, Provenance from) => Enter(MachineStatus.Audited, from) with
    {
        Audited = true,
        NoMediaConfirmed = e.Audit.Media.IsEmpty && (!e.NoMediaConfirmedBy.IsEmpty || PassedAsNone(e.Audit.Type == DeviceType.Unknown ? Type : e.Audit.Type)),
        SaidByTwo = !e.NoMediaConfirmedBy.IsEmpty,
        Media = Known(e.Audit.Media),
        Serial = e.Audit.Serial ?? Serial,
        Maker = e.Audit.Maker,
        Model = e.Audit.Model,
        Type = e.Audit.Type == DeviceType.Unknown ? Type : e.Audit.Type,
        KindSaidBy = Sayer(e.Audit.Type, from),
        Profile = e.Profile,
        Win11Eligible = e.Audit.Win11Eligible,
        Locked = !e.Locks.IsEmpty,

        // Listing the same media again gives no new tries.
        WipeRetries = Status == MachineStatus.Audited ? WipeRetries : 0,
    };

    /// <summary>An audit without a medium was accepted of such a kind without two persons; of accessories it no longer is, and what was accepted stands.</summary>
    private static bool PassedAsNone(DeviceType type) => type is DeviceType.Monitor or DeviceType.Accessory;

    /// <summary>The media of a new audit; one that is known by its serial stays as clean as it was.</summary>
    private ImmutableArray<StorageMedium> Known(ImmutableArray<AuditedMedium> listed)
    {
        var seen = listed.Select(medium => MediumOf(medium.Serial) is { Nameless: false, Present: true } known
            ? known with { SeenByAudit = true, State = known.Safe ? known.State : MediumState.Dirty }
            : StorageMedium.From(medium, MediumState.Dirty, seenByAudit: true));

        // What was destroyed or taken out stays on the record; what an audit no longer finds is not in the machine.
        var gone = Media
            .Where(medium => !listed.Any(found => string.Equals(found.Serial, medium.Serial, StringComparison.OrdinalIgnoreCase)))
            .Select(medium => medium.Present ? medium with { State = MediumState.Removed } : medium);

        return [.. seen, .. gone];
    }

    private Machine Wipe(MediaWiped e, Provenance from)
    {
        var next = this with { Media = [.. Media.Select(medium => Judge(medium, e.Results))] };
        return next.Media.Any(medium => !medium.Safe) ? next : next.Enter(MachineStatus.Wiped, from);
    }

    private static StorageMedium Judge(StorageMedium medium, ImmutableArray<WipeResult> results) =>
        medium.Present && results.FirstOrDefault(result => string.Equals(result.Serial, medium.Serial, StringComparison.OrdinalIgnoreCase)) is { } result
            ? medium with { State = result.State, Failures = medium.Failures + (result.State == MediumState.Failed ? 1 : 0) }
            : medium;

    private static StorageMedium StopRunning(StorageMedium medium) =>
        medium.State == MediumState.Running ? medium with { State = MediumState.Failed, Failures = medium.Failures + 1 } : medium;

    private Machine LeaveFailure(Provenance from) => Status == MachineStatus.WipeFailed ? Enter(MachineStatus.Audited, from) : this;

    private Machine Fit(PartFitted e, Provenance from) => this with
    {
        Parts = Parts.Add(new(e.Part, e.PartType, e.From, from.OccurredAt)),
        Taken = Taken.RemoveAll(taken => taken.Part == e.Part),
        Media = e.Medium is null ? Media : [.. Media.Where(medium => !string.Equals(medium.Serial, e.Medium.Serial, StringComparison.OrdinalIgnoreCase)), StorageMedium.From(e.Medium, e.MediumState, seenByAudit: false)],
        NoMediaConfirmed = NoMediaConfirmed && e.Medium is null,
    };

    private ImmutableArray<StorageMedium> Take(string serial) => Take(Media, serial);

    private static ImmutableArray<StorageMedium> Take(ImmutableArray<StorageMedium> media, string serial) =>
        media.Any(medium => string.Equals(medium.Serial, serial, StringComparison.OrdinalIgnoreCase))
            ? [.. media.Select(medium => string.Equals(medium.Serial, serial, StringComparison.OrdinalIgnoreCase) ? medium with { State = MediumState.Removed } : medium)]
            : media.Add(new(serial, MediumKind.Other, 0, Soldered: false, MediumState.Removed, 0, SeenByAudit: false));

    private ImmutableArray<StorageMedium> Dirtied() =>
        [.. Media.Select(medium => medium.Present ? medium with { State = MediumState.Dirty, Failures = 0 } : medium)];

    private ImmutableArray<StorageMedium> Change(ImmutableArray<string> serials, Func<StorageMedium, StorageMedium> change) =>
        [.. Media.Select(medium => serials.Contains(medium.Serial, StringComparer.OrdinalIgnoreCase) ? change(medium) : medium)];
}
