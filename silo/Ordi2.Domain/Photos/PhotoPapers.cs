using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Photos;

/// <summary>Where else a photo of a machine may be named: in what happened to the papers that the machine went by.</summary>
public static class PhotoPapers
{
    /// <summary>The papers that a fact says a machine went by, as streams: <c>delivery/BL-7</c>.</summary>
    public static IEnumerable<string> Of(MachineEvent fact) => fact switch
    {
        MachinePacked e => [$"delivery/{e.Delivery}"],
        MachineDispatched e => [$"delivery/{e.Delivery}"],
        ArrivedAtEpn e => [$"delivery/{e.Delivery}"],
        ReturnedToDepot e => [$"delivery/{e.Delivery}"],
        PlaceTaken e => [$"delivery/{e.Delivery}"],
        PlacedWithPartner e => [$"loan/{e.Loan}"],
        Scrapped e => [$"batch/{e.Batch}"],
        RecyclingConfirmed e => [$"batch/{e.Batch}"],
        _ => [],
    };
}
