using System.Diagnostics;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
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
        var taken = false;

        if (command is IssueReceipt && await _receipt.WouldRefuseAsync(command, caller, commandId) is { Code: "receipt-right-missing" })
        {
            if (await TakeRightAsync(_receipt.Terms!) is { } refusal)
            {
                return await _receipt.RefuseAsync(command, caller, refusal);
            }

            taken = true;
        }

        var reply = await _receipt.DoAsync(command, caller, commandId);

        if (taken && reply is Refused<ReceiptTerms>)
        {
            // Something else has changed in between: what was taken goes back.
            await GiveBackAsync(_receipt.Terms!);
        }

        return reply is Done<ReceiptTerms> && await FollowAsync() > 0 ? new Done<ReceiptTerms>(_receipt.Terms!) : reply;
    }

    public Task<ReceiptTerms?> GetAsync() => Task.FromResult(_receipt.Terms);

    public Task ForgetTextsAsync() => _receipt.ForgetTextsAsync();

    public async Task<int> WakeAsync() => await _receipt.WakeAsync() + await FollowAsync();

    private async Task<int> FollowAsync()
    {
        var done = 0;

        try
        {
            if (_receipt.State.WantsNumber)
            {
                done += await NumberAsync(_receipt.Terms!) ? 1 : 0;
            }

            foreach (var errand in _receipt.State.Errands)
            {
                if (await RunAsync(_receipt.Terms!, errand.Name) is { } reason)
                {
                    // A refusal is an answer, and the next one would be the same: a person has to know, once.
                    Log.GivenUp(logger, this.GetPrimaryKeyString(), errand.Name, reason.Code);
                    done += await ItselfAsync(new GiveUpReceiptErrand(errand.Name, reason), $"given-up/{errand.Name}") ? 1 : 0;
                    continue;
                }

                done += await ItselfAsync(new FinishReceiptErrand(errand.Name), $"finished/{errand.Name}") ? 1 : 0;
            }
        }
        catch (Exception exception)
        {
            // What was asked is durable; what follows stays due, and the clock comes back to it.
            Log.Failed(logger, exception, this.GetPrimaryKeyString());
        }

        return done;
    }

    private async Task<bool> NumberAsync(ReceiptTerms receipt)
    {
        var donation = await Gift(receipt).GetAsync()
            ?? throw new InvalidOperationException($"The donation {receipt.Donation} of the receipt {receipt.Id} is not there.");
        var replaced = receipt.Replaces is { } old ? (await Receipt(old).GetAsync())?.Document : null;
        var labels = (await gifts.EverAsync(receipt.Donation.Text))
            .Where(machine => machine.Status is not (MachineStatus.Declared or MachineStatus.Collected or MachineStatus.Refused or MachineStatus.HandedBack))
            .Select(machine => machine.Id);

        var made = await press.MakeAsync(ReceiptPapers.Due(
            _receipt.State, donation, await organisations.FindAsync(receipt.Donor), await organisations.FindAsync(receipt.Issuer), [.. labels], replaced)!);

        switch (made)
        {
            case Done<DocumentTerms> { Value.Id: var number }:
                return await ItselfAsync(new NumberReceipt(number), "number");

            case Refused<DocumentTerms> { Reason: var reason }:
                Log.Refused(logger, this.GetPrimaryKeyString(), reason.Code);
                return false;

            default:
                throw new UnreachableException();
        }
    }

    /// <returns>Why it is not done, or nothing where it is, now or before.</returns>
    private async Task<Refusal?> RunAsync(ReceiptTerms receipt, string errand)
    {
        var caller = DocumentPress.Caller(receipt.Issuer);
        var id = CommandIds.Of(this.GetPrimaryKeyString(), errand);

        if (errand.StartsWith(ReceiptErrand.GiveBack, StringComparison.Ordinal))
        {
            // A gift that is past it needs nothing back.
            return await GiveBackAsync(receipt) is { Code: not "step-not-now" } refused ? refused : null;
        }

        if (errand == ReceiptErrand.Replace)
        {
            var old = Receipt(receipt.Replaces!.Value);
            return Reason(await old.DoAsync(new MarkReceiptReplaced(receipt.Id, receipt.Document!.Value), caller, id)) is { } kept && (await old.GetAsync())?.ReplacedBy != receipt.Id
                ? kept
                : null;
        }

        // Its page says the same: void, or replaced by that of the other receipt.
        var document = grains.GetGrain<IDocumentGrain>($"document/{receipt.Document}");
        var by = receipt.ReplacedBy is { } next ? (await Receipt(next).GetAsync())?.Document : null;
        var reason = Reason(await (by is { } number
            ? document.DoAsync(new ReplaceBy(number, "annule et remplace"), caller, id)
            : document.DoAsync(new CancelDocument(receipt.Reason ?? "annulé"), caller, id)));
        return reason is not null && !IsSo(await document.GetAsync(), by) ? reason : null;
    }

    /// <summary>Whether the page says so already: void, or replaced by that one.</summary>
    private static bool IsSo(DocumentTerms? document, DocumentId? by) => by is { } number
        ? document?.ReplacedBy == number
        : document?.Status is DocumentStatus.Cancelled;

    /// <summary>
    /// The right to be the receipt of the gift is taken in the gift's history first: of two receipts at once one gets it. One that
    /// took it and was not issued, because its process ended in between, is asked to give it up.
    /// </summary>
    /// <returns>Why it cannot be had, or nothing.</returns>
    private async Task<Refusal?> TakeRightAsync(ReceiptTerms receipt)
    {
        if (await AskRightAsync(receipt) is not { } reason)
        {
            return null;
        }

        if ((await Gift(receipt).GetAsync())?.Receipt is not { } holder || await Receipt(holder).GetAsync() is not { Status: not ReceiptStatus.Issued } idle)
        {
            return reason;
        }

        var id = CommandIds.Of(this.GetPrimaryKeyString(), string.Create(CultureInfo.InvariantCulture, $"give-up/{holder}/{idle.Version}"));
        return await Receipt(holder).DoAsync(new GiveUpRight(), DocumentPress.Caller(receipt.Issuer), id) is Done<ReceiptTerms> ? await AskRightAsync(receipt) : reason;
    }

    // Taken, given back and taken again: whoever has it is asked each time, and only the same moment is the same command.
    private async Task<Refusal?> AskRightAsync(ReceiptTerms receipt) => await Gift(receipt).GetAsync() is { } gift
        ? Reason(await Gift(receipt).DoAsync(new TakeReceipt(receipt.Id, receipt.Replaces), DocumentPress.Caller(receipt.Issuer), AtOf("take", gift)))
        : Refusal.NotFound("donation-unknown");

    private async Task<Refusal?> GiveBackAsync(ReceiptTerms receipt) => await Gift(receipt).GetAsync() is { } gift
        ? Reason(await Gift(receipt).DoAsync(
            new GiveBackReceipt(receipt.Id, receipt.IssuedAt is null ? receipt.Replaces : null), DocumentPress.Caller(receipt.Issuer), AtOf("give-back", gift)))
        : null;

    private Guid AtOf(string what, DonationTerms gift) => CommandIds.Of(this.GetPrimaryKeyString(), string.Create(CultureInfo.InvariantCulture, $"{what}/{gift.Version}"));

    private IDonationGrain Gift(ReceiptTerms receipt) => grains.GetGrain<IDonationGrain>($"donation/{receipt.Donation}");

    private IReceiptGrain Receipt(ReceiptId id) => grains.GetGrain<IReceiptGrain>($"receipt/{id}");

    private static Refusal? Reason<T>(Reply<T> reply) => reply is Refused<T> { Reason: var reason } ? reason : null;

    /// <returns>Whether it is written down.</returns>
    private async Task<bool> ItselfAsync(ReceiptCommand command, string why)
    {
        var step = CommandCatalog<ReceiptCommand>.StepOf(command);

        if (await _receipt.DoAsync(command, DocumentPress.Caller(_receipt.Terms!.Issuer), CommandIds.Of(this.GetPrimaryKeyString(), why)) is Refused<ReceiptTerms> { Reason: var reason })
        {
            Log.NotDone(logger, this.GetPrimaryKeyString(), step, reason.Code);
            return false;
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Key} could not see to what follows from it; it stays due.")]
        public static partial void Failed(ILogger logger, Exception exception, string key);

        [LoggerMessage(3, LogLevel.Error, "{Key} could not '{Step}': {Code}. It stays due.")]
        public static partial void NotDone(ILogger logger, string key, string step, string code);

        [LoggerMessage(4, LogLevel.Warning, "{Key} was refused '{Errand}': {Code}. It stays undone; a person should look.")]
        public static partial void GivenUp(ILogger logger, string key, string errand, string code);

        [LoggerMessage(2, LogLevel.Error, "{Key} got no number: {Code}.")]
        public static partial void Refused(ILogger logger, string key, string code);
    }
}
