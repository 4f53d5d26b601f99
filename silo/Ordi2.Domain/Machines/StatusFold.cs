using System.Collections.Immutable;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Machines;

/// <summary>How a machine enters a status, and what it has reached by that.</summary>
public sealed partial record Machine
{
    private Machine Enter(MachineStatus status, Provenance from) => this with { Status = status, StatusSince = from.OccurredAt, Reached = ReachedBy(status, from) };

    private ImmutableArray<ReachedMilestone> ReachedBy(MachineStatus status, Provenance from) =>
        Milestones.Of(status) is not { } name || Reached.Any(one => one.Name == name && one.Life == Lives)
            ? Reached
            : Reached.Add(new(name, Lives, from.RecordedAt, from.Organisation));

    /// <summary>Who said its kind first; whoever changes it is the first to say so.</summary>
    private PersonId? Sayer(DeviceType said, Provenance from) => said == DeviceType.Unknown || (said == Type && KindSaidBy is not null) ? KindSaidBy : from.Person;

    private Machine Receive(DeviceReceived e, Provenance from)
    {
        var next = (this with { Lives = e.Life }).Enter(MachineStatus.Received, from) with
        {
            Donation = e.Donation ?? Donation,
            PastGifts = e.Life > 1 && Donation is { } first && e.Donation is { } second && second != first ? PastGifts.Add(new(first, Status, Type)) : PastGifts,
            Type = e.Type == DeviceType.Unknown ? Type : e.Type,
            KindSaidBy = Sayer(e.Type, from),
            Serial = e.Serial ?? Serial,
            Pole = e.Pole ?? Pole,
            Restrictions = RestrictionRules.Tighten(Restrictions, e.Restrictions),
            Route = Route.None,
        };

        // A machine that comes back in a later life is done again from the start, as any dirty machine.
        return e.Life <= 1
            ? next
            : next with
            {
                Media = Dirtied(),
                Audited = false,
                NoMediaConfirmed = false,
                Grade = Grade.None,
                Allocation = null,
                Delivery = null,
                Loan = null,
                Batch = null,
                WipeRetries = 0,
            };
    }
}
