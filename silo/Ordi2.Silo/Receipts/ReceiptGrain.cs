using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Receipts;
using Ordi2.Ledger.Donations;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Organisations;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Receipts;

/// <summary>
/// Read, decide, write; an issued receipt takes its number next. Between the two the ledger says that it wants one, so that after
/// a crash the clock comes back to it and no number is lost nor taken twice.
/// </summary>
internal sealed partial class ReceiptGrain(
    AggregateDesk desk,
    IGrainFactory grains,
    OrganisationDirectory organisations,
    DonationQueries gifts,
    DocumentPress press,
    ILogger<ReceiptGrain> logger) : Grain, IReceiptGrain
{
    private Aggregate<TaxReceipt, ReceiptCommand, ReceiptEvent, ReceiptTerms> _receipt = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _receipt = desk.Open(Kinds.Receipt, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _receipt.LoadAsync(cancellationToken);
    }

    public async Task<Reply<ReceiptTerms>> DoAsync(ReceiptCommand command, Caller caller, Guid commandId)
    {
        var reply = await _receipt.DoAsync(command, caller, commandId);
        return reply is Done<ReceiptTerms> && await FollowAsync() > 0 ? new Done<ReceiptTerms>(_receipt.Terms!) : reply;
    }

    public Task<ReceiptTerms?> GetAsync() => Task.FromResult(_receipt.Terms);

    public async Task<int> WakeAsync() => await _receipt.WakeAsync() + await FollowAsync();

    private async Task<int> FollowAsync()
    {
        var done = 0;

        try
        {
            if (_receipt.State.WantsNumber)
            {
                await NumberAsync(_receipt.Terms!);
                done++;
            }

            foreach (var errand in _receipt.State.Errands)
            {
                await RunAsync(_receipt.Terms!, errand.Name);
                await ItselfAsync(new FinishReceiptErrand(errand.Name), $"finished/{errand.Name}");
                done++;
            }
        }
        catch (Exception exception)
        {
            // What was asked is durable; what follows stays due, and the clock comes back to it.
            Log.Failed(logger, exception, this.GetPrimaryKeyString());
        }

        return done;
    }

    private async Task NumberAsync(ReceiptTerms receipt)
    {
        var donation = await grains.GetGrain<IDonationGrain>($"donation/{receipt.Donation}").GetAsync()
            ?? throw new InvalidOperationException($"The donation {receipt.Donation} of the receipt {receipt.Id} is not there.");
        var replaced = receipt.Replaces is { } old ? (await grains.GetGrain<IReceiptGrain>($"receipt/{old}").GetAsync())?.Document : null;
        var labels = (await gifts.MachinesAsync(receipt.Donation.Text))
            .Where(machine => machine.Status is not (MachineStatus.Declared or MachineStatus.Collected or MachineStatus.Refused or MachineStatus.HandedBack))
            .Select(machine => machine.Id);

        var made = await press.MakeAsync(new()
        {
            Purpose = $"receipt/{receipt.Id}",
            At = receipt.IssuedAt!.Value,
            Render = ReceiptPapers.Of(receipt, donation, await organisations.FindAsync(receipt.Donor), await organisations.FindAsync(receipt.Issuer), [.. labels], replaced),
        });

        if (made is Done<DocumentTerms> { Value.Id: var number })
        {
            await ItselfAsync(new NumberReceipt(number), "number");
        }
        else
        {
            Log.Refused(logger, this.GetPrimaryKeyString(), ((Refused<DocumentTerms>)made).Reason.Code);
        }
    }

    private async Task RunAsync(ReceiptTerms receipt, string errand)
    {
        var caller = DocumentPress.Caller(receipt.Issuer);
        var id = CommandIds.Of(this.GetPrimaryKeyString(), errand);

        if (errand == ReceiptErrand.Replace)
        {
            await grains.GetGrain<IReceiptGrain>($"receipt/{receipt.Replaces}").DoAsync(new MarkReceiptReplaced(receipt.Id, receipt.Document!.Value), caller, id);
            return;
        }

        // Its page says the same: void, or replaced by that of the other receipt.
        var document = grains.GetGrain<IDocumentGrain>($"document/{receipt.Document}");
        var by = receipt.ReplacedBy is { } next ? (await grains.GetGrain<IReceiptGrain>($"receipt/{next}").GetAsync())?.Document : null;

        await (by is { } number
            ? document.DoAsync(new ReplaceBy(number, "annule et remplace"), caller, id)
            : document.DoAsync(new CancelDocument(receipt.Reason ?? "annulé"), caller, id));
    }

    private Task<Reply<ReceiptTerms>> ItselfAsync(ReceiptCommand command, string why) =>
        _receipt.DoAsync(command, DocumentPress.Caller(_receipt.Terms!.Issuer), CommandIds.Of(this.GetPrimaryKeyString(), why));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Key} could not see to what follows from it; it stays due.")]
        public static partial void Failed(ILogger logger, Exception exception, string key);

        [LoggerMessage(2, LogLevel.Error, "{Key} got no number: {Code}.")]
        public static partial void Refused(ILogger logger, string key, string code);
    }
}
