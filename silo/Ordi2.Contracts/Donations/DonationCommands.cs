using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;

namespace Ordi2.Contracts.Donations;

/// <summary>Which side of a gift convention signs.</summary>
[Alias("ordi2.donation-party")]
public enum DonationParty
{
    /// <summary>Who gives.</summary>
    Donor = 0,

    /// <summary>Who receives: the pole or the workshop that becomes the owner.</summary>
    Receiver,
}

/// <summary>How the differences between announced, picked up and received were settled.</summary>
[Alias("ordi2.reconciliation")]
public enum Reconciliation
{
    /// <summary>The donor signed the sheet.</summary>
    SignedByDonor = 0,

    /// <summary>The donor said nothing for 15 days after everything arrived.</summary>
    DonorSilent,
}

/// <summary>A donation is begun: what is given, by whom, and why the law allows it.</summary>
/// <param name="Donor">Who gives.</param>
/// <param name="LegalBasis">Why the law allows it; the restrictions that travel with each machine follow from it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.create"), Step("create")]
public sealed record CreateDonation(
    [property: Id(0)] OrganisationId Donor,
    [property: Id(1)] LegalBasis LegalBasis) : DonationCommand
{
    /// <summary>What is announced, 1 to 200 lines; counts are enough, serials are not needed.</summary>
    [Id(2)]
    public ImmutableArray<AnnouncedLine> Announced { get; init; } = [];

    /// <summary>The pole that it will be proposed to; needed when the pole writes it for the donor.</summary>
    [Id(3)]
    public OrganisationId? Pole { get; init; }

    /// <summary>Who becomes the owner.</summary>
    [Id(4)]
    public OwnershipPattern Ownership { get; init; }

    /// <summary>What happens to machines that are refused at the door.</summary>
    [Id(5)]
    public RefusalDefault RefusalDefault { get; init; }
}

/// <summary>Other lines are announced than before.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.donation.change-lines"), Step("change-lines")]
public sealed record ChangeLines : DonationCommand
{
    /// <summary>Everything that is announced from now on, 1 to 200 lines.</summary>
    [Id(0)]
    public ImmutableArray<AnnouncedLine> Announced { get; init; } = [];
}

/// <summary>The donation is proposed to a pole.</summary>
/// <param name="Pole">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.propose"), Step("propose")]
public sealed record ProposeDonation(
    [property: Id(0)] OrganisationId Pole) : DonationCommand;

/// <summary>The pole accepts the donation and names who receives it.</summary>
/// <param name="Receiver">The workshop or the pole that becomes the owner when the reception note is signed.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.accept"), Step("accept")]
public sealed record AcceptDonation(
    [property: Id(0)] OrganisationId Receiver) : DonationCommand
{
    /// <summary><see cref="DonationTerms.LinesVersion"/> of what the sender had before it; refused where it is another one by now. Left out, nothing is compared.</summary>
    [Id(1)]
    public long? BasedOn { get; init; }
}

/// <summary>The pole does not take the donation.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.decline"), Step("decline")]
public sealed record DeclineDonation(
    [property: Id(0)] string Reason) : DonationCommand;

/// <summary>The donation does not take place.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.cancel"), Step("cancel")]
public sealed record CancelDonation(
    [property: Id(0)] string Reason) : DonationCommand;

/// <summary>One side signs the gift convention (convention de don); it is signed when both have.</summary>
/// <param name="Party">Which side.</param>
/// <param name="Document">Number of the convention; the same for both.</param>
/// <param name="OnPaper">Signed on paper and recorded by the pole.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.sign"), Step("sign")]
public sealed record SignDonation(
    [property: Id(0)] DonationParty Party,
    [property: Id(1)] string Document,
    [property: Id(2)] bool OnPaper = false) : DonationCommand;

/// <summary>The pole lets the machines be picked up before the convention is signed: « signature au quai ».</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.allow-dock-signature"), Step("allow-dock-signature")]
public sealed record AllowDockSignature(
    [property: Id(0)] string Reason) : DonationCommand;

/// <summary>The first machines are being fetched.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.donation.start-collection"), Step("start-collection")]
public sealed record StartCollecting : DonationCommand;

/// <summary>Everything that comes has arrived; the donor's 15 days begin.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.donation.mark-received"), Step("mark-received")]
public sealed record MarkReceived : DonationCommand;

/// <summary>The reception note (bon de réception) is signed after counting: ownership passes.</summary>
/// <param name="Document">Number of the note.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.sign-reception-note"), Step("sign-reception-note")]
public sealed record SignReceptionNote(
    [property: Id(0)] string Document) : DonationCommand;

/// <summary>The differences between announced, picked up and received are settled.</summary>
/// <param name="How">By the donor's signature or by its silence.</param>
/// <param name="Document">Number of the signed sheet; needed for a signature.</param>
/// <param name="OnPaper">Signed on paper and recorded by the pole.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.reconcile"), Step("reconcile")]
public sealed record ReconcileDonation(
    [property: Id(0)] Reconciliation How,
    [property: Id(1)] string? Document = null,
    [property: Id(2)] bool OnPaper = false) : DonationCommand;

/// <summary>Nothing is left to do.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.donation.close"), Step("close")]
public sealed record CloseDonation : DonationCommand;

/// <summary>What travels with each machine becomes stricter; it can never become looser.</summary>
/// <param name="Restrictions">All restrictions from now on.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.tighten-restrictions"), Step("tighten-restrictions")]
public sealed record TightenRestrictions(
    [property: Id(0)] Restrictions Restrictions) : DonationCommand;

/// <summary>What the convention says besides what is given.</summary>
/// <param name="Clauses">All of them, from now on.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.set-clauses"), Step("set-clauses")]
public sealed record SetClauses(
    [property: Id(0)] ConventionClauses Clauses) : DonationCommand;

/// <summary>The donor says what its gift is worth; nobody else can (art. 238 bis CGI).</summary>
/// <param name="Cents">In euro cents, 0 to 10,000,000,000.</param>
/// <param name="OnPaper">Number of the donor's paper, where the pole records what stands on it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.state-value"), Step("state-value")]
public sealed record StateValue(
    [property: Id(0)] long Cents,
    [property: Id(1)] string? OnPaper = null) : DonationCommand;

/// <summary>Something came after the sheet was made, or went back: it is made again, and the donor's 15 days begin again.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.donation.count-again"), Step("count-again")]
public sealed record CountAgain : DonationCommand;

/// <summary>The donor does not agree with the sheet: its silence is no consent until somebody answers.</summary>
/// <param name="Words">What is wrong, up to 500 characters.</param>
/// <param name="OnPaper">Number of the donor's paper, where the pole records what stands on it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.contest-sheet"), Step("contest-sheet")]
public sealed record ContestSheet(
    [property: Id(0)] string Words,
    [property: Id(1)] string? OnPaper = null) : DonationCommand
{
    /// <summary>How many of which kinds the donor says that it gave, up to 20 lines, one for each kind, 0 to 100,000.</summary>
    [Id(2)]
    public ImmutableArray<Rounds.TypeCount> Given { get; init; } = [];
}

/// <summary>Whoever received the machines, or the pole, answers what the donor contests: the donor's days begin again.</summary>
/// <param name="Words">What was found, up to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.answer-contest"), Step("answer-contest")]
public sealed record AnswerContest(
    [property: Id(0)] string Words) : DonationCommand;

/// <summary>The donor accepts what came and was not on its list (« hors liste »).</summary>
/// <param name="OnPaper">Number of the donor's paper, where the pole records what stands on it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.accept-off-list"), Step("accept-off-list")]
public sealed record AcceptOffList(
    [property: Id(0)] string? OnPaper = null) : DonationCommand
{
    /// <summary>Which kinds, 1 to 20.</summary>
    [Id(1)]
    public ImmutableArray<Machines.DeviceType> Types { get; init; } = [];
}

/// <summary>The donor does not give what came and was not on its list: it goes back, and no receipt is issued before it has.</summary>
/// <param name="OnPaper">Number of the donor's paper, where the pole records what stands on it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.refuse-off-list"), Step("refuse-off-list")]
public sealed record RefuseOffList(
    [property: Id(0)] string? OnPaper = null) : DonationCommand
{
    /// <summary>Which kinds, 1 to 20.</summary>
    [Id(1)]
    public ImmutableArray<Machines.DeviceType> Types { get; init; } = [];
}

/// <summary>
/// A tax receipt takes the right to be the one of this gift, before it is issued: of two at the same moment one gets it. The receipt
/// says so itself.
/// </summary>
/// <param name="Receipt">Which receipt.</param>
/// <param name="Replaces">The receipt in whose place it stands, which has the right until now.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.take-receipt"), Step("take-receipt")]
public sealed record TakeReceipt(
    [property: Id(0)] ReceiptId Receipt,
    [property: Id(1)] ReceiptId? Replaces = null) : DonationCommand;

/// <summary>The right to be the tax receipt of this gift is free again: the receipt was not issued, or is void.</summary>
/// <param name="Receipt">Which receipt; one that has not the right changes nothing.</param>
/// <param name="To">The receipt that stands again, where another was to stand in its place.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.give-back-receipt"), Step("give-back-receipt")]
public sealed record GiveBackReceipt(
    [property: Id(0)] ReceiptId Receipt,
    [property: Id(1)] ReceiptId? To = null) : DonationCommand;

/// <summary>What followed from an earlier step for others is done; the system says so to itself.</summary>
/// <param name="Errand">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.donation.finish-errand"), Step("finish-errand")]
public sealed record FinishErrand(
    [property: Id(0)] string Errand) : DonationCommand;
