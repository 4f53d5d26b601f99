using System.Collections.Immutable;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Recalls;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Recalls;

/// <summary>Which machines a recall is about: those of its pole on which an audit saw the battery or the model, and that are not at the end of their life.</summary>
internal static class RecalledMachines
{
    private const int Page = 500;
    private const int AtOnce = 64;

    public static async Task<ImmutableArray<FoundMachine>> FindAsync(RecallQuestion question, MachineQueries machines, IGrainFactory grains)
    {
        var rows = new SortedDictionary<string, MachineRow>(StringComparer.Ordinal);

        foreach (var battery in question.Filter.Batteries)
        {
            await PagesAsync(after => machines.WithNumberAsync("battery", battery, question.Pole.Text, after, Page));
        }

        foreach (var model in question.Filter.Models)
        {
            await PagesAsync(after => machines.WithModelAsync(model, question.Pole.Text, after, Page));
        }

        var relays = new Dictionary<string, OrganisationId?>(StringComparer.Ordinal);

        foreach (var loans in rows.Values.Select(row => row.Loan).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var known = await Task.WhenAll(loans.Select(loan => grains.GetGrain<ILoanGrain>($"loan/{loan}").GetAsync()));

            for (var i = 0; i < loans.Length; i++)
            {
                relays[loans[i]] = known[i]?.Relay;
            }
        }

        return
        [
            .. rows.Values.Select(row => new FoundMachine(
                new MachineId(row.Id),
                FoundMachine.IsInStock(row.Status),
                row.Holder is { } holder ? new OrganisationId(holder) : null,
                row.Loan is { } loan ? relays[loan] : null)),
        ];

        async Task PagesAsync(Func<string, Task<ImmutableArray<MachineRow>>> ask)
        {
            for (var after = string.Empty; ;)
            {
                var page = await ask(after);

                foreach (var row in page)
                {
                    rows[row.Id] = row;
                }

                if (page.Length < Page)
                {
                    return;
                }

                after = page[^1].Id;
            }
        }
    }
}
