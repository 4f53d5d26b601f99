using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Domain;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Organisations;

namespace Ordi2.Silo.Machines;

/// <summary>
/// What a machine's step means for the other aggregates: a dossier's line is taken before the machine is (the second
/// coordinator gets a clear conflict), everything else is told after the machine's own facts are durable. Each telling has
/// an id that follows from the machine and the number of the event, so that telling twice changes nothing.
/// </summary>
internal sealed partial class Ripples(IGrainFactory grains, OrganisationDirectory organisations, DocumentPress press, ILogger<Ripples> logger)
{
    private const int MaxAttempts = 3;

    /// <summary>The facts that mean something for others.</summary>
    public static readonly FrozenSet<Type> Facts = new[]
    {
        typeof(AllocationReleased),
        typeof(ReturnReceived),
        typeof(OwnershipPassed),
        typeof(WentMissing),
        typeof(WasStolen),
        typeof(Recovered),
        typeof(ComplaintTold),
        typeof(MachinePacked),
        typeof(MachineUnpacked),
        typeof(PlaceTaken),
        typeof(PlaceGivenBack),
        typeof(ArrivedAtEpn),
        typeof(PlacedWithPartner),
        typeof(PartFitted),
        typeof(PartTakenOut),
        typeof(Dismantled),
        typeof(MediumRemoved),
        typeof(Scrapped),
        typeof(RescuedFromWaste),
        typeof(EventCorrected),
        typeof(ReturnRequested),
    }.ToFrozenSet();

    /// <summary>Whether these events mean something for others.</summary>
    public static bool Concern(ImmutableArray<MachineEvent> events)
    {
        foreach (var one in events)
        {
            if (Facts.Contains(one.GetType()) || one is HoldPlaced { Hold: Hold.DataIncident } || MachinePapers.Makes(one))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Takes what must be taken before the facts are written. Who has it already is told so by what it is, not by the id of the command:
    /// the same scan may come again after the clock has given back what its first attempt took.
    /// </summary>
    /// <returns>Why it cannot be had, or nothing.</returns>
    public async Task<Refusal?> BeforeAsync(MachineId machine, ImmutableArray<MachineEvent> events, OrganisationId organisation)
    {
        var fitted = new List<(PartId Part, MediumState State)>();

        foreach (var part in events.OfType<PartFitted>())
        {
            // Whoever comes second with the same part gets a clear conflict.
            var answer = await Part(part.Part).DoAsync(new FitIn(machine, AlreadyFitted: true), System(machine, organisation), Guid.CreateVersion7());

            if (answer is Refused<PartTerms> { Reason: var why })
            {
                foreach (var (other, state) in fitted)
                {
                    await Part(other).DoAsync(new TakeOut(state), System(machine, organisation), Guid.CreateVersion7());
                }

                return why;
            }

            fitted.Add((part.Part, part.MediumState));
        }

        if (events.OfType<MachineAllocated>().FirstOrDefault() is not { } allocated)
        {
            return null;
        }

        var reply = await Dossier(allocated.Dossier).DoAsync(new ReserveLine(allocated.Line, machine), System(machine, organisation), Guid.CreateVersion7());
        return reply is Refused<DossierTerms> { Reason: var reason } ? reason : null;
    }

    /// <summary>Gives back what was taken for a step that is refused after all: somebody else wrote to the machine meanwhile.</summary>
    public async Task GiveBackAsync(MachineId machine, Machine now, MachineCommand command, OrganisationId organisation)
    {
        PartId[] parts = command switch { FitPart c => [c.Part], CloseRepair c => [.. c.PartsUsed], _ => [] };

        foreach (var part in parts.Where(part => !now.Has(part)))
        {
            await GiveBackAsync(machine, part, organisation);
        }

        if (command is Allocate { Dossier: var dossier } && now.Allocation?.Dossier != dossier)
        {
            await GiveBackAsync(machine, dossier, organisation);
        }
    }

    /// <summary>Gives back what was taken for a step of which the machine knows nothing: nobody was left to write it.</summary>
    /// <param name="machine">Which machine.</param>
    /// <param name="history">Everything it knows.</param>
    /// <param name="taken">What was taken.</param>
    public async Task SettleAsync(MachineId machine, ImmutableArray<Recorded<MachineEvent>> history, Taking taken)
    {
        var now = Machine.Fold(history);

        if (Takings.PartOf(taken) is { } part && !now.Has(part))
        {
            Log.GivenBack(logger, machine, taken.Stream, taken.Seq);
            await GiveBackAsync(machine, part, taken.By);
        }
        else if (Takings.DossierOf(taken) is { } dossier && now.Allocation?.Dossier != dossier && !Takings.WasAllocated(history, dossier, taken.At))
        {
            Log.GivenBack(logger, machine, taken.Stream, taken.Seq);
            await GiveBackAsync(machine, dossier, taken.By);
        }
    }

    /// <summary>Tells the others what became durable.</summary>
    /// <param name="machine">Which machine.</param>
    /// <param name="before">The machine before it.</param>
    /// <param name="events">The facts.</param>
    /// <param name="papers">What corrections mean for its documents; nothing where none was ever made.</param>
    /// <param name="numbers">Gets the numbers of the documents that are made.</param>
    /// <returns>Whether all of them heard it, were it to refuse it, and every document is made.</returns>
    public async Task<bool> AfterAsync(MachineId machine, Machine before, ImmutableArray<Recorded<MachineEvent>> events, VoidPapers? papers, ImmutableArray<string>.Builder? numbers = null)
    {
        var told = true;
        var after = before;
        var loan = before.Loan ?? events.Select(one => one.Event).OfType<PlacedWithPartner>().FirstOrDefault()?.Loan;

        foreach (var recorded in events)
        {
            var index = 0;

            foreach (var ripple in Of(machine, before, loan, recorded, System(machine, recorded.From.Organisation)).Concat(OfUse(machine, before, loan, recorded, System(machine, recorded.From.Organisation))))
            {
                var commandId = IdOf(machine, $"{recorded.Seq}/{index++}");

                // Whoever did it knows it already, and waits for the answer.
                if (recorded.From.Device.Text != ripple.To)
                {
                    told &= await TellAsync(machine, recorded, ripple, commandId);
                }
            }

            // A correction is only known from the whole history; it makes no document, and voids those of the step.
            after = recorded.Event is EventCorrected ? after : after.Evolve(recorded);

            if (recorded.Event is EventCorrected)
            {
                Refusal? kept = null;
                told &= await TellAsync(machine, recorded, new("documents", async _ => kept = await VoidAsync(machine, recorded, papers!)), default) && kept is null;
            }

            if (MachinePapers.Makes(recorded.Event))
            {
                var (machineThen, made) = (after, Printed.Nothing);
                told &= await TellAsync(machine, recorded, new("documents", async _ => (made = await PrintAsync(machine, machineThen, recorded, papers)).Reason), default) && made.Reason is null;
                numbers?.AddRange(made.Numbers);
            }
        }

        return told;
    }

    private async Task<bool> TellAsync(MachineId machine, Recorded<MachineEvent> recorded, Ripple ripple, Guid commandId)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await ripple.Tell(commandId) is { } refusal)
                {
                    Log.Refused(logger, machine, recorded.Seq, ripple.To, refusal.Code);
                }

                return true;
            }
            catch (Exception exception) when (attempt < MaxAttempts)
            {
                Log.Retried(logger, exception, machine, recorded.Seq, ripple.To);
            }
            catch (Exception exception)
            {
                // The machine's own fact is durable and stays; the clock has it told again.
                Log.Failed(logger, exception, machine, recorded.Seq, ripple.To);
                return false;
            }
        }
    }

    private async Task GiveBackAsync(MachineId machine, PartId part, OrganisationId organisation)
    {
        if (await Part(part).GetAsync() is { Status: PartStatus.Fitted } terms && terms.In == machine)
        {
            await Part(part).DoAsync(new TakeOut(terms.MediumState), System(machine, organisation), Guid.CreateVersion7());
        }
    }

    private async Task GiveBackAsync(MachineId machine, DossierId dossier, OrganisationId organisation) =>
        await Dossier(dossier).DoAsync(new ReleaseLine(machine, "not-allocated"), System(machine, organisation), Guid.CreateVersion7());

    private IPartGrain Part(PartId part) => grains.GetGrain<IPartGrain>($"part/{part}");

    private IDossierGrain Dossier(DossierId dossier) => grains.GetGrain<IDossierGrain>($"dossier/{dossier}");

    private static Refusal? Reason<T>(Reply<T> reply) => reply is Refused<T> refused ? refused.Reason : null;

    private static Caller System(MachineId machine, OrganisationId organisation) =>
        new(new PersonId("system"), organisation, Role.System, new DeviceId($"machine/{machine}"));

    private static Guid IdOf(MachineId machine, string what)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"ripple/{machine}/{what}/{Guid.Empty}"), hash);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x8000));
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <param name="To">Whom it tells.</param>
    /// <param name="Tell">Tells it under a command id; answers why it was refused, if it was.</param>
    private sealed record Ripple(string To, Func<Guid, Task<Refusal?>> Tell);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Event {Seq} of {Machine} was told to {To}, which refused it: {Code}.")]
        public static partial void Refused(ILogger logger, MachineId machine, long seq, string to, string code);

        [LoggerMessage(2, LogLevel.Warning, "Event {Seq} of {Machine} could not be told to {To}; trying again.")]
        public static partial void Retried(ILogger logger, Exception exception, MachineId machine, long seq, string to);

        [LoggerMessage(3, LogLevel.Error, "Event {Seq} of {Machine} could not be told to {To}; the clock has it told again.")]
        public static partial void Failed(ILogger logger, Exception exception, MachineId machine, long seq, string to);

        [LoggerMessage(4, LogLevel.Warning, "{Taken} was taken for {Machine} by its event {Seq}, and the machine knows nothing of it: given back.")]
        public static partial void GivenBack(ILogger logger, MachineId machine, string taken, long seq);
    }
}
