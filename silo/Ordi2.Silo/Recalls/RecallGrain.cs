using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
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
internal sealed class RecallGrain(AggregateDesk desk, TimeProvider clock) : Grain, IRecallGrain
{
    private const int AtOnce = 16;

    private Aggregate<Recall, RecallCommand, RecallEvent, RecallTerms> _recall = null!;
    private Task<int> _drive = Task.FromResult(0);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _recall = desk.Open(Kinds.Recall, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _recall.LoadAsync(cancellationToken);
    }

    public Task<Reply<RecallTerms>> DoAsync(RecallCommand command, Caller caller, Guid commandId) => _recall.DoAsync(command, caller, commandId);

    public Task<RecallTerms?> GetAsync() => Task.FromResult(_recall.Terms);

    /// <summary>Machines without a hold are due: what a stop interrupted goes on. It runs beside this call, as always.</summary>
    public async Task<int> WakeAsync()
    {
        // Not awaited: this call would keep others out, and what fails is due again in a minute.
        _ = GrainFactory.GetGrain<IRecallGrain>(this.GetPrimaryKeyString()).DriveAsync();
        return await _recall.WakeAsync();
    }

    /// <summary>Whoever asks while it is done waits for its end.</summary>
    public Task<int> DriveAsync() => _drive.IsCompleted ? _drive = HoldAllAsync() : _drive;

    private async Task<int> HoldAllAsync()
    {
        if (_recall.Terms is not { } terms)
        {
            return 0;
        }

        var done = 0;
        var caller = new Caller(new PersonId("system"), terms.Pole, Role.System, new DeviceId(this.GetPrimaryKeyString()));

        foreach (var machines in terms.Lines.Where(line => !line.Held).Select(line => line.Machine).Chunk(AtOnce))
        {
            await Task.WhenAll(machines.Select(machine => HoldAsync(machine, terms, caller)));
            await GrainFactory.GetGrain<IRecallGrain>(this.GetPrimaryKeyString()).DoAsync(
                new NoteHeld { Machines = [.. machines] },
                caller,
                IdOf($"held/{string.Join(',', machines.Select(machine => machine.Text))}"));
            done += machines.Length;
        }

        return done;
    }

    /// <summary>A machine that refuses is at the end of its life: it goes nowhere.</summary>
    private Task<ImmutableArray<ScanReceipt>> HoldAsync(MachineId machine, RecallTerms terms, Caller caller) =>
        GrainFactory.GetGrain<IMachineGrain>($"machine/{machine}").ScanAsync(
            [new Scan(IdOf($"hold/{machine}"), clock.GetUtcNow(), null, new OpenRecall(terms.Id.Text, terms.Reason))],
            caller);

    private Guid IdOf(string what)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{this.GetPrimaryKeyString()}/{what}"), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
