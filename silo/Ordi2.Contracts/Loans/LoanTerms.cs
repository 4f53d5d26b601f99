using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Dossiers;

namespace Ordi2.Contracts.Loans;

/// <summary>Life of a loan convention (domain.md 5).</summary>
[Alias("ordi2.loan-status")]
public enum LoanStatus
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>Signed by lender, EPN and borrower.</summary>
    Signed,

    /// <summary>Machines are out.</summary>
    Active,

    /// <summary>Prolonged.</summary>
    Extended,

    /// <summary>The machines are due back.</summary>
    ReturnDue,

    /// <summary>Broken.</summary>
    Breached,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>A reminder that was given.</summary>
/// <param name="Reminder">Which one.</param>
/// <param name="At">When.</param>
/// <param name="For">The last day that it was about.</param>
[GenerateSerializer, Immutable, Alias("ordi2.given-reminder")]
public sealed record GivenReminder(
    [property: Id(0)] LoanReminder Reminder,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] DateOnly For);

/// <summary>État des lieux de retour: what was seen when a machine came back.</summary>
/// <param name="Condition">Its condition in words: « charnière cassée ».</param>
/// <param name="ChargerPresent">Whether the charger came with it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.return-inspection")]
public sealed record ReturnInspection(
    [property: Id(0)] string Condition,
    [property: Id(1)] bool ChargerPresent)
{
    /// <summary>Other accessories that lack.</summary>
    [Id(2)]
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Ids of photos.</summary>
    [Id(3)]
    public ImmutableArray<string> Photos { get; init; } = [];
}

/// <summary>A machine that came back, and how.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="Inspection">What was seen.</param>
[GenerateSerializer, Immutable, Alias("ordi2.inspected-return")]
public sealed record InspectedReturn(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] ReturnInspection Inspection);

/// <summary>A machine that took the place of another on the same line.</summary>
/// <param name="Old">The one that goes back.</param>
/// <param name="New">The one that took its place.</param>
/// <param name="At">When.</param>
/// <param name="Back">Whether the old one came back.</param>
[GenerateSerializer, Immutable, Alias("ordi2.line-swap")]
public sealed record LineSwap(
    [property: Id(0)] MachineId Old,
    [property: Id(1)] MachineId New,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] bool Back = false);

/// <summary>A loss or a theft that was filed.</summary>
/// <param name="Machine">Which machine.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Declaration">Number of the declaration or of the complaint.</param>
[GenerateSerializer, Immutable, Alias("ordi2.filed-loss")]
public sealed record FiledLoss(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] LossKind Kind,
    [property: Id(2)] string Declaration);

/// <summary>The partner signed by its code that it gets a machine.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="By">Who made the code, opaque.</param>
/// <param name="At">When it was entered on the EPN's device: it is good for the handing over of this day, <see cref="Good"/>.</param>
[GenerateSerializer, Immutable, Alias("ordi2.code-signature")]
public sealed record CodeSignature(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] PersonId By,
    [property: Id(2)] DateTimeOffset At)
{
    /// <summary>How long after the signature the machine may be handed over with it: both stand before each other.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromHours(12);
}

/// <summary>What others need to know of a loan convention to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.loan-terms")]
public sealed record LoanTerms
{
    /// <summary>Which convention.</summary>
    [Id(0)]
    public required LoanId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public LoanStatus Status { get; init; }

    /// <summary>The owner.</summary>
    [Id(2)]
    public required OrganisationId Lender { get; init; }

    /// <summary>The EPN.</summary>
    [Id(3)]
    public required OrganisationId Relay { get; init; }

    /// <summary>The partner.</summary>
    [Id(4)]
    public required OrganisationId Borrower { get; init; }

    /// <summary>For which dossier.</summary>
    [Id(5)]
    public required DossierId Dossier { get; init; }

    /// <summary>First day.</summary>
    [Id(6)]
    public DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    [Id(7)]
    public DateOnly To { get; init; }

    /// <summary>Machines that are out.</summary>
    [Id(8)]
    public ImmutableArray<MachineId> OpenLines { get; init; } = [];

    /// <summary>It is a gift deed and not a loan: ownership passes with the handing over.</summary>
    [Id(9)]
    public bool GiftDeed { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(10)]
    public long Version { get; init; }

    /// <summary>The reminders that were given, oldest first.</summary>
    [Id(11)]
    public ImmutableArray<GivenReminder> Reminders { get; init; } = [];

    /// <summary>What was seen of the machines that came back.</summary>
    [Id(12)]
    public ImmutableArray<InspectedReturn> Returns { get; init; } = [];

    /// <summary>Machines that took the place of others.</summary>
    [Id(13)]
    public ImmutableArray<LineSwap> Swaps { get; init; } = [];

    /// <summary>Machines that are out and filed as lost or stolen.</summary>
    [Id(14)]
    public ImmutableArray<FiledLoss> Filed { get; init; } = [];

    /// <summary>Who takes the machines back: the relay, unless another place was named.</summary>
    [Id(15)]
    public OrganisationId? CollectPoint { get; init; }

    /// <summary>The sides that have signed the convention, each once: all three before it counts.</summary>
    [Id(16)]
    public ImmutableArray<LoanParty> SignedBy { get; init; } = [];

    /// <summary>The number that the first side signed: the others sign the same. Nothing before.</summary>
    [Id(17)]
    public string? Document { get; init; }

    /// <summary>Until when the partner's code is good; nothing where there is none.</summary>
    [Id(18)]
    public DateTimeOffset? CodeExpiresAt { get; init; }

    /// <summary>How often the code may still be tried, 0 to 5.</summary>
    [Id(19)]
    public int AttemptsLeft { get; init; }

    /// <summary>The machines of which the partner has signed by its code that it gets them, and that are not handed over yet.</summary>
    [Id(20)]
    public ImmutableArray<CodeSignature> CoSigned { get; init; } = [];
}
