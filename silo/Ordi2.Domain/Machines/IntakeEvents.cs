using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Domain.Machines;

[StoredAs("machine.declared.v1")]
public sealed record DeviceDeclared(DonationId Donation, DeviceType Type, string? Serial, OrganisationId? Pole) : MachineEvent
{
    /// <summary>The donor's own number (asset tag).</summary>
    public string? DonorNumber { get; init; }
}

[StoredAs("machine.picked-up.v1")]
public sealed record DevicePickedUp(DonationId Donation, RoundId Round, DeviceType Type, string? Load, OrganisationId? Pole) : MachineEvent;

/// <param name="Life">1 for the first reception; one more each time a known machine comes back under another donation.</param>
[StoredAs("machine.received.v1")]
public sealed record DeviceReceived(DonationId? Donation, DeviceType Type, string? Serial, OrganisationId? Pole, Restrictions Restrictions, int Life)
    : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }

    /// <summary>The donor's own number (asset tag).</summary>
    public string? DonorNumber { get; init; }
}

/// <param name="GoesBack">Whether the convention says that refused machines return to the donor.</param>
[StoredAs("machine.refused.v1")]
public sealed record DeviceRefused(string Reason, string? Photo, bool GoesBack) : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <summary>An operator in training, or in doubt, proposes; the supervisor decides.</summary>
[StoredAs("machine.triage-proposed.v1")]
public sealed record TriageProposed(Guid ScanId, Route Route, bool PowersOn, string CriteriaVersion) : MachineEvent
{
    public ImmutableArray<string> Defects { get; init; } = [];

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("machine.triaged.v1")]
public sealed record DeviceTriaged(Route Route, bool PowersOn, string CriteriaVersion) : MachineEvent
{
    public ImmutableArray<string> Defects { get; init; } = [];

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <summary>The donor took a refused machine back, knowing that we did not wipe it.</summary>
[StoredAs("machine.handed-back.v1")]
public sealed record DeviceHandedBack(string SignedBy, string? Document) : MachineEvent;

/// <summary>A machine that was received without a gift belongs to this one.</summary>
[StoredAs("machine.gift-attached.v1")]
public sealed record GiftAttached(DonationId Donation, OrganisationId? Pole, Restrictions Restrictions) : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }

    /// <summary>The donor's own number (asset tag).</summary>
    public string? DonorNumber { get; init; }
}
