using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts;

/// <summary>What somebody does in the chain (domain.md 4.3).</summary>
[Alias("ordi2.role")]
public enum Role
{
    /// <summary>Nobody: never allowed anything.</summary>
    None = 0,

    /// <summary>DON: contact of a donor.</summary>
    Donor,

    /// <summary>DRV: driver of a carrier or of a workshop.</summary>
    Driver,

    /// <summary>OPE: operator at a bench.</summary>
    Operator,

    /// <summary>ENC: technical supervisor (encadrant·e technique).</summary>
    Supervisor,

    /// <summary>STK: storekeeper (magasinier).</summary>
    Storekeeper,

    /// <summary>POL: coordinator of a regional pole.</summary>
    Coordinator,

    /// <summary>EPN: animator of a digital public space.</summary>
    Animator,

    /// <summary>PAR: referent of a partner association.</summary>
    Partner,

    /// <summary>REC: recycler or eco-organism.</summary>
    Recycler,

    /// <summary>SYS: the system itself (deadlines, tools).</summary>
    System,
}

/// <summary>In whose name a command comes. Made from the token or the session, never from the body of a request.</summary>
/// <param name="Person">Who, opaque.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Role">In which role.</param>
/// <param name="Device">On which device; with a scan's id it is the identity of the scan.</param>
/// <param name="InTraining">Whether a supervisor confirms what this person sorts out (domain.md 12.1, training mode).</param>
[GenerateSerializer, Immutable, Alias("ordi2.caller")]
public sealed record Caller(
    [property: Id(0)] PersonId Person,
    [property: Id(1)] OrganisationId Organisation,
    [property: Id(2)] Role Role,
    [property: Id(3)] DeviceId Device,
    [property: Id(4)] bool InTraining = false);
