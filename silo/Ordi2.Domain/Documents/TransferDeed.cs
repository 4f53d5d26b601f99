using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Documents;

/// <summary>
/// The deed by which a machine becomes its partner's, or its EPN's where the gift convention says so (acte de cession, domain.md 4.3, transition 27): the pole has it made, the owner and
/// the new owner sign it, and only then the ownership passes (invariant 5).
/// </summary>
public static class TransferDeed
{
    /// <summary>Who has to sign for the one who gives; where nobody knows an owner, the pole that answers for the machine.</summary>
    public static OrganisationId OwnerOf(Machine machine, DonationTerms? donation, OrganisationId pole) => machine.Ownership?.Owner ?? donation?.Donor ?? machine.Pole ?? pole;

    /// <summary>Why no deed can be made, or nothing: nobody signs what transition 27 then refuses.</summary>
    /// <param name="id">The machine.</param>
    /// <param name="machine">As it stands.</param>
    /// <param name="donation">The gift that it came with: its convention says who may become the owner.</param>
    /// <param name="pole">The pole that asks.</param>
    /// <param name="newOwner">Who is to own it, if known.</param>
    /// <param name="priceCents">For how much; nothing for a gift.</param>
    /// <param name="rules">Of the pole, whose table says how much may be asked.</param>
    public static Refusal? Unmakable(MachineId id, Machine machine, DonationTerms? donation, OrganisationId pole, OrganisationProfile? newOwner, int? priceCents, PoleRules rules) =>
        machine.Status is MachineStatus.None || (machine.Pole is { } its && its != pole) ? Refusal.Forbidden("not-your-machine", id.Text)
        : OwnershipRules.DeedStops(id, machine.Status, donation) is { } not ? not
        : newOwner is null ? Refusal.NotFound("organisation-unknown", string.Empty)
        : machine.Custody?.Holder != newOwner.Id ? Refusal.Conflict("new-owner-is-not-the-holder", newOwner.Name)
        : machine.Ownership?.Owner == newOwner.Id ? Refusal.Conflict("ownership-already-passed", newOwner.Name)
        : MachineDecision.HeldBy(machine, HoldSet.All) is { } held ? held
        : !machine.IsSafeToLeave ? Refusal.Conflict("not-clean", machine.Sanitisation.Code())
        : !RestrictionRules.Allows(machine.Restrictions, newOwner.Category) ? Refusal.Conflict("restriction-does-not-fit", newOwner.Name)
        : SolidarityPrice.Stops(machine, donation, rules, newOwner.Category, priceCents);

    /// <summary>Those of a delivery's machines that one deed makes the EPN's: each is there, and its gift gives it to the EPN.</summary>
    public static ImmutableArray<DeededMachine> Passing(IEnumerable<DeededMachine> machines, OrganisationId pole, OrganisationProfile? epn, PoleRules rules) =>
        [.. machines.Where(one => one.Machine.Status is MachineStatus.AtEpn && Unmakable(one.Id, one.Machine, one.Donation, pole, epn, null, rules) is null)];

    /// <summary>Why there is no deed for a whole delivery, or nothing: some machine passes by it, and all of these are of one owner.</summary>
    /// <param name="delivery">Which delivery.</param>
    /// <param name="passing">What <see cref="Passing"/> found.</param>
    /// <param name="pole">The pole that asks.</param>
    public static Refusal? Unmakable(DeliveryId delivery, ImmutableArray<DeededMachine> passing, OrganisationId pole) =>
        passing.IsEmpty ? Refusal.Conflict("delivery-has-nothing-to-deed", delivery.Text)
        : passing.Select(one => OwnerOf(one.Machine, one.Donation, pole)).Distinct().Count() > 1 ? Refusal.Conflict("delivery-of-several-owners", delivery.Text)
        : null;

    /// <summary>One deed for all machines of a delivery: a gift, since a price is of one machine.</summary>
    public static RenderDocument Of(OrganisationId issuer, DeliveryId delivery, ImmutableArray<DeededMachine> machines, OrganisationProfile owner, OrganisationProfile epn) =>
        new(DocumentKind.TransferDeed, issuer, "transfer-deed", "3", DonationPapers.Json(new
        {
            delivery = delivery.Text,
            from = DonationPapers.Party(owner.Id, owner),
            to = DonationPapers.Party(epn.Id, epn),
            machines = machines.Select(one => new
            {
                label = one.Id.Text,
                type = one.Machine.Type,
                maker = one.Machine.Maker,
                model = one.Machine.Model,
                serial = one.Machine.Serial,
                donation = one.Machine.Donation?.Text,
                restrictions = one.Machine.Restrictions,
            }),
        }))
        {
            About =
            [
                $"delivery/{delivery}",
                .. machines.Select(one => $"machine/{one.Id}"),
                .. machines.Select(one => one.Machine.Donation).OfType<DonationId>().Distinct().Select(donation => $"donation/{donation}"),
            ],
            Readers = [.. new[] { owner.Id, epn.Id }.Where(reader => reader != issuer).Distinct()],
            Signatories = [new(owner.Id, SignerOf(owner)), new(epn.Id, Role.Animator)],
        };

    /// <summary>The deed, which waits for its two signatures.</summary>
    public static RenderDocument Of(OrganisationId issuer, MachineId id, Machine machine, OrganisationProfile owner, OrganisationProfile newOwner, int? priceCents) =>
        new(DocumentKind.TransferDeed, issuer, "transfer-deed", "2", DonationPapers.Json(new
        {
            label = id.Text,
            from = DonationPapers.Party(owner.Id, owner),
            to = DonationPapers.Party(newOwner.Id, newOwner),
            priceCents = priceCents is 0 ? null : priceCents,
            restrictions = machine.Restrictions,
        }))
        {
            About = machine.Donation is { } donation ? [$"machine/{id}", $"donation/{donation}"] : [$"machine/{id}"],
            Readers = [.. new[] { owner.Id, newOwner.Id }.Where(reader => reader != issuer).Distinct()],
            Signatories = [new(owner.Id, SignerOf(owner)), new(newOwner.Id, machine.Status is MachineStatus.AtEpn ? Role.Animator : Role.Partner)],
        };

    /// <summary>Why the ownership does not pass by this document, or nothing: it is the deed of that machine and that price, and both sides have signed it.</summary>
    /// <param name="deed">The document, if there is one.</param>
    /// <param name="number">Under which number it was named.</param>
    /// <param name="id">The machine.</param>
    /// <param name="used">The deeds that served for it: it came back, and goes out by a new one.</param>
    /// <param name="owner">Who gives.</param>
    /// <param name="newOwner">Who takes.</param>
    /// <param name="priceCents">For how much; nothing for a gift.</param>
    public static Refusal? Stops(DocumentTerms? deed, string number, MachineId id, ImmutableArray<DocumentId> used, OrganisationId owner, OrganisationId newOwner, int? priceCents)
    {
        if (owner == newOwner)
        {
            return Refusal.Conflict("ownership-already-passed", newOwner.Text);
        }

        if (deed is not { Kind: DocumentKind.TransferDeed } || deed.Id.Text != number || !deed.About.Contains($"machine/{id}", StringComparer.Ordinal))
        {
            return Refusal.NotFound("deed-unknown", number, id.Text);
        }

        if (used.Contains(deed.Id))
        {
            return Refusal.Conflict("deed-served-already", number, id.Text);
        }

        if (deed.Status is DocumentStatus.Cancelled or DocumentStatus.Replaced)
        {
            return Refusal.Conflict("deed-is-void", number);
        }

        // It may be sealed although somebody did not sign: that is no signed deed.
        foreach (var side in (OrganisationId[])[owner, newOwner])
        {
            if (deed.Signatures.All(signature => signature.Organisation != side))
            {
                return Refusal.Conflict("deed-not-signed", number, side.Text);
            }
        }

        return PriceOf(deed) == (priceCents is 0 ? null : priceCents) ? null : Refusal.Conflict("deed-says-another-price", number);
    }

    private static int? PriceOf(DocumentTerms deed)
    {
        using var content = JsonDocument.Parse(deed.Content);
        return content.RootElement.TryGetProperty("priceCents", out var price) && price.ValueKind is JsonValueKind.Number ? price.GetInt32() : null;
    }

    private static Role SignerOf(OrganisationProfile owner) =>
        owner.Activities.Contains(Activity.Workshop) ? Role.Supervisor
        : owner.Activities.Contains(Activity.Pole) ? Role.Coordinator
        : owner.Activities.Contains(Activity.Epn) ? Role.Animator
        : owner.Activities.Contains(Activity.Partner) ? Role.Partner
        : Role.Donor;
}

/// <summary>A machine that a deed for a whole delivery may name.</summary>
/// <param name="Id">Its code.</param>
/// <param name="Machine">As it stands.</param>
/// <param name="Donation">The gift that it came with, if known.</param>
public sealed record DeededMachine(MachineId Id, Machine Machine, DonationTerms? Donation);
