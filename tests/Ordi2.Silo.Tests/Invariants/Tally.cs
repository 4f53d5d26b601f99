using System.Globalization;
using System.Text;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>What was asked, what was carried out and what was reached, so that the test knows whether it is about everything.</summary>
internal sealed class Tally
{
    private static readonly Dictionary<string, string[]> Statuses = new(StringComparer.Ordinal)
    {
        ["allocation"] = All<AllocationStatus>(),
        ["batch"] = All<BatchStatus>(),
        ["call"] = All<CallStatus>(),
        ["charter"] = All<AccreditationStatus>(),
        ["configuration"] = All<ConfigurationStatus>(),
        ["delivery"] = All<DeliveryStatus>(),
        ["document"] = All<DocumentStatus>(),
        ["donation"] = All<DonationStatus>(),
        ["dossier"] = All<DossierStatus>(),
        ["handover"] = All<HandoverStatus>(),
        ["incident"] = All<IncidentStatus>(),
        ["loan"] = All<LoanStatus>(),
        ["machine"] = [.. All<MachineStatus>().Except([MachineStatus.None.Code()])],
        ["organisation"] = All<OrganisationStatus>(),
        ["part"] = All<PartStatus>(),
        ["process"] = All<ProcessStatus>(),
        ["recall"] = All<RecallStatus>(),
        ["receipt"] = All<ReceiptStatus>(),
        ["round"] = All<RoundStatus>(),
        ["series"] = All<SeriesStatus>(),
        ["session"] = All<SessionStatus>(),
    };

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, string> _worlds = [];
    private readonly SortedDictionary<Kinship, int> _kept = [];
    private int _checks;
    private TimeSpan _checking;
    private readonly Dictionary<string, (int Done, int Refused)> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Status), int> _reached = [];
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Step, string Code), int> _refusals = [];

    /// <summary>A command was answered.</summary>
    public void Answered(string kind, string step, string? refusal)
    {
        lock (_gate)
        {
            var (done, refused) = _asked.GetValueOrDefault(kind);
            _asked[kind] = refusal is null ? (done + 1, refused) : (done, refused + 1);

            if (refusal is not null)
            {
                var key = ($"{kind} {step}", refusal);
                _refusals[key] = _refusals.GetValueOrDefault(key) + 1;
            }
        }
    }

    /// <summary>What is said between aggregates was looked at.</summary>
    public void Checked(TimeSpan took)
    {
        lock (_gate)
        {
            (_checks, _checking) = (_checks + 1, _checking + took);
        }
    }

    /// <summary>A world is over.</summary>
    public void Lived(int seed, int asked, int done, uint digest, Kinship kinship, int keptFromTheEpn)
    {
        lock (_gate)
        {
            _kept[kinship] = _kept.GetValueOrDefault(kinship) + keptFromTheEpn;
            _worlds.Add(seed, $"{asked} asked, {done} carried out, digest {digest:x8}");
        }
    }

    /// <summary>Something was written.</summary>
    public void Wrote(Append append)
    {
        lock (_gate)
        {
            if (append.Machine is { } machine)
            {
                Reached("machine", machine.After.Status.Code());
                Stepped(machine, append.Step);
            }

            if (append.Aggregate is { } aggregate)
            {
                Reached(aggregate.Kind, aggregate.Status);
            }

            if (append.Aggregate is { Kind: "organisation", Body: var body })
            {
                var profile = System.Text.Json.JsonSerializer.Deserialize<OrganisationProfile>(body, Contracts.Json.WireJson.Options)!;

                foreach (var status in profile.Accreditations.Select(charter => charter.Status).Concat(profile.Requests.Select(request => request.Status)))
                {
                    Reached("charter", status.Code());
                }
            }
        }
    }

    public int Done => _asked.Values.Sum(one => one.Done);

    public int Asked => _asked.Values.Sum(one => one.Done + one.Refused);

    /// <summary>What never happened.</summary>
    public IEnumerable<string> Missing()
    {
        var kinds = Statuses.Keys.Except(["charter", "document"]).Where(kind => _asked.GetValueOrDefault(kind).Done == 0).Select(kind => $"{kind}: nothing was carried out");
        var statuses = Statuses.SelectMany(pair => pair.Value.Select(status => (pair.Key, status))).Where(one => !_reached.ContainsKey(one)).Select(one => $"{one.Key} {one.status}");
        var rows = TransitionTable.Rows.Select(Name).Where(row => !_rows.ContainsKey(row));
        var kept = Enum.GetValues<Kinship>().Where(kinship => _kept.GetValueOrDefault(kinship) == 0).Select(kinship => $"{kinship}: nobody tried to give the EPN what is for its partner");
        return kinds.Concat(statuses).Concat(rows).Concat(kept);
    }

    public override string ToString()
    {
        var text = new StringBuilder("kind            carried out   refused   statuses reached\n");

        foreach (var kind in Statuses.Keys.Order(StringComparer.Ordinal))
        {
            var (done, refused) = _asked.GetValueOrDefault(kind);
            var reached = string.Join(", ", Statuses[kind].Select(status => $"{status} {_reached.GetValueOrDefault((kind, status))}"));
            text.Append(CultureInfo.InvariantCulture, $"{kind,-15} {done,11} {refused,9}   {reached}\n");
        }

        text.Append("\nsteps of a machine\n");

        foreach (var row in TransitionTable.Rows.Select(Name))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row,-30} {_rows.GetValueOrDefault(row),7}\n");
        }

        text.Append("\nmost frequent refusals\n");

        foreach (var ((step, code), times) in _refusals.OrderByDescending(pair => pair.Value).Take(150))
        {
            text.Append(CultureInfo.InvariantCulture, $"{times,7} {step} {code}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{_checks} looks at all aggregates took {_checking.TotalSeconds:0.0} s in sum.\n");

        text.AppendJoin(", ", _kept.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} refused {one.Value}"))).Append('\n');

        foreach (var (seed, said) in _worlds)
        {
            text.Append(CultureInfo.InvariantCulture, $"seed {seed}: {said}\n");
        }

        return text.ToString();
    }

    private static string Name(Transition row) => $"{row.Number} {row.Step}";

    /// <summary>A row of the table of domain.md 4.3 was carried out, by a scan, by the clock or by a process; what is held was not.</summary>
    private void Stepped(MachineRowChange machine, string? step)
    {
        var before = machine.Before?.Status ?? MachineStatus.None;

        if ((machine.After.Status != before || machine.After.HeldScans <= (machine.Before?.HeldScans ?? 0)) && TransitionTable.Rows.FirstOrDefault(row => row.Step == step && row.From.Has(before)) is { } found)
        {
            _rows[Name(found)] = _rows.GetValueOrDefault(Name(found)) + 1;
        }
    }

    private void Reached(string kind, string status) => _reached[(kind, status)] = _reached.GetValueOrDefault((kind, status)) + 1;

    private static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(one => one.Code())];
}
