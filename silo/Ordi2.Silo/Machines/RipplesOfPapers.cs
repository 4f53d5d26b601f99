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
    public async Task<ImmutableArray<string>> DocumentsAsync(MachineId machine, Machine before, ImmutableArray<Recorded<MachineEvent>> events)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();

        foreach (var recorded in events.Where(one => one.Event is not EventCorrected))
        {
            before = before.Evolve(recorded);

            if (MachinePapers.Makes(recorded.Event))
            {
                numbers.AddRange((await PrintAsync(machine, before, recorded)).Numbers);
            }
        }

        return numbers.ToImmutable();
    }

    /// <summary>Each document has its purpose, so that one that is asked for twice is made once. One that is refused keeps no other from being made.</summary>
    private async Task<Printed> PrintAsync(MachineId machine, Machine after, Recorded<MachineEvent> recorded)
    {
        var donation = after.Donation is { } id ? await grains.GetGrain<IDonationGrain>($"donation/{id}").GetAsync() : null;
        var numbers = ImmutableArray.CreateBuilder<string>();
        Refusal? reason = null;

        foreach (var order in MachinePapers.Of(machine, after, recorded, donation, await organisations.FindAsync(recorded.From.Organisation)))
        {
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

    /// <param name="Numbers">Of the documents that are made.</param>
    /// <param name="Reason">Why one of them is not.</param>
    private sealed record Printed(ImmutableArray<string> Numbers, Refusal? Reason)
    {
        public static readonly Printed Nothing = new([], null);
    }
}
