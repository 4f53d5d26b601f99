using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Simulation.Planning;

namespace Ordi2.Scanner.Tests;

/// <summary>
/// The real rules of machines, without a server: donations, dossiers and the rest are as the plan's own acts describe them, and always in
/// the state that the step needs.
/// </summary>
internal sealed class World
{
    private readonly Dictionary<string, Machine> _machines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrganisationId> _receivers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _created;
    private readonly Dictionary<OrganisationId, OrganisationProfile> _profiles;
    private readonly OrganisationId _pole;
    private readonly HashSet<(string Label, Guid Id)> _answered = [];

    public World(Plan plan, Territory territory)
    {
        _pole = territory.Pole.Profile.Id;
        _profiles = territory.Donors.Concat(territory.Carriers).Concat(territory.Epns).Concat(territory.Partners).Concat(territory.Recyclers).Append(territory.Pole)
            .Select(member => member.Profile).Concat(territory.Workshops.Select(workshop => workshop.Profile)).DistinctBy(profile => profile.Id)
            .ToDictionary(profile => profile.Id);
        _created = plan.Stages.SelectMany(stage => stage.Acts).SelectMany(chain => chain).Where(act => act.IsCreation)
            .ToDictionary(act => $"{act.Plural}/{act.Id}", Command, StringComparer.Ordinal);
    }

    public MachineStatus StatusOf(PlannedMachine machine) => Machine(machine.Label.Text).Status;

    public Machine Machine(string label) => _machines.GetValueOrDefault(label, Domain.Machines.Machine.Unknown);

    /// <summary>Carries out a scan.</summary>
    /// <returns>What became of it, and why.</returns>
    public (Expected Outcome, string? Refused) Take(PlannedScan scan)
    {
        if (!_answered.Add((scan.Label.Text, scan.Id)))
        {
            return (Expected.Duplicate, null);
        }

        var asked = new Scan(scan.Id, Given.Now.AddHours(-3).AddSeconds(scan.Tick), null, scan.Command);
        var caller = new Caller(new PersonId(scan.By.Token), scan.By.OrganisationId, scan.By.Role, new DeviceId("device"));
        var decision = Decide(scan.Label.Text, asked, caller);

        if (decision is not Accept<MachineEvent> accepted)
        {
            return (Expected.Accepted, ((Refuse<MachineEvent>)decision).Reason.Code);
        }

        Write(scan.Label.Text, accepted.Events, asked, caller);
        if (accepted.Events is [ScanHeld, ..])
        {
            return (Expected.Held, null);
        }

        Retry(scan.Label.Text);
        return (Expected.Accepted, null);
    }

    private void Retry(string label)
    {
        foreach (var held in HeldScans.InOrder(Machine(label)).ToList())
        {
            var (asked, caller) = HeldScans.Again(held);
            Write(label, HeldScans.Retry(Machine(label), new MachineId(label), held, CircumstancesOf(label, asked, caller), Given.Now), asked, caller);
        }
    }

    private Decision<MachineEvent> Decide(string label, Scan scan, Caller caller) =>
        MachineDecision.Decide(Machine(label), new MachineId(label), scan, caller, CircumstancesOf(label, scan, caller), Given.Now);

    private void Write(string label, IEnumerable<MachineEvent> events, Scan scan, Caller caller)
    {
        var first = true;

        foreach (var @event in events)
        {
            var machine = Machine(label);
            var from = new Provenance(scan.OccurredAt, Given.Now, caller.Person, caller.Organisation, caller.Device, first ? scan.ScanId : null);
            _machines[label] = machine.Evolve(new(machine.Version + 1, @event, from));
            first = false;
        }
    }

    private Circumstances CircumstancesOf(string label, Scan scan, Caller caller)
    {
        var machine = Machine(label);
        var needs = Needs.Of(machine, scan.Command, caller.Organisation);

        return new()
        {
            Scanner = _profiles[caller.Organisation],
            Others = [.. _profiles.Values],
            Donation = needs.Donation is { } donation ? TermsOf(donation) : null,
            Round = needs.Round is { } round && Created<CreateRound>("rounds", round.Text) is { } planned
                ? new() { Id = round, Status = RoundStatus.Open, Carrier = planned.Carrier, Donation = planned.Donation } : null,
            Dossier = needs.Dossier is { } dossier ? TermsOf(dossier) : null,
            Delivery = needs.Delivery is { } delivery && Created<CreateDelivery>("deliveries", delivery.Text) is { } packed
                ? new()
                {
                    Id = delivery,
                    Status = DeliveryStatus.Ready,
                    From = packed.From,
                    Consignee = packed.Consignee,
                    Carrier = packed.Carrier,
                    Dossier = packed.Dossier,
                    Machines = [new MachineId(label)],
                }
                : null,
            Loan = needs.Loan is { } loan && Created<CreateLoan>("loans", loan.Text) is { } lent
                ? new() { Id = loan, Status = LoanStatus.Signed, Lender = lent.Lender, Relay = lent.Relay, Borrower = lent.Borrower, Dossier = lent.Dossier } : null,
            Batch = needs.Batch is { } batch && Created<CreateBatch>("batches", batch.Text) is { } cage
                ? new()
                {
                    Id = batch,
                    Status = scan.Command is ConfirmRecycling ? BatchStatus.Proven : BatchStatus.Open,
                    Holder = cage.Holder,
                    Recycler = cage.Recycler,
                    DataDestruction = cage.DataDestruction,
                    Machines = [new MachineId(label)],
                    Proof = "ATT-1",
                }
                : null,
        };
    }

    private DonationTerms? TermsOf(DonationId id) => Created<CreateDonation>("donations", id.Text) is not { } given ? null : new()
    {
        Id = id,
        Status = DonationStatus.InCollection,
        Donor = given.Donor,
        Pole = _pole,
        Receiver = ReceiverOf(id),
        LegalBasis = given.LegalBasis,
        Restrictions = DonationRestrictions.Of(given.LegalBasis, PoleRules.Default),
        ReceptionNote = $"BR-{id}",
        Announced = given.Announced,
    };

    private DossierTerms? TermsOf(DossierId id) => Created<CreateDossier>("dossiers", id.Text) is not { } filed ? null : new()
    {
        Id = id,
        Status = DossierStatus.Accepted,
        Epn = filed.Epn,
        Partner = filed.Partner,
        Pole = filed.Pole,
        Needs = [.. filed.Needs.Select(need => need with { Accepted = need.Requested })],
        Sessions = filed.Sessions,
    };

    private OrganisationId? ReceiverOf(DonationId id) => _receivers.TryGetValue(id.Text, out var receiver) ? receiver : null;

    private TCommand? Created<TCommand>(string plural, string id)
        where TCommand : class => _created.GetValueOrDefault($"{plural}/{id}") as TCommand;

    private static object Command(PlannedAct act) => act.Plural switch
    {
        "donations" => CommandCatalog<DonationCommand>.Read(act.Step, act.Fields)!,
        "rounds" => CommandCatalog<RoundCommand>.Read(act.Step, act.Fields)!,
        "dossiers" => CommandCatalog<DossierCommand>.Read(act.Step, act.Fields)!,
        "deliveries" => CommandCatalog<DeliveryCommand>.Read(act.Step, act.Fields)!,
        "loans" => CommandCatalog<LoanCommand>.Read(act.Step, act.Fields)!,
        "batches" => CommandCatalog<BatchCommand>.Read(act.Step, act.Fields)!,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Notes an act that changes who receives a donation.</summary>
    public void Take(PlannedAct act)
    {
        if (act is { Plural: "donations", Step: "accept" })
        {
            _receivers[act.Id] = ((AcceptDonation)CommandCatalog<DonationCommand>.Read(act.Step, act.Fields)!).Receiver;
        }
    }
}
