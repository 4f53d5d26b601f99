using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recalls;
using Ordi2.Domain;
using Ordi2.Domain.Incidents;
using Ordi2.Domain.Machines;

namespace Ordi2.Silo.Machines;

internal sealed partial class Ripples
{
    /// <summary>What happens while machines are used: losses open an incident, what comes back answers for its recalls.</summary>
    private IEnumerable<Ripple> OfUse(MachineId id, Machine before, LoanId? loan, Recorded<MachineEvent> recorded, Caller caller)
    {
        var happened = recorded.From.OccurredAt < recorded.From.RecordedAt ? recorded.From.OccurredAt : recorded.From.RecordedAt;

        // A complaint that is told later belongs to the incident of its theft.
        var lost = recorded.Event is ComplaintTold && before.Status is MachineStatus.Stolen ? before.StatusSince : recorded.From.OccurredAt;
        var incident = new IncidentId(string.Create(CultureInfo.InvariantCulture, $"{IncidentRules.Loss}{id}-{lost:yyyyMMddHHmmss}"));

        switch (recorded.Event)
        {
            case WasStolen:
                yield return Incident(incident, new OpenIncident(IncidentKind.Theft, "Vol déclaré") { HappenedAt = happened, Machines = [id], About = AboutOf(loan), Link = LinkOf(before) }, caller);
                break;

            case ComplaintTold e:
                yield return Incident(incident, new DeclareComplaint(e.Number, e.FiledAt, e.HappenedAt), caller);
                break;

            case WentMissing:
                yield return Incident(incident, new OpenIncident(IncidentKind.Loss, "Machine introuvable") { HappenedAt = happened, Machines = [id], About = AboutOf(loan), Link = LinkOf(before) }, caller);
                break;

            case MachinePacked e:
                yield return new($"delivery/{e.Delivery}", async command =>
                    Reason(await grains.GetGrain<IDeliveryGrain>($"delivery/{e.Delivery}").DoAsync(new PutInBox(e.Box, id), caller, command)));
                break;

            case MachineUnpacked e:
                yield return new($"delivery/{e.Delivery}", async command =>
                    Reason(await grains.GetGrain<IDeliveryGrain>($"delivery/{e.Delivery}").DoAsync(new TakeOutOfBox(id), caller, command)));
                break;

            case ReturnReceived or Recovered:
                foreach (var recall in before.Recalls)
                {
                    yield return new($"recall/{recall}", async command => Reason(await grains.GetGrain<IRecallGrain>($"recall/{recall}").DoAsync(new MarkFound(id), caller, command)));
                }

                break;
        }
    }

    private static string? AboutOf(LoanId? loan) => loan is { } open ? $"loan/{open}" : null;

    private static ChainLink LinkOf(Machine before) => before.Status switch
    {
        MachineStatus.Collected or MachineStatus.InTransit or MachineStatus.Returning => ChainLink.Transport,
        MachineStatus.AtEpn => ChainLink.Relay,
        MachineStatus.Placed => ChainLink.Borrower,
        MachineStatus.Reserved or MachineStatus.Packed => ChainLink.Packing,
        _ => ChainLink.Unsaid,
    };

    private static ReturnInspection InspectionOf(ReturnReceived e) =>
        new(string.IsNullOrWhiteSpace(e.Condition) ? "sans remarque" : e.Condition, e.ChargerPresent) { Photos = string.IsNullOrWhiteSpace(e.Photo) ? [] : [e.Photo] };

    private Ripple Incident(IncidentId incident, IncidentCommand what, Caller caller) =>
        new($"incident/{incident}", async command => Reason(await grains.GetGrain<IIncidentGrain>($"incident/{incident}").DoAsync(what, caller, command)));
}
