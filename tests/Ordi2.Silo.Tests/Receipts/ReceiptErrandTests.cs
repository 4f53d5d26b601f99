using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Due;
using Ordi2.Silo.Tests.Aggregates;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Receipts;

/// <summary>What follows from a receipt is done, or somebody is told that it is not.</summary>
public sealed class ReceiptErrandTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task What_follows_from_a_receipt_and_is_refused_for_good_is_told_once_and_is_due_no_more()
    {
        var territory = await AtAsync(silo);
        var gift = await SettledAsync(territory);
        var (first, second) = (Receipt(territory.NewId("RF1")), Receipt(territory.NewId("RF2")));
        await DoneAsync(first.DoAsync(new CreateReceipt(gift, Cast.Workshop, "présidente"), Cast.Supervisor, Guid.CreateVersion7()));
        await DoneAsync(first.DoAsync(new IssueReceipt(), Cast.Supervisor, Guid.CreateVersion7()));
        await DoneAsync(second.DoAsync(new CreateReceipt(gift, Cast.Workshop, "présidente") { Replaces = new(territory.NewId("RF1")) }, Cast.Supervisor, Guid.CreateVersion7()));

        // The first one is cancelled before the second has its number: it cannot be replaced any more.
        silo.Ledger.Refuse("series/RF");

        try
        {
            await DoneAsync(second.DoAsync(new IssueReceipt(), Cast.Supervisor, Guid.CreateVersion7()));
            await DoneAsync(first.DoAsync(new CancelReceipt("don repris"), Cast.Supervisor, Guid.CreateVersion7()));
        }
        finally
        {
            silo.Ledger.Refuse(null);
        }

        Assert.Equal(2, await second.WakeAsync());
        Assert.Equal(0, await second.WakeAsync());
        Assert.NotNull((await second.GetAsync())!.Document);
        Assert.Equal((ReceiptStatus.Cancelled, null), ((await first.GetAsync())!.Status, (await first.GetAsync())!.ReplacedBy));
        Assert.DoesNotContain($"receipt/{territory.NewId("RF2")}", await DueAsync());
        var told = Assert.Single((await silo.Services.GetRequiredService<IAuditLog>().ListAsync(new AuditFilter { What = "receipt.give-up-errand" })).Entries);
        Assert.Equal(("step-not-now", $"receipt/{territory.NewId("RF2")}", Cast.Workshop.Text), (told.Code, told.About, told.Organisation));
    }

    [Fact]
    public async Task What_was_done_already_is_finished()
    {
        var territory = await AtAsync(silo);
        var gift = await SettledAsync(territory);
        var receipt = Receipt(territory.NewId("RF3"));
        await DoneAsync(receipt.DoAsync(new CreateReceipt(gift, Cast.Workshop, "présidente"), Cast.Supervisor, Guid.CreateVersion7()));
        var number = (await DoneAsync(receipt.DoAsync(new IssueReceipt(), Cast.Supervisor, Guid.CreateVersion7()))).Document!.Value;

        // Its page was cancelled by another way.
        await DoneAsync(silo.Grains.GetGrain<IDocumentGrain>($"document/{number}").DoAsync(new CancelDocument("erreur"), Cast.System, Guid.CreateVersion7()));
        await DoneAsync(receipt.DoAsync(new CancelReceipt("don repris"), Cast.Supervisor, Guid.CreateVersion7()));

        Assert.DoesNotContain($"receipt/{territory.NewId("RF3")}", await DueAsync());
    }

    private IReceiptGrain Receipt(string id) => silo.Grains.GetGrain<IReceiptGrain>($"receipt/{id}");

    private async Task<IEnumerable<string>> DueAsync() =>
        (await silo.Services.GetRequiredService<DueQueries>().ListAsync(silo.Clock.GetUtcNow().AddDays(1), [], 500)).Select(row => row.Key).Where(key => key.StartsWith("receipt/", StringComparison.Ordinal));

    /// <summary>A gift that came and is settled, with its value.</summary>
    private async Task<DonationId> SettledAsync(Territory territory)
    {
        var workshop = territory.Organisation(Cast.Workshop);
        await DoneAsync(workshop.DoAsync(new SetTaxReceiptStatus(TaxReceiptStatus.Rig, "RIG-1"), Coordinator, Guid.CreateVersion7()));
        var id = territory.NewId("D");

        (DonationCommand, Caller)[] acts =
        [
            (new CreateDonation(territory.Donor, LegalBasis.Mecenat238Bis) { Announced = [new(DeviceType.Laptop, 2)], Pole = Cast.Pole }, territory.DonorContact),
            (new ProposeDonation(Cast.Pole), territory.DonorContact),
            (new AcceptDonation(Cast.Workshop), Coordinator),
            (new SignDonation(DonationParty.Donor, "CD-1"), territory.DonorContact),
            (new SignDonation(DonationParty.Receiver, "CD-1"), Cast.Supervisor),
            (new StartCollecting(), Storekeeper),
            (new MarkReceived(), Storekeeper),
            (new StateValue(200_000), territory.DonorContact),
            (new SignReceptionNote("BR-1"), Storekeeper),
            (new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), territory.DonorContact),
        ];

        foreach (var (command, caller) in acts)
        {
            await DoneAsync(territory.Donation(id).DoAsync(command, caller, Guid.CreateVersion7()));
        }

        return new(id);
    }
}
