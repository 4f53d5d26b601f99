using System.Collections.Immutable;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Recalls;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Recalls;

/// <summary>Which machines a recall is about: those of its pole on which an audit saw the number or the model, or on which the system is installed, and that are not at the end of their life.</summary>
internal static class RecalledMachines
{
    private const int Page = 500;
    private const int AtOnce = 64;

    public static async Task<ImmutableArray<FoundMachine>> FindAsync(RecallQuestion question, MachineQueries machines, IGrainFactory grains)
    {
        var rows = new SortedDictionary<string, MachineRow>(StringComparer.Ordinal);

        var (filter, pole) = (question.Filter, question.Pole.Text);
        var (from, to) = FirstAndEnd(filter);

        foreach (var battery in filter.Batteries)
        {
            await PagesAsync(last => machines.WithNumberAsync("battery", battery, pole, last?.Id ?? string.Empty, Page));
        }

        foreach (var model in filter.Models)
        {
            await PagesAsync(last => machines.WithModelAsync(model, pole, last?.Id ?? string.Empty, Page));
        }

        foreach (var batch in filter.Batches)
        {
            await PagesAsync(last => machines.WithNumbersFromAsync(batch, pole, last?.Id ?? string.Empty, Page));
        }

        foreach (var image in filter.Images)
        {
            await PagesAsync(last => machines.WithImageAsync(image, from, to, pole, last, Page));
        }

        foreach (var plan in filter.Systems)
        {
            await PagesAsync(last => machines.WithSystemAsync(plan, from, to, pole, last, Page));
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

        async Task PagesAsync(Func<MachineRow?, Task<ImmutableArray<MachineRow>>> ask)
        {
            for (MachineRow? last = null; ;)
            {
                var page = await ask(last);

                foreach (var row in page)
                {
                    rows[row.Id] = row;
                }

                if (page.Length < Page)
                {
                    return;
                }

                last = page[^1];
            }
        }
    }

    /// <summary>The moments between which a system was installed; the second is the first that is too late.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) FirstAndEnd(RecallFilter filter) => (
        filter.InstalledFrom is { } first ? FrenchCalendar.StartOf(first) : DateTimeOffset.UnixEpoch,
        filter.InstalledTo is { } last ? FrenchCalendar.StartOf(last.AddDays(1)) : new DateTimeOffset(9000, 1, 1, 0, 0, 0, TimeSpan.Zero));
}
