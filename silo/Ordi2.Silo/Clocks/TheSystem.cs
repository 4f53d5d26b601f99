using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Silo.Clocks;

/// <summary>The system as a caller: what deadlines, tellings and processes ask, they ask in its name.</summary>
internal static class TheSystem
{
    public static readonly OrganisationId Organisation = new("system");

    /// <summary>In its own name.</summary>
    public static readonly Caller AtTheClock = For(Organisation, DeviceId.Clock.Text);

    /// <param name="organisation">For which organisation it acts.</param>
    /// <param name="device">Where the command comes from; with its id it is the command's identity.</param>
    public static Caller For(OrganisationId organisation, string device) => new(new PersonId("system"), organisation, Role.System, new DeviceId(device));
}
