using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Receipts;
using Ordi2.Domain.Tests.Aggregates;
using Ordi2.Domain.Tests.Documents;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Receipts;

#pragma warning disable CA1859 // The tests see stories of different aggregates as one kind of thing; a virtual call costs nothing here.

/// <summary>The lives of a tax receipt.</summary>
internal static class ReceiptStories
{
    public static readonly OrganisationProfile Eligible = Workshop with { TaxReceipts = TaxReceiptStatus.Rig, TaxReceiptProof = "RIG-2026-4" };

    public static readonly CreateReceipt Receipt1 = new(new("D-1"), Workshop.Id, "présidente");

    /// <summary>A gift that is settled: nine laptops taken over, one sent back, worth what the donor says.</summary>
    public static readonly DonationTerms Settled = new()
    {
        Id = new("D-1"),
        Status = DonationStatus.Reconciled,
        Donor = Donor.Id,
        Pole = Pole.Id,
        Receiver = Workshop.Id,
        LegalBasis = LegalBasis.Mecenat238Bis,
        StatedValue = new(123_450, new(2027, 3, 1)),
        Receipt = new("X-1"),
        Sheet = [new(DeviceType.Laptop, 10, 10, 10, 1), new(DeviceType.Printer, 0, null, 2, 0, AcceptedOffList: true)],
    };

    public static Facts With(DonationTerms donation, params ReceiptTerms[] receipts) =>
        Cast.With(Eligible) with { Donation = donation, Receipts = [.. receipts] };

    public static IStory Receipt() => new Story<TaxReceipt, ReceiptCommand, ReceiptEvent, ReceiptTerms, ReceiptStatus>(
        Kinds.Receipt,
        ReceiptLife.Table,
        () => With(Settled),
        "receipt",
        [
            (Receipt1, Supervisor),
            (new IssueReceipt(), Supervisor),
            (new NumberReceipt(new("RF-2027-000001-workshop")), Cast.System),
            (new MarkReceiptReplaced(new("X-2"), new("RF-2027-000002-workshop")), Cast.System),
            (new FinishReceiptErrand("cancel-document"), Cast.System),
        ],
        [
            (Receipt1 with { Replaces = new("X-0") }, Supervisor),
            (new CancelReceipt("don repris"), Supervisor),
            (new GiveUpReceiptErrand("give-back-2", Ordi2.Contracts.Refusal.Conflict("donation-unknown")), Cast.System),
        ],
        [(Receipt1, Coordinator), (new GiveUpRight(), Cast.System), (new CancelReceipt("don repris"), Coordinator)])
    {
        Owes = OwedPapers.Of,
    }.Told();
}
