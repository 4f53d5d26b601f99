using System.Collections.Immutable;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Domain.Machines;

/// <summary>
/// What the other aggregates say at the moment of a decision. The grain asks them first and passes their answers; the
/// decision itself asks nobody. What a step needs is told by <see cref="Needs"/>.
/// </summary>
public sealed record Circumstances
{
    /// <summary>The organisation of the caller.</summary>
    public required OrganisationProfile Scanner { get; init; }

    /// <summary>The rules of the pole of the machine; those of the caller's pole where the machine has none yet.</summary>
    public PoleRules Rules { get; init; } = PoleRules.Default;

    /// <summary>The organisations that the step or the machine names: holder, EPN, partner, consignee, new owner, recycler.</summary>
    public ImmutableArray<OrganisationProfile> Others { get; init; } = [];

    public DonationTerms? Donation { get; init; }

    public RoundTerms? Round { get; init; }

    public DossierTerms? Dossier { get; init; }

    public DeliveryTerms? Delivery { get; init; }

    public LoanTerms? Loan { get; init; }

    public BatchTerms? Batch { get; init; }

    /// <summary>The batch that the machine is in, where the step names another.</summary>
    public BatchTerms? LastBatch { get; init; }

    public ImmutableArray<PartTerms> Parts { get; init; } = [];

    /// <summary>The deed that the step names, if there is such a document.</summary>
    public DocumentTerms? Deed { get; init; }

    /// <summary>Other machines that carry the same maker's serial and are not at the end of their life.</summary>
    public ImmutableArray<MachineId> SameSerial { get; init; } = [];

    /// <summary>The machine that a new label already leads to, if any.</summary>
    public MachineId? LabelLeadsTo { get; init; }

    public OrganisationProfile? Of(OrganisationId? id) =>
        id is not { } known ? null : Scanner.Id == known ? Scanner : Others.FirstOrDefault(profile => profile.Id == known);

    /// <summary>A name for sentences: never fails, a code is better than nothing.</summary>
    public string NameOf(OrganisationId? id) => Of(id)?.Name ?? id?.Text ?? "?";

    public PartTerms? PartOf(PartId part) => Parts.FirstOrDefault(terms => terms.Id == part);
}

/// <summary>Whom the grain has to ask before a step can be decided.</summary>
public sealed record Needs
{
    public DonationId? Donation { get; init; }

    public RoundId? Round { get; init; }

    public DossierId? Dossier { get; init; }

    public DeliveryId? Delivery { get; init; }

    public LoanId? Loan { get; init; }

    public BatchId? Batch { get; init; }

    public BatchId? LastBatch { get; init; }

    public ImmutableArray<PartId> Parts { get; init; } = [];

    public ImmutableArray<OrganisationId> Organisations { get; init; } = [];

    public DocumentId? Deed { get; init; }

    public string? Serial { get; init; }

    public MachineId? Label { get; init; }

    public static readonly Needs Nothing = new();

    /// <summary>What a step on a machine needs to know of others.</summary>
    public static Needs Of(Machine machine, MachineCommand command, OrganisationId caller)
    {
        var needs = command switch
        {
            DeclareDevice c => Nothing with { Donation = c.Donation, Serial = c.Serial },
            PickUp c => Nothing with { Donation = c.Donation, Round = c.Round },
            ReceiveDevice c => Nothing with { Donation = c.Donation ?? machine.Donation, Serial = c.Serial, Round = c.Round },
            AttachToGift c => Nothing with { Donation = c.Donation },
            RefuseDevice or HandBack or AcquireOwnership or Contracts.Machines.TightenRestrictions => Nothing with { Donation = machine.Donation },
            RecordAudit c => Nothing with { Donation = machine.Donation, Serial = c.Audit.Serial },
            Allocate c => Nothing with { Dossier = c.Dossier, Donation = machine.Donation },
            Pack c => Nothing with { Delivery = c.Delivery },
            TakePlace c => Nothing with { Delivery = c.Delivery, Dossier = c.Dossier, Donation = machine.Donation },
            Dispatch c => Nothing with { Delivery = c.Delivery },
            ReceiveAtEpn or ReturnToDepot => Nothing with { Delivery = machine.Delivery },
            PlaceWithPartner c => Nothing with { Loan = c.Loan, Dossier = machine.Allocation?.Dossier, Donation = machine.Donation },
            RequestReturn or ReportMissing or ReportTheft or TellComplaint when machine.Loan is not null => Nothing with { Loan = machine.Loan },
            ReceiveReturn => Nothing with { Loan = machine.Loan, Donation = machine.Donation },
            TransferOwnership c => Nothing with { Loan = machine.Loan, Donation = machine.Donation, Deed = string.IsNullOrWhiteSpace(c.Document) ? null : new(c.Document) },
            FitPart c => Nothing with { Parts = [c.Part] },
            CloseRepair c => Nothing with { Parts = c.PartsUsed },
            Scrap c => Nothing with { Batch = c.Batch, LastBatch = machine.Batch, Donation = machine.Donation },
            Cannibalise => Nothing with { Donation = machine.Donation },
            RescueFromWaste or ConfirmRecycling => Nothing with { Batch = machine.Batch },
            Relabel c => Nothing with { Label = c.NewLabel },
            _ => Nothing,
        };

        var named = command switch
        {
            Allocate => [],
            PlaceWithPartner when machine.Allocation is { } allocation => machine.Ownership is { Owner: var owner } ? [allocation.Partner, owner] : [allocation.Partner],
            TransferOwnership c => [c.NewOwner],
            AcquireOwnership c => [c.NewOwner],
            SettleCustody c => [c.Holder],
            _ => ImmutableArray<OrganisationId>.Empty,
        };

        // The holder's name is said to somebody who scans a machine that is not theirs.
        return machine.Custody is { } custody && custody.Holder != caller
            ? needs with { Organisations = named.Add(custody.Holder) }
            : named.IsEmpty ? needs : needs with { Organisations = named };
    }
}
