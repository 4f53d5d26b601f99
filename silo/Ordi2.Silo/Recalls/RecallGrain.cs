using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Recalls;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Recalls;

/// <summary>
/// Read, decide, write; and place the holds, which is a process whose steps are facts of the recall itself: which machines have
/// theirs. It runs beside other calls, since a machine may speak with its recall at that moment.
/// </summary>
internal sealed partial class RecallGrain(AggregateDesk desk, TimeProvider clock, ILogger<RecallGrain> logger) : Grain, IRecallGrain
{
    private const int AtOnce = 16;

    /// <summary>Each note writes the whole recall: of however many machines, there are about so many.</summary>
    private const int Notes = 16;

    private const int FewestInOneNote = 64;

    private Aggregate<Recall, RecallCommand, RecallEvent, RecallTerms> _recall = null!;
    private string _key = string.Empty;
    private Task<int> _drive = Task.FromResult(0);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        _recall = desk.Open(Kinds.Recall, _key, DeactivateOnIdle);
        return _recall.LoadAsync(cancellationToken);
    }

    public async Task<Reply<RecallTerms>> DoAsync(RecallCommand command, Caller caller, Guid commandId)
    {
        var reply = await _recall.DoAsync(command, caller, commandId);

        if (command is ActivateRecall or RefreshRecall && reply is Done<RecallTerms>)
        {
            Drive();
        }

        return reply;
    }

    public Task<Reply<RecallTerms>> ForeseeAsync(Caller caller) => _recall.ForeseeAsync(new ActivateRecall(), caller);

    public Task<RecallTerms?> GetAsync() => Task.FromResult(_recall.Terms);

    public Task ForgetTextsAsync() => _recall.ForgetTextsAsync();

    /// <summary>Machines without a hold are due: what a stop interrupted goes on.</summary>
    public async Task<int> WakeAsync()
    {
        Drive();
        return await _recall.WakeAsync();
    }

    /// <summary>Whoever asks while it is done waits for its end.</summary>
    public Task<int> DriveAsync() => _drive.IsCompleted ? _drive = HoldAllAsync() : _drive;

    /// <summary>Beside the call that asks for it, which would keep others out until the last machine has answered; what fails there is logged there and due again.</summary>
    private void Drive() => _ = GrainFactory.GetGrain<IRecallGrain>(_key).DriveAsync();

    private async Task<int> HoldAllAsync()
    {
        var asked = new HashSet<MachineId>();
        var done = 0;

        try
        {
            // More may be found meanwhile: looked at again after each note, and no machine is asked twice.
            while (_recall.Terms is { } terms && _recall.State.NotHeld.Where(machine => !asked.Contains(machine)).ToArray() is { Length: > 0 } open)
            {
                var machines = open[..Math.Min(open.Length, Math.Max(FewestInOneNote, terms.Lines.Length / Notes))];
                asked.UnionWith(machines);
                var held = new List<MachineId>(machines.Length);

                foreach (var some in machines.Chunk(AtOnce))
                {
                    var answers = await Task.WhenAll(some.Select(machine => HoldAsync(machine, terms)));
                    held.AddRange(some.Where((_, i) => answers[i]));
                }

                await NoteAsync(held, terms);
                done += held.Count;
            }
        }
#pragma warning disable CA1031 // Nobody waits for it: what is wrong must be said here. The machines that have no hold yet stay due, and the clock goes on with them.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Stopped(logger, exception, _key, done);
        }

        return done;
    }

    private async Task NoteAsync(List<MachineId> held, RecallTerms terms)
    {
        if (held.Count == 0)
        {
            return;
        }

        var noted = await GrainFactory.GetGrain<IRecallGrain>(_key).DoAsync(
            new NoteHeld { Machines = [.. held] }, By(terms), CommandIds.Of(_key, $"held/{string.Join(',', held.Select(machine => machine.Text))}"));

        if (noted is Refused<RecallTerms> { Reason: var reason })
        {
            Log.NotNoted(logger, _key, reason.Code);
        }
    }

    /// <returns>Whether nothing more is to be done: it has its hold, or its life has ended and it goes nowhere.</returns>
    private async Task<bool> HoldAsync(MachineId machine, RecallTerms terms)
    {
        try
        {
            var receipt = await AskAsync(machine, terms, $"hold/{machine}");

            if (receipt.Outcome is Outcome.Duplicate && !IsSettled(receipt))
            {
                // The machine remembers that it refused; what stood in the way may be gone.
                receipt = await AskAsync(machine, terms, $"hold/{machine}/{clock.GetUtcNow():O}");
            }

            if (IsSettled(receipt))
            {
                return true;
            }

            Log.NotHeld(logger, _key, machine, receipt.Reason?.Code ?? "-");
        }
#pragma warning disable CA1031 // Whatever is wrong with one machine: the others get their holds, and this one stays due.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.NotAsked(logger, exception, _key, machine);
        }

        return false;
    }

    private static bool IsSettled(ScanReceipt receipt) =>
        (receipt.Outcome is Outcome.Duplicate ? receipt.FirstOutcome : receipt.Outcome) is Outcome.Accepted or Outcome.AcceptedWithFinding
        || receipt.Status is MachineStatus.Recycled or MachineStatus.HandedBack;

    private async Task<ScanReceipt> AskAsync(MachineId machine, RecallTerms terms, string what) => (await GrainFactory.GetGrain<IMachineGrain>($"machine/{machine}").ScanAsync(
        [new Scan(CommandIds.Of(_key, what), clock.GetUtcNow(), null, new OpenRecall(terms.Id.Text, terms.Reason))],
        By(terms)))[0];

    private Caller By(RecallTerms terms) => new(new PersonId("system"), terms.Pole, Role.System, new DeviceId(_key));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Recall} could not place its hold on {Machine}, which stays due: {Code}.")]
        public static partial void NotHeld(ILogger logger, string recall, MachineId machine, string code);

        [LoggerMessage(2, LogLevel.Error, "{Recall} stopped after {Done} holds; the clock goes on with it.")]
        public static partial void Stopped(ILogger logger, Exception exception, string recall, int done);

        [LoggerMessage(4, LogLevel.Error, "{Recall} could not ask {Machine}, which stays due.")]
        public static partial void NotAsked(ILogger logger, Exception exception, string recall, MachineId machine);

        [LoggerMessage(3, LogLevel.Warning, "{Recall} could not note which machines have their hold: {Code}.")]
        public static partial void NotNoted(ILogger logger, string recall, string code);
    }
}
