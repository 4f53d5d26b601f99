using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Organisations;
using Ordi2.Ledger;
using StoredFacts = Ordi2.Silo.Streams.Facts;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>The twelve invariants of domain.md 4.5, over everything that the ledger holds: after each fact, and between aggregates at the end.</summary>
internal sealed class TwelveInvariants(RandomTerritory territory)
{
    public static readonly OpenSeries Opening = new(DocumentKind.AllocationDecision, Cast.Workshop, 2026);

    public static readonly string Series = SeriesNumbers.Id(Opening.Kind, Opening.Year, Opening.Issuer).Text;

    private readonly Dictionary<MachineId, Machine> _machines = [];
    private readonly Dictionary<OrganisationId, OrganisationProfile> _organisations = [];

    /// <summary>How far the machines came, to see that the test is about something.</summary>
    public HashSet<MachineStatus> Seen { get; } = [];

    public async Task AssertAsync()
    {
        foreach (var organisation in Epns.Concat(Partners))
        {
            _organisations[organisation] = (await territory.Silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{organisation}").GetAsync())!;
        }

        for (var number = 0; number < HowMany; number++)
        {
            var id = MachineOf(number);
            _machines[id] = Follow(id, (await territory.Ledger.ReadAsync($"machine/{id}")).Events);
        }

        await BetweenAsync();
        await NumbersAsync();
        await OnceAsync();
        Assert.True(Balance.Of(_machines.Values.Select(machine => machine.Status)).Closes, "I12: the balance does not close.");
    }

    /// <summary>One machine, fact by fact: invariants 1, 2, 4 to 7, 10, 11.</summary>
    private Machine Follow(MachineId id, IReadOnlyList<StoredEvent> stored)
    {
        var history = stored.Select(StoredFacts.Read<MachineEvent>).ToList();
        var audited = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var machine = Machine.Unknown;

        for (var i = 0; i < history.Count; i++)
        {
            var (before, recorded) = (machine, history[i]);
            machine = recorded.Event is EventCorrected ? Machine.Fold(history.Take(i + 1)) : before.Evolve(recorded);
            Seen.Add(machine.Status);
            var what = $"{id} event {recorded.Seq} {recorded.Event}";
            var corrects = recorded.Event is EventCorrected;

            if (recorded.Event is AuditRecorded audit)
            {
                audited.UnionWith(audit.Audit.Media.Select(medium => medium.Serial));
            }

            // The facts of one step are written together: what must hold of the machine holds after the last of them.
            var last = i + 1 == history.Count || stored[i + 1].ClientEventId is not null;
            Assert.True(!last || !Leaves(machine) || machine.IsSafeToLeave, $"I1: {what} leaves with {machine.Sanitisation}.");
            Assert.True(recorded.Event is not PlacedWithPartner { Derogation: false } placed || !SamePerson(placed), $"I2: {what}");
            Assert.True(recorded.Event is not CustodyPassed passed || passed.From == before.Custody?.Holder, $"I4: {what} while {before.Custody?.Holder} holds it.");
            Assert.True(
                !last || machine.Status is MachineStatus.None || machine.IsTerminal || machine.Custody is not null, $"I4: nobody holds it after {what}");
            Assert.True(corrects || machine.Ownership == before.Ownership || recorded.Event is OwnershipPassed { Document: { } document } && !string.IsNullOrWhiteSpace(document), $"I5: {what}");
            Assert.True(corrects || RestrictionRules.IsAtLeastAsTight(machine.Restrictions, before.Restrictions), $"I6: {what}");
            Assert.True(
                corrects || before.LegalNature == LegalNature.Product || machine.LegalNature == LegalNature.Waste || before.Status is MachineStatus.None
                || recorded.Event is RescuedFromWaste || history.Skip(Math.Max(0, i - 3)).Take(7).Any(near => near.Event is RescuedFromWaste),
                $"I7: {what}");
            Assert.True(recorded.Event is not QcPassed { SecondPerson: true } || recorded.From.Person != before.Installer, $"I10: {what}");
            Assert.True(recorded.Event is not MediaWiped wiped || wiped.Results.All(result => audited.Contains(result.Serial)), $"I11: {what}");
        }

        return machine;
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
            Assert.All(loan.OpenLines, line => Assert.True(
                _machines[line].Loan == Conventions[which] || loan.Status is LoanStatus.Closed, $"I3: {line} is on {Conventions[which]} and says {_machines[line].Loan}."));
        }

        foreach (var (id, machine) in _machines)
        {
            var story = await StoryAsync(id);
            var named = reserved.GetValueOrDefault(id) ?? [];
            Assert.True(
                machine.Allocation is not { } allocation || named.Contains(allocation.Dossier.Text),
                $"I3: {id} says {machine.Allocation} and stands in {string.Join(", ", named)}.\n{story}");
            Assert.True(machine.Status is not (MachineStatus.Reserved or MachineStatus.Packed) || named.Count == 1, $"I3: {id} has places in {string.Join(", ", named)}.\n{story}");
        }

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
            Assert.True($"batch/{_machines[machine].Batch}" == cage, $"I3: {machine} is in {cage} and says {_machines[machine].Batch}.\n{await StoryAsync(machine)}");
        }

        Assert.Empty(territory.Ledger.Untold);

        // Machines by custodian = machines that are not at the end of their life.
        Assert.Equal(
            _machines.Values.Count(machine => machine.Status is not MachineStatus.None && !machine.IsTerminal),
            _machines.Values.Where(machine => machine.Custody is not null && !machine.IsTerminal).GroupBy(machine => machine.Custody!.Holder).Sum(group => group.Count()));
    }

    /// <summary>Invariant 8: numbers of a series without gap, each once.</summary>
    private async Task NumbersAsync()
    {
        var taken = (await territory.Ledger.ReadAsync($"series/{Series}")).Events
            .Select(StoredFacts.Read<SeriesEvent>).Select(one => one.Event).OfType<NumberTaken>().Select(one => one.Number).ToArray();
        Assert.Equal(Enumerable.Range(1, taken.Length), taken);
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

    private bool SamePerson(PlacedWithPartner placed) => Accreditations.SameLegalPerson(_organisations[placed.Epn], _organisations[placed.Partner]);

    private static bool Leaves(Machine machine) => machine.Status is MachineStatus.Ready or MachineStatus.Packed or MachineStatus.Placed
        || (machine.Status == MachineStatus.InTransit && !machine.ComingBack);
}
