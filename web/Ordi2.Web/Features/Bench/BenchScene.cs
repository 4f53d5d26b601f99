using System.Collections.Immutable;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Recycling;
using Ordi2.Ledger.Machines;

namespace Ordi2.Web.Features.Bench;

/// <summary>The machine on the bench, with what decides which targets suit it.</summary>
/// <param name="Row">What lists know of it.</param>
/// <param name="Look">What is inside it, and what may be done.</param>
/// <param name="Rules">Those of the pole.</param>
/// <param name="Cages">The open cages of the house.</param>
internal sealed record BenchScene(MachineRow Row, MachineLook Look, PoleRules Rules, ImmutableArray<BatchTerms> Cages)
{
    /// <summary>Whether it goes into a cage next: it was sorted for that, or is the rest of what was taken apart.</summary>
    public bool IsForACage => MayDo("scrap") && (Row.Status is MachineStatus.Dismantled || (Row.Status is MachineStatus.Triaged && Look.Route is Ordi2.Contracts.Machines.Route.Recycle));

    /// <summary>Its data is neither gone nor known to be none.</summary>
    public bool HasData => Row.Sanitisation is not (Sanitisation.Clean or Sanitisation.NoMediaConfirmed);

    /// <summary>The cages that take it: of its flow, and for a shredder where it has data; those that do not destroy data first where it has none.</summary>
    public IEnumerable<BatchTerms> CagesForIt => IsForACage
        ? Cages.Where(cage => BatchDecisions.IsFor(cage.Flow, Row.Type) && (cage.DataDestruction || !HasData)).OrderBy(cage => cage.DataDestruction)
        : [];

    public bool MayDo(string step) => Look.Steps.Any(known => known.Step == step && known.Why is null);
}
