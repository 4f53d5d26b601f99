using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;

namespace Ordi2.Silo.Machines;

internal sealed partial class Ripples
{
    /// <summary>The documents that some facts of a machine made; asked again, each purpose has the document that it had.</summary>
    /// <param name="machine">Which machine.</param>
    /// <param name="before">The machine before the first of them.</param>
    /// <param name="events">The facts.</param>
    /// <param name="papers">What corrections mean for the documents of the machine.</param>
    public async Task<ImmutableArray<string>> DocumentsAsync(MachineId machine, Machine before, ImmutableArray<Recorded<MachineEvent>> events, VoidPapers papers)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();

        foreach (var recorded in events.Where(one => one.Event is not EventCorrected))
        {
            before = before.Evolve(recorded);

            if (MachinePapers.Makes(recorded.Event))
            {
                numbers.AddRange((await PrintAsync(machine, before, recorded, papers)).Numbers);
            }
        }

        return numbers.ToImmutable();
    }

    /// <summary>Each document has its purpose, so that one that is asked for twice is made once. One that is refused keeps no other from being made.</summary>
    private async Task<Printed> PrintAsync(MachineId machine, Machine after, Recorded<MachineEvent> recorded, VoidPapers? papers)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();
        Refusal? reason = null;

        foreach (var order in await OrdersAsync(machine, after, recorded, papers))
        {
            // What was taken back meanwhile makes no document any more.
            if (papers?.IsVoid(recorded.Seq) == true)
            {
                numbers.AddRange(await press.FindAsync(order.Trace) is { } given ? [given.Text] : Array.Empty<string>());
                continue;
            }

            switch (await press.MakeAsync(order))
            {
                case Done<DocumentTerms> { Value.Id: var number }:
                    numbers.Add(number.Text);
                    break;

                case Refused<DocumentTerms> refused:
                    reason ??= refused.Reason;
                    break;
            }
        }

        return new(numbers.ToImmutable(), reason);
    }

    /// <summary>
    /// The documents of the facts that a correction took back are void; one whose number was given and that was never made is made for that.
    /// One that cannot be made void keeps no other from it, and what stands in their place by now, where the step was done again, is not of this correction.
    /// </summary>
    /// <returns>Why one of them is not.</returns>
    private async Task<Refusal?> VoidAsync(MachineId machine, Recorded<MachineEvent> correction, VoidPapers papers)
    {
        Refusal? reason = null;

        foreach (var (fact, after) in papers.TakenBackBy(correction.Seq))
        {
            foreach (var order in await OrdersAsync(machine, after, fact, papers))
            {
                if (await press.FindAsync(order.Trace) is null)
                {
                    continue;
                }

                var kept = await press.MakeAsync(order) switch
                {
                    Done<DocumentTerms> { Value: var made } => await press.CancelAsync(made, papers.NextOf(order.Trace), ((EventCorrected)correction.Event).Reason),
                    Refused<DocumentTerms> refused => refused.Reason,
                    _ => throw new System.Diagnostics.UnreachableException(),
                };

                reason ??= kept;
            }
        }

        return reason;
    }

    private async Task<IEnumerable<DocumentOrder>> OrdersAsync(MachineId machine, Machine after, Recorded<MachineEvent> recorded, VoidPapers? papers)
    {
        var donation = after.Donation is { } id ? await grains.GetGrain<IDonationGrain>($"donation/{id}").GetAsync() : null;
        var orders = MachinePapers.Of(machine, after, recorded, donation, await organisations.FindAsync(recorded.From.Organisation));
        return papers is null ? orders : orders.Select(papers.InItsPlace);
    }

    /// <param name="Numbers">Of the documents that are made.</param>
    /// <param name="Reason">Why one of them is not.</param>
    private sealed record Printed(ImmutableArray<string> Numbers, Refusal? Reason)
    {
        public static readonly Printed Nothing = new([], null);
    }
}
