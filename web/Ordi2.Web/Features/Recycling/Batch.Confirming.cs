using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recycling;

/// <summary>
/// On the recycler's proof, the store or the pole says of the whole batch that it is recycled (domain.md 4.3, transition 31). What a
/// stop leaves over stands here until it is said too.
/// </summary>
internal sealed partial class BatchPage
{
    /// <summary>The treatment is proven, and nobody has said yet that they are recycled.</summary>
    public ImmutableArray<MachineId> ToConfirm { get; private set; } = [];

    private bool Confirms => ProvenBatches.Confirm.Contains(Caller.Role) && Batch.Status is BatchStatus.Proven;

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        if (!Confirms)
        {
            return NotFound();
        }

        var command = new ConfirmRecycling();
        var stopped = ImmutableArray.CreateBuilder<MachineId>();
        var sent = ToConfirm.Length;

        foreach (var some in ToConfirm.Chunk(Http.Limits.ScansInABatch))
        {
            var answers = await scans.SendAsync(Caller, [.. some.Select(machine => new PageScan(Once(command, machine.Text), machine.Text, command))]);

            foreach (var (machine, answer) in some.Zip(answers))
            {
                if (answer.Stopped() is { } reason)
                {
                    stopped.Add(machine);
                    Mistakes.Add(FormMistakes.Form, Say("batch-not-confirmed", Label(machine), Why(reason)));
                }
            }
        }

        // The second half of a double click finds nothing left.
        if (stopped.Count == 0)
        {
            return Onward(Address, sent > 0 ? Count("batch-confirmed", sent) : Say("batch-confirmed-already"));
        }

        ToConfirm = stopped.ToImmutable();
        FormMistakes.Renew(HttpContext);
        return Page();
    }

    private async Task<ImmutableArray<MachineId>> WaitingAsync(MachineDoors doors) => Confirms
        ? [.. (await doors.FindAsync(Caller, Batch.Machines, HttpContext.RequestAborted)).Where(one => one.Value.Row.Status is MachineStatus.ToRecycle).Select(one => one.Key)]
        : [];
}
