using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>One offer: the pole takes it and names who receives the machines, or says why not.</summary>
internal sealed partial class OfferPage(PaperDesk papers, PoleMembers members, IGrainFactory grains, TimeProvider clock) : RolePage(Role.Coordinator)
{
    [BindProperty]
    public string? Receiver { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public DonationTerms Offer { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    public ImmutableArray<OrganisationProfile> Receivers { get; private set; } = [];

    public bool Waits => Offer.Status is DonationStatus.Proposed;

    public IReadOnlyList<Choice> ReceiverChoices =>
        [new(string.Empty, Say("offer-choose")), .. Receivers.Select(house => new Choice(house.Id.Text, house.Name))];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Coordinator
            || await papers.OneAsync<DonationTerms>(Caller, "donation", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } offer
            || offer.Pole != Caller.Organisation)
        {
            context.Result = NotFound();
            return;
        }

        Offer = offer;
        Names = await papers.NamesAsync([Offer.Receiver, Offer.Pole, (OrganisationId?)Offer.Donor, .. SheetContests.Answering(Offer)]);
        await ReadReceiptsAsync();
        Receivers =
        [
            .. (await members.AllAsync(Caller, HttpContext.RequestAborted))
                .Where(house => house.Status is OrganisationStatus.Active && house.Activities.Any(activity => activity is Activity.Workshop or Activity.Pole)),
        ];
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public async Task<IActionResult> OnPostAcceptAsync()
    {
        Mistakes.Unless(Receivers.Any(house => house.Id.Text == Receiver), "receiver", Say("offer-choose-receiver"));
        return Mistakes.Any ? Page() : await DoAsync(new AcceptDonation(new(Receiver!)) { BasedOn = FilledFrom }, Say("offer-accepted"), "receiver");
    }

    public async Task<IActionResult> OnPostDeclineAsync()
    {
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-reason"));
        return Mistakes.Any ? Page() : await DoAsync(new DeclineDonation(Reason!.Trim()), Say("offer-declined"), "reason");
    }

    public string Euros(long cents) => Texts.Reader.Euros(cents / 100m, ReadersLanguage);

    private async Task<IActionResult> DoAsync(DonationCommand command, string sentence, string field) =>
        IsDone(await grains.GetGrain<IDonationGrain>($"donation/{Offer.Id}").DoAsync(command, Caller, Once(command, Offer.Id.Text)), field)
            ? Onward("/offers", sentence)
            : Page();
}
