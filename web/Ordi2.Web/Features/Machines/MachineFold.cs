using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;

namespace Ordi2.Web.Features.Machines;

/// <summary>What is known of a machine from its history, for the rare page that asks more than its row says.</summary>
internal static class MachineFold
{
    public static Machine Of(StreamHistory history) => Machine.Fold(history.Events.Select(stored => new Recorded<MachineEvent>(
        stored.Seq,
        EventCatalog<MachineEvent>.Read(stored.Type, stored.Told.Span),
        new(stored.OccurredAt, stored.RecordedAt, new(stored.Actor), new(stored.Organisation), new(stored.Device), stored.ClientEventId))));
}
