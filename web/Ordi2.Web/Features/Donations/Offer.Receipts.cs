using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>The tax receipt of a gift that is settled: it is prepared, issued under its number, and void if it was wrong.</summary>
internal sealed partial class OfferPage
{
    /// <summary>In which capacity somebody signs for the issuer.</summary>
    [BindProperty]
    public string? Capacity { get; set; }

    [BindProperty]
    public string? Issuer { get; set; }

    /// <summary>Why a receipt is void.</summary>
    [BindProperty]
    public string? Void { get; set; }

    public ImmutableArray<ReceiptTerms> Receipts { get; private set; } = [];

    /// <summary>The one that is prepared or holds.</summary>
    public ReceiptTerms? Receipt => Receipts.FirstOrDefault(one => one.Status is ReceiptStatus.Issued) ?? Receipts.FirstOrDefault(one => one.Status is ReceiptStatus.Draft);

    public bool MayPrepare => Receipt is null && Offer is { LegalBasis: LegalBasis.Mecenat238Bis, Status: DonationStatus.Reconciled or DonationStatus.Closed };

    /// <summary>The receiver of the gift or its pole.</summary>
    public IReadOnlyList<Choice> Issuers => [.. new[] { Offer.Receiver, Offer.Pole }.OfType<OrganisationId>().Distinct().Select(one => new Choice(one.Text, Names[one]))];

    public async Task<IActionResult> OnPostPrepareAsync()
    {
        Mistakes
            .Unless(Issuers.Any(one => one.Value == Issuer), "issuer", Say("choose-one"))
            .Unless(Typed(Capacity) is not null, "capacity", Say("document-say-capacity"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new CreateReceipt(Offer.Id, new(Issuer!), Capacity!.Trim());
        var commandId = Once(command);
        return await WithReceiptAsync(AggregateIds.Make("receipt", commandId), command, commandId, Say("receipt-prepared"), "issuer");
    }

    public Task<IActionResult> OnPostIssueAsync(string? receipt) => OfThisAsync(receipt, new IssueReceipt(), Say("receipt-issued"), FormMistakes.Form);

    public async Task<IActionResult> OnPostVoidAsync(string? receipt)
    {
        Mistakes.Unless(Typed(Void) is not null, "void", Say("say-reason"));
        return Mistakes.Any ? Page() : await OfThisAsync(receipt, new CancelReceipt(Void!.Trim()), Say("receipt-void"), "void");
    }

    private async Task<IActionResult> OfThisAsync(string? receipt, ReceiptCommand command, string sentence, string field) =>
        Receipts.FirstOrDefault(one => one.Id.Text == receipt) is { } known
            ? await WithReceiptAsync(known.Id.Text, command, Once(command, known.Id.Text), sentence, field)
            : Redirect($"/offers/{Offer.Id}");

    private async Task<IActionResult> WithReceiptAsync(string id, ReceiptCommand command, Guid commandId, string sentence, string field)
    {
        if (IsDone(await grains.GetGrain<IReceiptGrain>($"receipt/{id}").DoAsync(command, Caller, commandId), field))
        {
            return Onward($"/offers/{Offer.Id}", sentence);
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }

    private async Task ReadReceiptsAsync() => Receipts = (await papers.ListAsync<ReceiptTerms>(
        Caller, "receipt", filter => filter with { About = $"donation/{Offer.Id}", Limit = PaperDesk.PageLength }, HttpContext.RequestAborted)).Items;
}
