using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Deliveries;

/// <summary>
/// Where the gift gives the machines to the EPN, they become its own by one deed for the whole delivery: the pole has it made, the owner and the EPN sign it,
/// and the pole enters it (domain.md 2.7, pattern A).
/// </summary>
internal sealed partial class DeliveryPage
{
    /// <summary>The deed that holds for this delivery, once it was made.</summary>
    public DocumentTerms? Deed { get; private set; }

    /// <summary>The machines that are at the EPN, that their gift gives to it and that are not its own yet.</summary>
    public ImmutableArray<MachineId> ToGive { get; private set; } = [];

    /// <summary>Those of them that the deed names.</summary>
    public ImmutableArray<MachineId> ToPass => Deed is { } deed ? [.. ToGive.Where(machine => deed.About.Contains($"machine/{machine}", StringComparer.Ordinal))] : [];

    public bool OffersDeed => ToGive.Length > ToPass.Length;

    public bool DeedIsSigned => Deed is { } deed && deed.Signatories.All(side => deed.Signatures.Any(signature => signature.Organisation == side.Organisation));

    private bool IsThePole => Caller.Role is Role.Coordinator;

    public async Task<IActionResult> OnPostDeedAsync()
    {
        await ReadAsync();

        if (!IsThePole)
        {
            return NotFound();
        }

        var request = new ReportRequest(DocumentKind.TransferDeed) { Delivery = Delivery.Id };
        var reply = await grains.GetGrain<IOfficeGrain>($"office/{Caller.Organisation}").ReportAsync(request, Caller, Once(request));

        if (IsDone(reply) && reply is Done<DocumentTerms> { Value.Id: var number })
        {
            return Onward($"/documents/{Uri.EscapeDataString(number.Text)}", Say("deed-made", number.Text));
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }

    public async Task<IActionResult> OnPostPassAsync()
    {
        await ReadAsync();

        if (!IsThePole)
        {
            return NotFound();
        }

        // The second half of a double click finds nothing left.
        if (ToPass.IsEmpty || Deed is not { } deed)
        {
            return Onward(Address, Say("delivery-passed-already"));
        }

        var (command, passing, passed) = (new TransferOwnership(Delivery.Consignee, deed.Id.Text), ToPass, 0);

        foreach (var some in passing.Chunk(Http.Limits.ScansInABatch))
        {
            var answers = await scans.SendAsync(Caller, [.. some.Select(machine => new PageScan(Once(command, machine.Text), machine.Text, command))]);

            foreach (var (machine, answer) in some.Zip(answers))
            {
                if (answer.Stopped() is { } reason)
                {
                    Mistakes.Add(FormMistakes.Form, Say("delivery-not-passed", Label(machine), Why(reason)));
                }
                else
                {
                    passed++;
                }
            }
        }

        if (passed == passing.Length)
        {
            return Onward(Address, Count("delivery-passed", passed));
        }

        FormMistakes.Renew(HttpContext);
        return await AgainAsync();
    }

    private async Task FindDeedAsync()
    {
        if (!IsThePole)
        {
            return;
        }

        ImmutableArray<DeliveryUnit> there = [.. Units.Where(unit => unit.Row is { Status: MachineStatus.AtEpn } row && row.Holder == Delivery.Consignee.Text && row.Owner != Delivery.Consignee.Text)];

        if (there.IsEmpty)
        {
            return;
        }

        var gifts = there.Select(unit => unit.Row!.Donation).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var terms = await Task.WhenAll(gifts.Select(gift => papers.OneAsync<DonationTerms>(Caller, "donation", gift, HttpContext.RequestAborted)));
        var given = terms.OfType<DonationTerms>().Where(gift => gift.Ownership is OwnershipPattern.Epn).Select(gift => gift.Id.Text).ToHashSet(StringComparer.Ordinal);
        ToGive = [.. there.Where(unit => unit.Row!.Donation is { } gift && given.Contains(gift)).Select(unit => unit.Machine)];

        if (!ToGive.IsEmpty)
        {
            Deed = (await papers.ListAsync<DocumentTerms>(
                    Caller, "document", filter => filter with { About = $"delivery/{Delivery.Id}", Limit = PaperDesk.PageLength }, HttpContext.RequestAborted)).Items
                .LastOrDefault(paper => paper is { Kind: DocumentKind.TransferDeed, Status: not (DocumentStatus.Cancelled or DocumentStatus.Replaced) });
        }
    }
}
