using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Recalls;

namespace Ordi2.Domain.Aggregates;

/// <summary>What a decision needs to know of others. The grain reads it first and passes the answers as <see cref="Facts"/>.</summary>
public sealed record Inquiry
{
    public static readonly Inquiry None = new();

    public ImmutableArray<OrganisationId> Organisations { get; init; } = [];

    public DonationId? Donation { get; init; }

    public DossierId? Dossier { get; init; }

    /// <summary>With its dossier.</summary>
    public LoanId? Loan { get; init; }

    /// <summary>These machines, with the deliveries and the dossiers that they are in.</summary>
    public ImmutableArray<MachineId> Machines { get; init; } = [];

    /// <summary>With its dossier and the machines of its pick list.</summary>
    public DeliveryId? Delivery { get; init; }

    /// <summary>The deliveries of this sender that are prepared or on the road.</summary>
    public OrganisationId? OpenDeliveriesOf { get; init; }

    /// <summary>With the profiles of its jury's organisations.</summary>
    public CallId? Call { get; init; }

    /// <summary>The free stock that suits this line of the dossier.</summary>
    public int? StockForLine { get; init; }

    /// <summary>What hangs on this organisation.</summary>
    public OrganisationId? AttachedTo { get; init; }

    /// <summary>Which media an audit of these machines ever listed.</summary>
    public ImmutableArray<MachineId> MediaOf { get; init; } = [];

    /// <summary>Who holds each of these machines.</summary>
    public ImmutableArray<MachineId> HoldersOf { get; init; } = [];

    /// <summary>What was picked up and what was received of this donation.</summary>
    public DonationId? CountsOf { get; init; }

    /// <summary>The machines that a recall asks for.</summary>
    public RecallQuestion? Recalled { get; init; }

    /// <summary>The tax receipts of this donation.</summary>
    public DonationId? ReceiptsOf { get; init; }

    /// <summary>The number that this series handed out for this purpose.</summary>
    public (SeriesId Series, string Purpose)? Numbered { get; init; }

    /// <summary>By whose rules is decided: a pole's own, or those of the pole of an organisation. Where it is not said, by those of the dossier's or the donation's pole.</summary>
    public OrganisationId? RulesOf { get; init; }

    public static Inquiry About(params ReadOnlySpan<OrganisationId?> organisations)
    {
        var known = ImmutableArray.CreateBuilder<OrganisationId>(organisations.Length);

        foreach (var organisation in organisations)
        {
            if (organisation is { Text.Length: > 0 } one && !known.Contains(one))
            {
                known.Add(one);
            }
        }

        return new() { Organisations = known.ToImmutable() };
    }
}

/// <summary>What is known of others at the moment of a decision. What nobody knows is absent, and a decision that needs it refuses.</summary>
public sealed record Facts
{
    public static readonly Facts None = new();

    public ImmutableDictionary<OrganisationId, OrganisationProfile> Organisations { get; init; } =
        ImmutableDictionary<OrganisationId, OrganisationProfile>.Empty;

    public DonationTerms? Donation { get; init; }

    public DossierTerms? Dossier { get; init; }

    public LoanTerms? Loan { get; init; }

    public CallTerms? Call { get; init; }

    /// <summary>The machines that were asked for and are known.</summary>
    public ImmutableDictionary<MachineId, Machine> Machines { get; init; } = ImmutableDictionary<MachineId, Machine>.Empty;

    /// <summary>The delivery that was asked for, and those of the machines.</summary>
    public ImmutableDictionary<DeliveryId, DeliveryTerms> Deliveries { get; init; } = ImmutableDictionary<DeliveryId, DeliveryTerms>.Empty;

    /// <summary>What the sender that was asked for prepares or has on the road.</summary>
    public ImmutableArray<DeliveryTerms> OpenDeliveries { get; init; } = [];

    /// <summary>The dossiers of the machines and of the delivery.</summary>
    public ImmutableDictionary<DossierId, DossierTerms> Dossiers { get; init; } = ImmutableDictionary<DossierId, DossierTerms>.Empty;

    /// <summary>The rules that the decision follows, in the version in force; as shipped where no pole has set any.</summary>
    public PoleRules Rules { get; init; } = PoleRules.Default;

    /// <summary>Machines in stock that suit and that nobody has reserved, in no order.</summary>
    public ImmutableArray<StockMachine> Stock { get; init; } = [];

    public Attachments Attached { get; init; } = Attachments.None;

    /// <summary>The serials of media, in upper case.</summary>
    public ImmutableHashSet<string> AuditedMedia { get; init; } = [];

    /// <summary>Who holds the machines that were asked for; one that nobody holds is absent.</summary>
    public ImmutableDictionary<MachineId, OrganisationId> Holders { get; init; } = ImmutableDictionary<MachineId, OrganisationId>.Empty;

    /// <summary>What was counted at the donor's door, on all rounds together.</summary>
    public ImmutableArray<TypeCount> PickedUp { get; init; } = [];

    /// <summary>What arrived.</summary>
    public ImmutableArray<ArrivedCount> Arrived { get; init; } = [];

    /// <summary>The machines that a recall asked for, by their codes.</summary>
    public ImmutableArray<FoundMachine> Recalled { get; init; } = [];

    /// <summary>The tax receipts of the donation.</summary>
    public ImmutableArray<ReceiptTerms> Receipts { get; init; } = [];

    /// <summary>The number that was asked for, the last one if there were several; nothing where none was handed out.</summary>
    public int? Number { get; init; }

    public OrganisationProfile? Profile(OrganisationId? id) => id is { Text.Length: > 0 } known ? Organisations.GetValueOrDefault(known) : null;

    public static Facts Of(params ReadOnlySpan<OrganisationProfile> profiles)
    {
        var known = ImmutableDictionary.CreateBuilder<OrganisationId, OrganisationProfile>();

        foreach (var profile in profiles)
        {
            known[profile.Id] = profile;
        }

        return new() { Organisations = known.ToImmutable() };
    }
}
