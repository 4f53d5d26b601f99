using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
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

        // A number that comes later than the theft is about the incident of the theft.
        var since = recorded.Event is ComplaintTold && before.Status is MachineStatus.Stolen ? before.StatusSince : recorded.From.OccurredAt;
        var incident = new IncidentId(string.Create(CultureInfo.InvariantCulture, $"{IncidentRules.Loss}{id}-{since:yyyyMMddHHmmss}"));

        switch (recorded.Event)
        {
            case WasStolen:
                yield return Incident(incident, new OpenIncident(IncidentKind.Theft, "Vol déclaré") { HappenedAt = happened, Machines = [id], About = AboutOf(loan), Link = LinkOf(before) }, caller);
                break;

            case ComplaintTold e:
                yield return Incident(incident, new DeclareComplaint(e.Number, e.FiledAt, e.HappenedAt), caller);

                // Told with the theft it is filed with it; with its number a theft that was told before is filed now.
                if (loan is { } open && before.Status is MachineStatus.Stolen)
                {
                    yield return Line(open, new FileLoss(id, LossKind.Stolen, e.Number), caller);
                }

                break;

            case WentMissing:
                yield return Incident(incident, new OpenIncident(IncidentKind.Loss, "Machine introuvable") { HappenedAt = happened, Machines = [id], About = AboutOf(loan), Link = LinkOf(before) }, caller);
                break;

            case ReturnRequested { Kind: ReturnKind.Warranty }:
                yield return Support(id, before, loan, recorded, happened, caller);
                break;

            case HoldPlaced { Hold: Hold.DataIncident } when !before.Holds.Has(Hold.DataIncident):
                yield return DataIncident(id, before, loan, recorded, happened, caller);
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

    /// <summary>A return under warranty is a ticket of the workshop that lends the machine (SAV).</summary>
    private Ripple Support(MachineId id, Machine before, LoanId? loan, Recorded<MachineEvent> recorded, DateTimeOffset happened, Caller caller)
    {
        var incident = IdOf(IncidentRules.Warranty, id, recorded);

        return new($"incident/{incident}", async command =>
        {
            var lender = loan is { } open ? (await grains.GetGrain<ILoanGrain>($"loan/{open}").GetAsync())?.Lender : null;
            return Reason(await grains.GetGrain<IIncidentGrain>($"incident/{incident}").DoAsync(
                new OpenIncident(IncidentKind.Support, "Retour demandé sous garantie")
                {
                    HappenedAt = happened,
                    Machines = [id],
                    About = AboutOf(loan),
                    Link = ChainLink.Borrower,
                    Pole = await KnownAsync(before.Pole),
                    Handler = await KnownAsync(lender ?? before.Ownership?.Owner),
                },
                caller,
                command));
        });
    }

    /// <summary>
    /// Data of people may have left: 72 hours from here to tell the authority (RGPD art. 33). Whoever is responsible for them is called:
    /// the borrower for what its users left, until then the donor (domain.md 2.8 and 4.4); and who has, or had, the machine looks into it.
    /// </summary>
    private Ripple DataIncident(MachineId id, Machine before, LoanId? loan, Recorded<MachineEvent> recorded, DateTimeOffset happened, Caller caller)
    {
        var incident = IdOf(IncidentRules.Data, id, recorded);

        return new($"incident/{incident}", async command =>
        {
            var borrower = loan is { } open ? (await grains.GetGrain<ILoanGrain>($"loan/{open}").GetAsync())?.Borrower : null;
            var donor = before.Donation is { } gift ? (await grains.GetGrain<IDonationGrain>($"donation/{gift}").GetAsync())?.Donor : null;
            var call = new List<OrganisationId>(2);

            foreach (var one in new[] { borrower, donor })
            {
                if (await KnownAsync(one) is { } known && !call.Contains(known))
                {
                    call.Add(known);
                }
            }

            return Reason(await grains.GetGrain<IIncidentGrain>($"incident/{incident}").DoAsync(
                new OpenIncident(IncidentKind.Data, "Des données ont pu partir avec la machine")
                {
                    HappenedAt = happened,
                    Machines = [id],
                    About = AboutOf(loan),
                    Link = LinkOf(before),
                    Pole = await KnownAsync(before.Pole),
                    Handler = await KnownAsync(before.Custody?.Holder),
                    Call = [.. call],
                },
                caller,
                command));
        });
    }

    // One for each fact: the number of the event tells two of the same second apart.
    private static IncidentId IdOf(string prefix, MachineId id, Recorded<MachineEvent> recorded) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{prefix}{id}-{recorded.Seq}"));

    private async ValueTask<OrganisationId?> KnownAsync(OrganisationId? organisation) =>
        organisation is { } one && await organisations.FindAsync(one) is not null ? one : null;

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
