using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Machines;

/// <summary>What somebody who looks at the machine is told. Nothing is written.</summary>
internal sealed partial class MachineGrain
{
    public async Task<MachineLook> LookAsync(Caller caller) => new()
    {
        Media = [.. _machine.Media.Select(medium => new SeenMedium(medium.Serial, medium.Kind, medium.SizeBytes, medium.State, medium.Soldered))],
        Parts = [.. _machine.Parts.Select(part => new SeenPart(part.Part.Text, part.Type, part.From, part.At))],
        Claim = _machine.Custody?.Pending is { } pending ? new(pending.Claimant, pending.ConfirmedAfter, pending.Contested) : null,
        Waiting = [.. _machine.Held.Select(held => new WaitingStep(held.ScanId, held.Step, held.Reason, held.From.Organisation, held.From.OccurredAt))],
        Recalls = _machine.Recalls,
        LastStep = _machine.LastStep?.Seq,
        WarrantyUntil = _machine.WarrantyUntil,
        Steps = await StepsAsync(caller),
    };

    private async Task<ImmutableArray<NextStep>> StepsAsync(Caller caller)
    {
        // Most steps are stopped before their guards, and for that the known holder and the delivery are enough.
        var needs = Needs.Of(_machine, new ReceiveAtEpn(), caller.Organisation);

        if (await informant.AskAsync(_machine, _id, needs, caller.Organisation) is not { } known)
        {
            return [];
        }

        var now = clock.Now();
        var steps = ImmutableArray.CreateBuilder<NextStep>();

        foreach (var step in Prospects.StepsOf(caller.Role))
        {
            var drafts = Prospects.DraftsOf(step, _machine);

            if (drafts is { IsEmpty: true })
            {
                continue;
            }

            var why = Prospects.Stops(_machine, _id, step, caller, known, now);

            if (why is null && drafts is { } asked)
            {
                var informed = new List<(MachineCommand, Circumstances)>(asked.Length);

                foreach (var draft in asked)
                {
                    informed.Add((draft, await informant.AskAsync(_machine, _id, draft, caller.Organisation) ?? known));
                }

                why = Prospects.Why(_machine, _id, caller, now, [.. informed]);
            }

            steps.Add(new(CommandCatalog<MachineCommand>.StepOf(step), why));
        }

        return steps.ToImmutable();
    }
}
