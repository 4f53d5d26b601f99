using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>Everything that will happen, decided before anything is sent: the same seed and territory give the same plan.</summary>
/// <param name="Stages">What is done one after another.</param>
/// <param name="Machines">What becomes of each machine.</param>
/// <param name="Donations">The donations that the machines belong to.</param>
/// <param name="Ticks">How many moments the plan has; the player spreads them over a time that has passed already.</param>
internal sealed record Plan(ImmutableArray<Stage> Stages, ImmutableArray<PlannedMachine> Machines, ImmutableArray<DonationId> Donations, int Ticks)
{
    /// <summary>What each donation is made of, where it is one of the lots of a territory.</summary>
    public ImmutableDictionary<DonationId, LotKind> Lots { get; init; } = ImmutableDictionary<DonationId, LotKind>.Empty;

    /// <summary>How many of everything else it makes.</summary>
    public PlanCounts Counts { get; init; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Requests and scans, for the progress bar.</summary>
    public int Work => Stages.Sum(stage => stage.Acts.Sum(chain => chain.Length) + stage.Waves.Sum(wave => wave.Length));
}

/// <summary>One part of the plan. First the acts: the chains at the same time, each in its order. Then the waves, one after another.</summary>
internal sealed record Stage(string Name, ImmutableArray<ImmutableArray<PlannedAct>> Acts, ImmutableArray<ImmutableArray<PlannedScan>> Waves);

/// <summary>One command on another aggregate than a machine.</summary>
/// <param name="CommandId">Its id, so that it can be sent again.</param>
/// <param name="By">Who asks.</param>
/// <param name="Plural">In the address: <c>donations</c>.</param>
/// <param name="Id">Which one.</param>
/// <param name="Step">Which step; the creation has none in the address.</param>
/// <param name="IsCreation">Whether it creates.</param>
/// <param name="Fields">The fields of the command.</param>
internal sealed record PlannedAct(Guid CommandId, Account By, string Plural, string Id, string Step, bool IsCreation, JsonElement Fields)
{
    /// <summary>Not asked before this moment of the server's day: a dated call closes when its time is over.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Code of the refusal that says that the server's clock has done it already.</summary>
    public string? DoneAlready { get; init; }
}

/// <summary>What should become of a scan.</summary>
internal enum Expected
{
    Accepted,
    Held,
    Duplicate,
}

/// <summary>What is unusual about a scan.</summary>
internal enum Disturbance
{
    None,

    /// <summary>Sent a second time.</summary>
    Repeated,

    /// <summary>Sent after, or before, one that happened before, or after, it.</summary>
    OutOfOrder,

    /// <summary>By somebody who does not hold the machine, or to clear that up.</summary>
    WrongCustody,
}

/// <summary>One scan.</summary>
/// <param name="Id">Its id.</param>
/// <param name="By">Who scans.</param>
/// <param name="Label">Which machine.</param>
/// <param name="Tick">When it happened, counted in moments of the plan; it may be sent later.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Expected">What should become of it.</param>
/// <param name="Disturbance">What is unusual about it.</param>
/// <param name="Shift">When the gift that it belongs to began, from 0 to 1 of the time in which gifts begin.</param>
internal sealed record PlannedScan(Guid Id, Account By, LabelCode Label, int Tick, MachineCommand Command, Expected Expected, Disturbance Disturbance, double Shift = 0);

/// <summary>How many of each the plan makes.</summary>
internal sealed record PlanCounts(int Donations, int Calls, int Dossiers, int Loans, int Batches, int Sessions);

/// <summary>The volumes of a year and a half of a pole (the fixture of the scenarios).</summary>
internal sealed record Volumes(
    int Workshops, int WorkPlaces, int Epns, int Partners, int Donors, int Machines, int Donations, int Calls, int Dossiers, int Loans, int Sessions, int Batches, int Months, int EventsOfAMachine)
{
    public static readonly Volumes OfATerritory = new(3, 8 + 18 + 3, 24, 90, 40, 4200, 60, 2, 55, 130, 300, 35, 18, 25);
}

/// <summary>One machine and its end.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Donation">The donation that it belongs to.</param>
/// <param name="Status">Where it stands at the end of the plan.</param>
internal sealed record PlannedMachine(LabelCode Label, DonationId Donation, MachineStatus Status);
