using System.Security.Cryptography;
using System.Text;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using StoredFacts = Ordi2.Silo.Streams.Facts;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>The twelve invariants of domain.md 4.5, over everything that the ledger holds: what one aggregate says of another, when nothing is under way.</summary>
internal sealed class TwelveInvariants(RandomTerritory territory)
{
    public static readonly OpenSeries Opening = new(DocumentKind.AllocationDecision, Cast.Workshop, 2020);

    public static readonly string Series = SeriesNumbers.Id(Opening.Kind, Opening.Year, Opening.Issuer).Text;

    private readonly Dictionary<MachineId, Machine> _machines = [];

    public async Task AssertAsync()
    {
        foreach (var (id, machine) in territory.Watch.Machines)
        {
            _machines[new(id)] = machine;
        }

        await BetweenAsync();
        Proven();
        await OnceAsync();
    }

    /// <summary>
    /// Invariant 8 over all series and documents: each number that was handed out stands on a document or was given up, each document
    /// has a number of its series, says what its hash says, and leads to the one in its place and back.
    /// </summary>
    private void Proven()
    {
        var (documents, taken) = (territory.Watch.Documents, territory.Watch.Taken);
        var numbers = new HashSet<string>(StringComparer.Ordinal);

        foreach (var (series, number, purpose) in taken.Where(one => !IsANumberAlone(one.Purpose)))
        {
            var parts = series.Split('-', 3);
            var document = $"{parts[0]}-{parts[1]}-{number:000000}-{parts[2]}";
            numbers.Add(document);
            Assert.True(purpose is null != documents.ContainsKey(document), $"I8: {document}, for {purpose ?? "nothing any more"}, {(purpose is null ? "was given up and stands" : "stands nowhere")}.");
        }

        foreach (var (id, document) in documents)
        {
            Assert.True(numbers.Contains(id) || IsOfALife(id), $"I8: no series handed out {id}.");
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.Content))), document.Sha256);
            Assert.True(document.Status is not DocumentStatus.Replaced || document.ReplacedBy is not null, $"I8: {id} is replaced by nothing.");
            Assert.True(document.ReplacedBy is not { } by || IsOfALife(by.Text) || documents.GetValueOrDefault(by.Text)?.Replaces == document.Id, $"I8: {id} leads to {document.ReplacedBy}, which does not lead back.");
            Assert.True(document.Replaces is not { } before || documents.GetValueOrDefault(before.Text)?.ReplacedBy == document.Id, $"I8: {id} stands in the place of {document.Replaces}, which does not say so.");
        }

        // The lives have documents of their own, under names that no series gives.
        static bool IsOfALife(string id) => id.StartsWith("BE-x", StringComparison.Ordinal) || id.StartsWith("BE-y", StringComparison.Ordinal);

        // The days ask for numbers without a document too.
        static bool IsANumberAlone(string? purpose) => purpose is { } known && known.StartsWith("p-", StringComparison.Ordinal);
    }

    /// <summary>What one aggregate says of a machine, the machine says too: invariant 3, and 4 in the sum.</summary>
    private async Task BetweenAsync()
    {
        var reserved = new Dictionary<MachineId, List<string>>();

        for (var which = 0; which < 2; which++)
        {
            var dossier = (await territory.Dossier(which).GetAsync())!;
            Assert.All(dossier.Needs, line => Assert.InRange(line.Allocated, 0, line.Accepted));
            Assert.Equal(dossier.Needs.Sum(line => line.Allocated), (await PlacesAsync(which)).Count);

            foreach (var machine in await PlacesAsync(which))
            {
                reserved.TryAdd(machine, []);
                reserved[machine].Add(Projects[which].Text);
            }

            var loan = (await territory.Loan(which).GetAsync())!;

            // A swap names the machine that is coming before it is placed.
            var coming = loan.Swaps.Select(swap => swap.New).ToHashSet();

            foreach (var line in loan.OpenLines.Where(line => _machines[line].Loan != Conventions[which] && loan.Status is not LoanStatus.Closed && !coming.Contains(line)))
            {
                Assert.Fail($"I3: {line} is on {Conventions[which]} and says {_machines[line].Loan}.\n{await StoryAsync(line)}");
            }
        }

        foreach (var (id, machine) in _machines)
        {
            var named = reserved.GetValueOrDefault(id) ?? [];
            var open = named.Except(territory.Watch.PlacedFor(id.Text)).ToArray();

            if ((machine.Allocation is { } allocation && !named.Contains(allocation.Dossier.Text))
                || open.Length > 1
                || (open.Length == 1 && machine.Allocation?.Dossier.Text != open[0]))
            {
                Assert.Fail($"I3: {id} has places in {string.Join(", ", named)} and says {machine.Allocation}.\n{await StoryAsync(id)}");
            }
        }

        await DeliveredAsync();

        var cages = territory.Ledger.Streams.Where(stream => stream.StartsWith("batch/", StringComparison.Ordinal)).ToArray();
        var caged = new List<(MachineId Machine, string Cage)>();

        foreach (var cage in cages)
        {
            var terms = (await territory.Silo.Grains.GetGrain<IBatchGrain>(cage).GetAsync())!;
            caged.AddRange(terms.Machines.Where(_ => terms.Status is BatchStatus.Open).Select(machine => (machine, cage)));
        }

        Assert.All(caged.GroupBy(one => one.Machine), group => Assert.Single(group));

        foreach (var (machine, cage) in caged)
        {
            if ($"batch/{_machines[machine].Batch}" != cage)
            {
                Assert.Fail($"I3: {machine} is in {cage} and says {_machines[machine].Batch}.\n{await StoryAsync(machine)}");
            }
        }

        foreach (var row in territory.Ledger.Untold)
        {
            Assert.Fail($"Untold: {row}\n{string.Join('\n', (await territory.Ledger.ReadAsync(row.Stream)).Events.Select(e => $"{e.Seq} {e.Type} {System.Text.Encoding.UTF8.GetString(e.Data.Span)}"))}");
        }

        // Machines by custodian = machines that are not at the end of their life.
        Assert.Equal(
            _machines.Values.Count(machine => machine.Status is not MachineStatus.None && !machine.IsTerminal),
            _machines.Values.Where(machine => machine.Custody is not null && !machine.IsTerminal).GroupBy(machine => machine.Custody!.Holder).Sum(group => group.Count()));
    }

    /// <summary>Invariant 3 over the deliveries: a machine is awaited by one of those that are open, at most.</summary>
    private async Task DeliveredAsync()
    {
        var lists = new List<(MachineId Machine, DeliveryId Delivery)>();

        foreach (var stream in territory.Ledger.Streams.Where(stream => stream.StartsWith("delivery/", StringComparison.Ordinal)).ToArray())
        {
            if (await territory.Silo.Grains.GetGrain<IDeliveryGrain>(stream).GetAsync() is { Status: DeliveryStatus.Preparing or DeliveryStatus.Ready or DeliveryStatus.Dispatched } open)
            {
                lists.AddRange(open.Machines.Except(open.Arrived).Select(machine => (machine, open.Id)));
            }
        }

        // What an exchange could not take back, a person has to settle: its deliveries say so themselves.
        var unsettled = new HashSet<string>(StringComparer.Ordinal);

        foreach (var stream in territory.Ledger.Streams.Where(stream => stream.StartsWith("process/", StringComparison.Ordinal)).ToArray())
        {
            if (await territory.Silo.Grains.GetGrain<IProcessGrain>(stream).GetAsync() is { } process && (process.Status is ProcessStatus.ToSettle || process.Settled is not null))
            {
                unsettled.UnionWith(process.Steps.Select(step => step.Target));
            }
        }

        foreach (var twice in lists.GroupBy(one => one.Machine).Where(group => group.Count(one => !unsettled.Contains($"delivery/{one.Delivery}")) > 1))
        {
            Assert.Fail($"I3: {twice.Key} is on {string.Join(", ", twice.Select(one => one.Delivery))}.\n{await StoryAsync(twice.Key)}");
        }
    }

    /// <summary>Invariant 9: an id of a device is in the ledger once, every stream is whole, and a fold over it finds what lists show.</summary>
    private async Task OnceAsync()
    {
        var ids = new HashSet<(string, Guid)>();
        var last = new Dictionary<string, long>(StringComparer.Ordinal);

        await foreach (var e in territory.Ledger.ReadAllAsync(0))
        {
            Assert.True(e.ClientEventId is not { } id || ids.Add((e.Device, id)), $"I9: {e.Device} {e.ClientEventId} is written twice.");
            Assert.Equal(last.GetValueOrDefault(e.Stream) + 1, e.Seq);
            last[e.Stream] = e.Seq;
        }

        Assert.All(_machines.Where(pair => pair.Value.Version > 0), pair =>
            Assert.Equal((pair.Value.Version, pair.Value.Status), (territory.Ledger.Machines[pair.Key.Text].Version, territory.Ledger.Machines[pair.Key.Text].Status)));
    }

    private async Task<List<MachineId>> PlacesAsync(int which)
    {
        var stored = (await territory.Ledger.ReadAsync($"dossier/{Projects[which]}")).Events;
        var dossier = stored.Aggregate(Kinds.Dossier.Blank(Projects[which].Text), (state, one) =>
        {
            var recorded = StoredFacts.Read<Domain.Dossiers.DossierEvent>(one);
            return Kinds.Dossier.Evolve(state, recorded.Event, recorded.From);
        });
        return [.. dossier.Reserved.Keys.Select(machine => new MachineId(machine))];
    }

    /// <summary>What happened to a machine, and what the others heard of it, in the order of the ledger.</summary>
    private async Task<string> StoryAsync(MachineId id)
    {
        var lines = new List<string>();

        await foreach (var e in territory.Ledger.ReadAllAsync(0))
        {
            var data = System.Text.Encoding.UTF8.GetString(e.Data.Span);

            if (e.Stream == $"machine/{id}" || (!e.Stream.StartsWith("machine/", StringComparison.Ordinal) && data.Contains($"\"{id}\"", StringComparison.Ordinal)))
            {
                lines.Add($"{e.Position} {e.Stream} {e.Type} by {e.Device} {data}");
            }
        }

        return string.Join('\n', lines.TakeLast(20));
    }
}
