using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Receipts;

/// <summary>A gift has one tax receipt, however many are asked for at the same moment and whatever ends in between.</summary>
public sealed class ReceiptGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Of_many_receipts_for_one_gift_that_are_asked_for_at_the_same_moment_one_is_issued()
    {
        var gift = await SettledAsync();
        var drafts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => DraftAsync(gift, $"{i}")));

        var replies = await Task.WhenAll(drafts.Select(draft => IssueAsync(draft)));

        var issued = Assert.Single(replies.OfType<Done<ReceiptTerms>>()).Value;
        Assert.All(replies.OfType<Refused<ReceiptTerms>>(), refused => Assert.Equal("receipt-already-issued", refused.Reason.Code));
        Assert.Equal(issued.Id, (await gift.GetAsync())!.Receipt);
        Assert.Single(await Task.WhenAll(drafts.Select(draft => draft.GetAsync())), one => one!.Status is ReceiptStatus.Issued);
    }

    [Fact]
    public async Task A_receipt_whose_process_ended_before_it_was_issued_is_in_the_way_of_no_other()
    {
        var gift = await SettledAsync();
        var (first, second) = (await DraftAsync(gift, "a"), await DraftAsync(gift, "b"));

        // It has the right, and then its own history cannot be written.
        silo.Ledger.Refuse($"receipt/{(await first.GetAsync())!.Id}");
        await Assert.ThrowsAnyAsync<Exception>(() => IssueAsync(first));
        silo.Ledger.Refuse(null);
        Assert.Equal((await first.GetAsync())!.Id, (await gift.GetAsync())!.Receipt);

        Assert.IsType<Done<ReceiptTerms>>(await IssueAsync(second));
        Assert.Equal("receipt-already-issued", await RefusedAsync(IssueAsync(first)));
    }

    [Fact]
    public async Task A_receipt_whose_process_ended_before_it_was_issued_is_issued_when_it_is_asked_for_again()
    {
        var gift = await SettledAsync();
        var (draft, command) = (await DraftAsync(gift, "a"), Guid.CreateVersion7());
        silo.Ledger.Refuse($"receipt/{(await draft.GetAsync())!.Id}");
        await Assert.ThrowsAnyAsync<Exception>(() => IssueAsync(draft, command));
        silo.Ledger.Refuse(null);

        var issued = await DoneAsync(IssueAsync(draft, command));

        Assert.Equal(ReceiptStatus.Issued, issued.Status);
        Assert.Equal(issued.Document, (await DoneAsync(IssueAsync(draft, command))).Document);
    }

    [Fact]
    public async Task The_right_goes_from_the_replaced_receipt_to_the_next_and_is_free_when_that_is_void()
    {
        var gift = await SettledAsync();
        var first = await DoneAsync(IssueAsync(await DraftAsync(gift, "a")));
        var next = await DraftAsync(gift, "b", first.Id);
        var second = await DoneAsync(IssueAsync(next));
        Assert.Equal((ReceiptStatus.Replaced, second.Id), ((await Receipt(first.Id).GetAsync())!.Status, (await gift.GetAsync())!.Receipt));

        await DoneAsync(next.DoAsync(new CancelReceipt("don repris"), Cast.Supervisor, Guid.CreateVersion7()));
        Assert.Null((await gift.GetAsync())!.Receipt);
        Assert.Equal(DocumentStatus.Cancelled, (await silo.Grains.GetGrain<IDocumentGrain>($"document/{second.Document}").GetAsync())!.Status);
        Assert.IsType<Done<ReceiptTerms>>(await IssueAsync(await DraftAsync(gift, "c")));
    }

    [Fact]
    public async Task A_draft_that_is_cancelled_owes_its_gift_nothing_more_whatever_became_of_the_gift()
    {
        var gift = await SettledAsync();
        var draft = await DraftAsync(gift, "a");
        await DoneAsync(draft.DoAsync(new CancelReceipt("doublon"), Cast.Supervisor, Guid.CreateVersion7()));

        Assert.Equal(0, await draft.WakeAsync());
        Assert.IsType<Done<ReceiptTerms>>(await IssueAsync(await DraftAsync(gift, "b")));
    }

    private IReceiptGrain Receipt(ReceiptId id) => silo.Grains.GetGrain<IReceiptGrain>($"receipt/{id}");

    private static Task<Reply<ReceiptTerms>> IssueAsync(IReceiptGrain draft, Guid? command = null) => draft.DoAsync(new IssueReceipt(), Cast.Supervisor, command ?? Guid.CreateVersion7());

    private async Task<IReceiptGrain> DraftAsync(IDonationGrain gift, string suffix, ReceiptId? replaces = null)
    {
        var id = (await gift.GetAsync())!.Id;
        var receipt = Receipt(new($"RF-{id}-{suffix}"));
        await DoneAsync(receipt.DoAsync(new CreateReceipt(id, Cast.Workshop, "présidente") { Replaces = replaces }, Cast.Supervisor, Guid.CreateVersion7()));
        return receipt;
    }

    /// <summary>A gift that its donor has signed for and put a value on.</summary>
    private async Task<IDonationGrain> SettledAsync()
    {
        var territory = await AtAsync(silo);
        var gift = territory.Donation(territory.NewId("D"));
        await DoneAsync(territory.Organisation(Cast.Workshop).DoAsync(new SetTaxReceiptStatus(TaxReceiptStatus.Rig, "RIG-1"), Coordinator, Guid.CreateVersion7()));

        (DonationCommand, Caller)[] acts =
        [
            (new CreateDonation(territory.Donor, LegalBasis.Mecenat238Bis) { Announced = [new(DeviceType.Laptop, 10)], Pole = Cast.Pole }, territory.DonorContact),
            (new ProposeDonation(Cast.Pole), territory.DonorContact),
            (new AcceptDonation(Cast.Workshop), Coordinator),
            (new SignDonation(DonationParty.Donor, "CD-1"), territory.DonorContact),
            (new SignDonation(DonationParty.Receiver, "CD-1"), Cast.Supervisor),
            (new StartCollecting(), Storekeeper),
            (new MarkReceived(), Storekeeper),
            (new StateValue(200_000), territory.DonorContact),
            (new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), territory.DonorContact),
        ];

        foreach (var (command, caller) in acts)
        {
            await DoneAsync(gift.DoAsync(command, caller, Guid.CreateVersion7()));
        }

        return gift;
    }
}
