using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using Ordi2.Silo.Clocks;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Machines;

/// <summary>Read, decide, write, tell: the grain does the first, third and fourth; <see cref="MachineDecision"/> does the second.</summary>
internal sealed partial class MachineGrain(
    ILedger ledger,
    Informant informant,
    IMachineLookup lookup,
    Ripples ripples,
    RefusalBook refusals,
    TimeProvider clock,
    ILogger<MachineGrain> logger) : Grain, IMachineGrain
{
    private const string KeyPrefix = "machine/";
    private const int MaxAttempts = 5;

    private Machine _machine = Machine.Unknown;
    private AnswerBook _answers = new();
    private EventStream<MachineEvent> _stream = null!;
    private MachineId _id;
    private bool _caughtUp;
    private bool _corrected;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();

        if (!key.StartsWith(KeyPrefix, StringComparison.Ordinal) || key.Length == KeyPrefix.Length)
        {
            throw new InvalidOperationException($"'{key}' is not the key of a machine: it is '{KeyPrefix}' and the label.");
        }

        _id = new(key[KeyPrefix.Length..]);
        _stream = new(ledger, key);
        return LoadAsync(cancellationToken);
    }

    public async Task<ImmutableArray<ScanReceipt>> ScanAsync(ImmutableArray<Scan> scans, Caller caller)
    {
        var receipts = ImmutableArray.CreateBuilder<ScanReceipt>(scans.Length);

        try
        {
            foreach (var scan in scans)
            {
                receipts.Add(await ScanAsync(scan with { OccurredAt = scan.OccurredAt.Whole() }, caller));
            }
        }
        catch (Exception exception)
        {
            // Whether or not the last events were written, this activation no longer knows the end of its stream.
            // The next call starts a fresh one, which reads it again; the scans are sent again with the same ids.
            Log.Failed(logger, exception, _id);
            DeactivateOnIdle();

            if (receipts.Count == 0)
            {
                throw;
            }

            // What came before it stands, and is said. Of this one nobody knows, and those after it were not looked at.
            receipts.AddRange(scans[receipts.Count..].Select(scan => Receipt(scan, Outcome.Refused) with { Reason = Refusal.Conflict("try-again") }));
        }

        return receipts.MoveToImmutable();
    }

    public Task ForgetTextsAsync() => LoadAsync(CancellationToken.None);

    public async Task<int> WakeAsync()
    {
        for (var done = 0; ; done++)
        {
            var version = _machine.Version;

            if (MachineDeadlines.WhenDue(_machine, clock.Now()) is not { } command)
            {
                return done;
            }

            // Under another id each day: a refusal is the answer for ever, and what stood in the way elsewhere may be gone tomorrow.
            var scanId = CommandIds.Of(_stream.Name, string.Create(CultureInfo.InvariantCulture, $"due/{version}/{clock.Now():yyyy-MM-dd}"));
            var caller = TheSystem.For(_machine.Custody?.Holder ?? TheSystem.Organisation, DeviceId.Clock.Text);
            var receipt = (await ScanAsync([new Scan(scanId, clock.Now(), null, command)], caller))[0];

            if (_machine.Version == version)
            {
                Log.NotDone(logger, _id, CommandCatalog<MachineCommand>.StepOf(command), receipt.Reason?.Code);
                return done;
            }
        }
    }

    private async Task<ScanReceipt> ScanAsync(Scan scan, Caller caller)
    {
        var step = CommandCatalog<MachineCommand>.StepOf(scan.Command);

        for (var attempt = 1; ; attempt++)
        {
            if (_answers.Find(caller.Device.Text, scan.ScanId) is { } first)
            {
                // Whoever asks again may have had no answer: what others are to hear of it, they hear before this one does.
                await CatchUpAsync();
                return AnswerBook.Repeat(first, scan, step, _id, await DocumentsAsync(first, scan, caller));
            }

            try
            {
                return await DecideAsync(scan, caller, step, again: attempt > 1);
            }
            catch (LedgerConflictException) when (attempt < MaxAttempts)
            {
                // Another activation of this machine wrote first: the database decides, and we decide again.
                Log.Conflict(logger, _id, attempt);
                await LoadAsync(CancellationToken.None);
            }
            catch (DuplicateClientEventException duplicate)
            {
                await LoadAsync(CancellationToken.None);

                return _answers.Find(caller.Device.Text, scan.ScanId) is { } known
                    ? AnswerBook.Repeat(known, scan, step, _id, await DocumentsAsync(known, scan, caller))
                    : Receipt(scan, Outcome.Refused) with { Reason = Refusal.Conflict("scan-id-reused", duplicate.ClientEventId.ToString()) };
            }
            catch (LabelTakenException taken) when (_stream.End.Seq == 0)
            {
                // This label is an alias of another machine, which has the whole history.
                return Receipt(scan, Outcome.Refused) with { AliasOf = new MachineId(taken.Machine) };
            }
            catch (LabelTakenException taken)
            {
                return await RefuseAsync(scan, caller, step, Refusal.Conflict("label-taken", taken.Label));
            }
            catch (LedgerRefusedException refused)
            {
                // The database refuses what this scan says, alone and again: sending it once more would not help.
                Log.NotWritten(logger, refused, _id, scan.ScanId);
                await LoadAsync(CancellationToken.None);
                return Receipt(scan, Outcome.Refused) with { Reason = Refusal.Invalid("cannot-be-stored") };
            }
        }
    }

    private async Task<ScanReceipt> DecideAsync(Scan scan, Caller caller, string step, bool again)
    {
        if (await informant.AskAsync(_machine, _id, scan.Command, caller.Organisation) is not { } circumstances)
        {
            return Receipt(scan, Outcome.Refused) with { Reason = Refusal.NotFound("organisation-unknown", caller.Organisation.Text) };
        }

        // Once in the life of a machine: from then on its label is its own.
        if (_stream.End.Seq == 0 && await lookup.WhyNoMachineAsync(_id) is { } none && await lookup.LabelLeadsToAsync(_id) is null)
        {
            return await RefuseAsync(scan, caller, step, none);
        }

        var now = clock.Now();

        switch (MachineDecision.Decide(_machine, _id, scan, caller, circumstances, now))
        {
            case Refuse<MachineEvent> when _stream.End.Seq == 0 && await lookup.LabelLeadsToAsync(_id) is { } alias:
                return Receipt(scan, Outcome.Refused) with { AliasOf = alias };

            case Refuse<MachineEvent> refused:
                if (again)
                {
                    await ripples.GiveBackAsync(_id, _machine, scan.Command, caller.Organisation);
                }

                return await RefuseAsync(scan, caller, step, refused.Reason);

            case Accept<MachineEvent> accepted:
                await CatchUpAsync(accepted.Events);

                if (await ripples.BeforeAsync(_id, accepted.Events, caller.Organisation) is { } taken)
                {
                    return await RefuseAsync(scan, caller, step, taken);
                }

                var documents = await WriteAsync(accepted.Events, new(scan.OccurredAt, now, caller.Person, caller.Organisation, caller.Device, scan.ScanId), step);
                var receipt = AnswerBook.First(_answers.Find(caller.Device.Text, scan.ScanId)!.Value, scan, _id, documents);

                if (!_machine.Held.IsEmpty && receipt.Outcome is not Outcome.Held)
                {
                    await RetryHeldAsync();
                }

                return receipt;

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What was missing may have arrived. Whatever comes of it, the scan that brought it has its answer.</summary>
    private async Task RetryHeldAsync()
    {
        try
        {
            await RetryHeldUntilNoneFitsAsync();
        }
        catch (Exception exception) when (exception is LedgerConflictException or LabelTakenException or DuplicateClientEventException)
        {
            // Another activation wrote first, or another machine has that label since: what waits goes on waiting, for the next scan or its supervisor.
            Log.NotRetried(logger, exception, _id);
            await LoadAsync(CancellationToken.None);
        }
    }

    private async Task RetryHeldUntilNoneFitsAsync()
    {
        for (var moved = true; moved;)
        {
            moved = false;

            foreach (var held in HeldScans.InOrder(_machine).ToArray())
            {
                var (scan, caller) = HeldScans.Again(held);

                if (await informant.AskAsync(_machine, _id, scan.Command, caller.Organisation) is not { } circumstances)
                {
                    continue;
                }

                var now = clock.Now();
                var events = HeldScans.Retry(_machine, _id, held, circumstances, now);

                if (!events.IsEmpty)
                {
                    await CatchUpAsync(events);
                }

                if (!events.IsEmpty && await ripples.BeforeAsync(_id, events, caller.Organisation) is null)
                {
                    await WriteAsync(events, held.From with { RecordedAt = now, CommandId = null }, held.Step);
                    moved = true;
                }
            }
        }
    }

    private async Task<ScanReceipt> RefuseAsync(Scan scan, Caller caller, string step, Refusal reason)
    {
        Log.Refused(logger, _id, scan.ScanId, step, reason.Code);

        if (await refusals.KeepAsync(_stream.Name, scan, step, reason, caller))
        {
            _answers.Refuse(caller.Device.Text, scan.ScanId, step, _machine, reason);
        }

        return Receipt(scan, Outcome.Refused) with { Reason = reason };
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (events, refusals) = await _stream.ReadAsync(cancellationToken);
        (_machine, _answers, _corrected) = (Machine.Fold(events), AnswerBook.Of(events), events.Any(one => one.Event is EventCorrected));

        foreach (var refusal in refusals)
        {
            var reason = JsonSerializer.Deserialize<Refusal>(refusal.Body, WireJson.Options)
                ?? throw new InvalidOperationException($"The refusal of {refusal.ClientEventId} is empty.");
            _answers.Refuse(refusal.Device, refusal.ClientEventId, refusal.Step, _machine, reason);
        }
    }

    private ScanReceipt Receipt(Scan scan, Outcome outcome) => new()
    {
        ScanId = scan.ScanId,
        Outcome = outcome,
        Machine = _id,
        Status = _machine.Status,
        Version = _machine.Version,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Scan {ScanId} of {Machine} for {Step} was refused: {Code}.")]
        public static partial void Refused(ILogger logger, MachineId machine, Guid scanId, string step, string code);

        [LoggerMessage(2, LogLevel.Warning, "Somebody else wrote to {Machine} first; deciding again, attempt {Attempt}.")]
        public static partial void Conflict(ILogger logger, MachineId machine, int attempt);

        [LoggerMessage(5, LogLevel.Warning, "A scan of {Machine} that waits could not be written now.")]
        public static partial void NotRetried(ILogger logger, Exception exception, MachineId machine);

        [LoggerMessage(4, LogLevel.Warning, "{Machine} is due, and '{Step}' was refused to the system: {Code}.")]
        public static partial void NotDone(ILogger logger, MachineId machine, string step, string? code);

        [LoggerMessage(6, LogLevel.Error, "The database refuses scan {ScanId} of {Machine}.")]
        public static partial void NotWritten(ILogger logger, Exception exception, MachineId machine, Guid scanId);

        [LoggerMessage(3, LogLevel.Error, "A scan of {Machine} was not answered. The next call reads the machine again.")]
        public static partial void Failed(ILogger logger, Exception exception, MachineId machine);
    }
}
