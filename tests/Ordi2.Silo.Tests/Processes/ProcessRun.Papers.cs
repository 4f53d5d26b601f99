using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Ledger.Donations;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>A gift with its receipts, and a machine with its certificates.</summary>
public sealed partial class ProcessRun
{
    public static readonly OrganisationId Donor = new("donor");

    private long _last;

    private IDonationGrain Gift => Silo.Grains.GetGrain<IDonationGrain>($"donation/D-{Dossier}");

    private string Medium => $"WD-{Machines[0]}";

    public IReceiptGrain Receipt(string letter) => Silo.Grains.GetGrain<IReceiptGrain>($"receipt/{ReceiptOf(letter)}");

    /// <summary>A gift that its donor has signed for and put a value on.</summary>
    public async Task SettleGiftAsync()
    {
        var donor = Cast.As(Donor, Role.Donor, "d1");
        await Territory.DoneAsync(Silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{Cast.Workshop}")
            .DoAsync(new SetTaxReceiptStatus(TaxReceiptStatus.Rig, "RIG-1"), Coordinator, Guid.CreateVersion7()));

        (DonationCommand, Caller)[] acts =
        [
            (new CreateDonation(Donor, LegalBasis.Mecenat238Bis) { Announced = [new(DeviceType.Laptop, 10)], Pole = Cast.Pole }, donor),
            (new ProposeDonation(Cast.Pole), donor),
            (new AcceptDonation(Cast.Workshop), Coordinator),
            (new SignDonation(DonationParty.Donor, "CD-1"), donor),
            (new SignDonation(DonationParty.Receiver, "CD-1"), Cast.Supervisor),
            (new StartCollecting(), Storekeeper),
            (new MarkReceived(), Storekeeper),
            (new StateValue(200_000), donor),
            (new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), donor),
        ];

        foreach (var (command, caller) in acts)
        {
            await Territory.DoneAsync(Gift.DoAsync(command, caller, Guid.CreateVersion7()));
        }
    }

    public async Task DraftAsync(string letter, string? replaces = null) => await Territory.DoneAsync(Receipt(letter).DoAsync(
        new CreateReceipt((await Gift.GetAsync())!.Id, Cast.Workshop, "présidente") { Replaces = replaces is null ? null : ReceiptOf(replaces) },
        Cast.Supervisor,
        Guid.CreateVersion7()));

    /// <summary>Who has the right of the gift, and each receipt with its document, as one text.</summary>
    public async Task<string> ReceiptsStandAsync(params string[] letters)
    {
        var right = (await Gift.GetAsync())!.Receipt?.Text;
        var receipts = new List<string>();

        foreach (var letter in letters)
        {
            var receipt = (await Receipt(letter).GetAsync())!;
            var paper = receipt.Document is { } number ? await Silo.Grains.GetGrain<IDocumentGrain>($"document/{number}").GetAsync() : null;
            receipts.Add($"{receipt.Status} {paper?.Status.Code()}");
        }

        // Every number of the series stands on a document, or says why not.
        var series = (await Silo.Grains.GetGrain<ISeriesGrain>($"series/RF-2020-{Cast.Workshop}").GetAsync())?.Cancelled.Length ?? 0;
        return $"right {(right is null ? string.Empty : right[^1])}: {string.Join(", ", receipts)}, {series} spoilt";
    }

    /// <summary>A machine whose only medium was wiped.</summary>
    public async Task WipeAsync()
    {
        var audit = new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop, Media = [new(Medium, MediumKind.Hdd, 500)] };

        foreach (var command in new MachineCommand[] { new ReceiveDevice(Type: DeviceType.Laptop), new Triage(Route.Reuse), new RecordAudit(audit, LocksTested: true), new StartWipe(), Proof })
        {
            var receipt = await Silo.ScanAsync(Machines[0], command, Cast.Supervisor);
            Assert.True(receipt.Outcome is Outcome.Accepted or Outcome.AcceptedWithFinding, $"{command}: {receipt}");
            _last = receipt.Version;
        }
    }

    public Task TakeBackAsync(Guid? scan = null) => ScanAsync(new CorrectEvent(_last, "mauvais rapport"), scan ?? CommandId);

    public Task WipeAgainAsync() => ScanAsync(Proof, CommandId);

    /// <summary>The machine with its certificates, as one text.</summary>
    public async Task<string> PapersStandAsync()
    {
        var papers = (await Silo.Services.GetRequiredService<DonationQueries>().AboutAsync<DocumentTerms>("document", $"machine/{Machines[0]}"))
            .OrderBy(paper => paper.Id.Text, StringComparer.Ordinal)
            .Select(paper => paper.Status.Code() + (paper.Replaces is null ? string.Empty : " in its place"));
        return $"{(await Silo.MachineAsync(Machines[0]))!.Status.Code()}: {string.Join(", ", papers)}";
    }

    private ReceiptId ReceiptOf(string letter) => new($"RF-{Dossier}-{letter}");

    private WipeSucceeded Proof => new()
    {
        Reports =
        [
            new()
            {
                Evidence = new("nwipe", new string('a', 64)), Serial = Medium, Method = WipeMethod.Overwrite, Succeeded = true, Verified = true, RoundsRequested = 1, RoundsCompleted = 1,
            },
        ],
    };

    private async Task ScanAsync(MachineCommand command, Guid scan)
    {
        var now = Silo.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await Silo.Machine(Machines[0]).ScanAsync([new Scan(scan, now, null, command)], Cast.Supervisor);
    }
}
