using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;

namespace Ordi2.Web.Features.Machines;

/// <summary>What is known of a machine from its history, for the rare page that asks more than its row says.</summary>
internal static class MachineFold
{
    public static Machine Of(StreamHistory history) => Machine.Fold(Read(history));

    /// <summary>The last audit that still holds: none that was corrected.</summary>
    public static AuditRecorded? LastAuditOf(StreamHistory history)
    {
        Recorded<MachineEvent>[] recorded = [.. Read(history)];
        var voids = Machine.Voids(recorded);
        return recorded.LastOrDefault(one => one.Event is AuditRecorded && !voids.ContainsKey(one.Seq))?.Event as AuditRecorded;
    }

    private static IEnumerable<Recorded<MachineEvent>> Read(StreamHistory history) => history.Events.Select(stored => new Recorded<MachineEvent>(
        stored.Seq,
        EventCatalog<MachineEvent>.Read(stored.Type, stored.Told.Span),
        new(stored.OccurredAt, stored.RecordedAt, new(stored.Actor), new(stored.Organisation), new(stored.Device), stored.ClientEventId)));
}
