using System.Collections.Immutable;
using Ordi2.Contracts;

namespace Ordi2.Domain.Aggregates;

/// <summary>
/// What the caller's organisation is to the thing that it asks something of. The read tables keep these as bits: a new one is
/// added at the end.
/// </summary>
public enum Relation
{
    /// <summary>Nothing in particular.</summary>
    Anybody = 0,

    /// <summary>The organisation itself.</summary>
    Itself,

    /// <summary>The pole that coordinates or decides.</summary>
    ItsPole,

    /// <summary>Another pole, where a pole is the subject.</summary>
    AnotherPole,

    ItsDonor,
    ItsReceiver,
    ItsCarrier,
    ItsEpn,
    ItsPartner,

    /// <summary>The workshop that sends a delivery.</summary>
    ItsSender,

    /// <summary>The EPN that a delivery is for.</summary>
    ItsConsignee,

    ItsLender,
    ItsRelay,
    ItsBorrower,

    /// <summary>Who has the cage or the part.</summary>
    ItsHolder,

    ItsRecycler,

    /// <summary>Somebody of the jury of the call that a dossier answers.</summary>
    ItsJury,

    /// <summary>Whoever judges a dossier in the place of its pole: the EPN is the pole itself.</summary>
    ItsJudge,

    /// <summary>Who told an incident.</summary>
    ItsOpener,

    /// <summary>Who has to work on an incident.</summary>
    ItsHandler,

    /// <summary>Who issues a document.</summary>
    ItsIssuer,

    /// <summary>Who has to sign a document.</summary>
    ItsSignatory,

    ItsOwner,

    /// <summary>The organisation that it belongs to.</summary>
    ItsParent,

    /// <summary>Who may read a document.</summary>
    ItsReader,

    /// <summary>Who has to sign a document and has not: it opens nothing, a home finds by it what waits.</summary>
    OwesSignature,
}

/// <summary>This role may, in an organisation that stands in this relation.</summary>
public sealed record Right(Role Role, Relation Relation);

/// <summary>One line of the life of an aggregate: one can read it, and a test prints it.</summary>
/// <param name="Step">The command.</param>
/// <param name="From">The states in which it makes sense; none for the step that creates.</param>
/// <param name="To">The states that it may lead to; none where it changes something else than the state.</param>
/// <param name="Rights">Who may.</param>
public sealed record Rule<TStatus>(string Step, ImmutableArray<TStatus> From, ImmutableArray<TStatus> To, ImmutableArray<Right> Rights)
    where TStatus : struct, Enum;

/// <summary>Words for tables of rights: <c>Coordinator.Of(ItsPole)</c>.</summary>
public static class Rights
{
    /// <summary>The system itself: deadlines, sagas, the machine that reports back.</summary>
    public static readonly Right TheSystem = new(Role.System, Relation.Anybody);

    public static Right Of(this Role role, Relation relation) => new(role, relation);
}
