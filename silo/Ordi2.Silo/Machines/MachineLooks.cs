using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Silo.Machines;

/// <summary>What somebody who looks at a machine is told: what is inside it, and what may be done next.</summary>
internal static class MachineLooks
{
    public static async Task<MachineLook> OfAsync(Machine machine, MachineId id, Caller caller, Informant informant, DateTimeOffset now) => new()
    {
        Media = [.. machine.Media.Select(medium => new SeenMedium(medium.Serial, medium.Kind, medium.SizeBytes, medium.State, medium.Soldered))],
        Parts = [.. machine.Parts.Select(part => new SeenPart(part.Part.Text, part.Type, part.From, part.At))],
        Claim = machine.Custody?.Pending is { } pending ? new(pending.Claimant, pending.ConfirmedAfter, pending.Contested) : null,
        Waiting = [.. machine.Held.Select(held => new WaitingStep(held.ScanId, held.Step, held.Reason, held.From.Organisation, held.From.OccurredAt))],
        Recalls = machine.Recalls,
        LastStep = machine.LastStep?.Seq,
        LastScan = machine.LastStep?.Scan,
        WarrantyUntil = machine.WarrantyUntil,
        Route = machine.Route,
        SeenWithoutMedia = machine.SeenWithoutMedia,
        Steps = await StepsAsync(machine, id, caller, informant, now),
    };

    private static async Task<ImmutableArray<NextStep>> StepsAsync(Machine machine, MachineId id, Caller caller, Informant informant, DateTimeOffset now)
    {
        // Most steps are stopped before their guards, and for that the known holder and the delivery are enough.
        var needs = Needs.Of(machine, new ReceiveAtEpn(), caller.Organisation);
        var told = new Told();

        if (await informant.AskAsync(machine, id, needs, caller.Organisation, told) is not { } known)
        {
            return [];
        }

        var steps = ImmutableArray.CreateBuilder<NextStep>();

        foreach (var step in Prospects.StepsOf(caller.Role))
        {
            var drafts = Prospects.DraftsOf(step, machine);

            if (drafts is { IsEmpty: true })
            {
                continue;
            }

            var why = Prospects.Stops(machine, id, step, caller, known, now);

            if (why is null && drafts is { } asked)
            {
                var informed = new List<(MachineCommand, Circumstances)>(asked.Length);

                foreach (var draft in asked)
                {
                    informed.Add((draft, await informant.AskAsync(machine, id, draft, caller.Organisation, told) ?? known));
                }

                why = Prospects.Why(machine, id, caller, now, [.. informed]);
            }

            steps.Add(new(CommandCatalog<MachineCommand>.StepOf(step), why));
        }

        return steps.ToImmutable();
    }
}
