using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Incidents;
using Ordi2.Ledger.Donations;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Organisations;
using Ordi2.Silo.Streams;
using TightenRestrictions = Ordi2.Contracts.Machines.TightenRestrictions;

namespace Ordi2.Silo.Donations;

/// <summary>
/// Sees to what follows from a donation for others: its documents, the incident of a shortage, the machines that pass to their
/// owner. Each errand has ids that follow from its name, so that one that is run again after a crash changes nothing.
/// </summary>
internal sealed partial class DonationClerk(
    IGrainFactory grains,
    OrganisationDirectory organisations,
    DonationQueries gifts,
    DocumentPress press,
    TimeProvider clock,
    ILogger<DonationClerk> logger)
{
    /// <returns>Whether it is done: a document that could not be made leaves its errand due.</returns>
    public async Task<bool> RunAsync(DonationTerms donation, DonationErrand errand)
    {
        switch (errand.Kind)
        {
            case DonationErrandKind.Convention or DonationErrandKind.Commitment or DonationErrandKind.ReceptionNote or DonationErrandKind.Takeover:
                var machines = DonationPapers.ListsMachines(errand.Kind) ? await MachinesAsync(donation) : [];
                var order = DonationPapers.Of(donation, errand, await organisations.FindAsync(donation.Donor), await organisations.FindAsync(donation.Receiver!.Value), machines);
                return await press.MakeAsync(order!) is Done<DocumentTerms>;

            case DonationErrandKind.Discrepancy:
                await OpenIncidentAsync(donation, errand);
                return true;

            case DonationErrandKind.Ownership:
                await TellMachinesAsync(
                    donation,
                    errand,
                    _ => new AcquireOwnership(donation.Receiver!.Value, donation.ReceptionNote!),
                    machine => machine.Owner != donation.Receiver!.Value.Text && DiscrepancySheet.Gives(donation, machine.Type));
                return true;

            case DonationErrandKind.Restrictions:
                var rules = donation.Pole is { } pole ? await organisations.RulesForAsync(pole) : PoleRules.Default;
                await TellMachinesAsync(donation, errand, type => new TightenRestrictions(DonationRestrictions.ForMachine(donation, type, rules)));
                return true;

            default:
                throw new UnreachableException($"No errand {errand.Kind}.");
        }
    }

    /// <summary>What left the donor's door and did not arrive is not silently absorbed: somebody has to look at the way between.</summary>
    private async Task OpenIncidentAsync(DonationTerms donation, DonationErrand errand)
    {
        var gaps = donation.Sheet.Where(line => line.LostOnTheWay != 0).Select(line => string.Create(
            CultureInfo.InvariantCulture,
            $"{Words.Say(line.Type.Code())} : {line.PickedUp} enlevés, {line.Received} reçus"));
        var reply = await grains.GetGrain<IIncidentGrain>($"incident/{IncidentOf(donation, errand)}").DoAsync(
            new OpenIncident(IncidentKind.Discrepancy, $"Écart entre l'enlèvement et le quai, don {donation.Id}. {string.Join(" ; ", gaps)}.")
            {
                Pole = donation.Pole,
                Link = donation.Sheet.Any(line => line.LostOnTheWay > 0) ? ChainLink.Transport : ChainLink.Dock,
                About = $"donation/{donation.Id}",
                HappenedAt = errand.Since,
            },
            DocumentPress.Caller(donation.Receiver!.Value),
            CommandIds.Of($"donation/{donation.Id}", errand.Name));

        if (reply is Refused<IncidentTerms> { Reason: { Code: not "already-created" } reason })
        {
            Log.Refused(logger, donation.Id, errand.Name, reason.Code);
        }
    }

    private async Task TellMachinesAsync(
        DonationTerms donation,
        DonationErrand errand,
        Func<DeviceType, MachineCommand> what,
        Func<Ledger.Machines.MachineRow, bool>? only = null)
    {
        var now = clock.Now();
        var caller = DocumentPress.Caller(donation.Receiver!.Value) with { Device = new DeviceId($"donation/{donation.Id}") };

        foreach (var some in (await gifts.MachinesAsync(donation.Id.Text)).Where(machine => Takes(machine) && only?.Invoke(machine) != false).Chunk(50))
        {
            var told = await Task.WhenAll(some.Select(machine => grains.GetGrain<IMachineGrain>($"machine/{machine.Id}").ScanAsync(
                [new Scan(CommandIds.Of($"donation/{donation.Id}/{errand.Name}", machine.Id), now, null, what(machine.Type))],
                caller)));

            foreach (var receipt in told.SelectMany(receipts => receipts).Where(receipt => receipt.Reason is not null))
            {
                Log.MachineRefused(logger, donation.Id, errand.Name, receipt.Machine, receipt.Reason!.Code);
            }
        }
    }

    /// <summary>What never came, and what went back, is nobody's here.</summary>
    private static bool Takes(Ledger.Machines.MachineRow machine) => machine.Status
        is not (MachineStatus.Declared or MachineStatus.Collected or MachineStatus.Refused or MachineStatus.HandedBack or MachineStatus.Recycled);

    private static string IncidentOf(DonationTerms donation, DonationErrand errand) =>
        $"{IncidentRules.Gap}{CommandIds.Of($"donation/{donation.Id}", errand.Name):N}";

    private async Task<ImmutableArray<ListedMachine>> MachinesAsync(DonationTerms donation) =>
        [.. (await gifts.EverAsync(donation.Id.Text)).Select(row => new ListedMachine(row.Id, row.Type, row.Status, row.Serial))];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The errand {Errand} of donation {Donation} was refused: {Code}.")]
        public static partial void Refused(ILogger logger, DonationId donation, string errand, string code);

        [LoggerMessage(2, LogLevel.Warning, "The errand {Errand} of donation {Donation} was refused by {Machine}: {Code}.")]
        public static partial void MachineRefused(ILogger logger, DonationId donation, string errand, MachineId machine, string code);
    }
}
