using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Directory;

/// <summary>What one's own organisation shows in the directory: chosen, changed, taken out.</summary>
[Authorize]
internal sealed partial class CardPage(IGrainFactory grains, Houses houses) : AccountPage
{
    private const string Address = "/directory-card";
    private const string PlacePrefix = "places.";

    private static readonly PublicPlace Nowhere = new("", "", "");

    public OrganisationProfile House { get; private set; } = null!;

    [BindProperty]
    public string? Offer { get; set; }

    [BindProperty]
    public string[] Activities { get; set; } = [];

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Web { get; set; }

    /// <summary>The places that are shown, and an empty one for the next.</summary>
    public IReadOnlyList<PublicPlace> Places { get; private set; } = [];

    public IReadOnlyList<Choice> ActivityChoices =>
        [.. DirectoryCards.Shown.Where(House.Activities.Contains).Select(activity => new Choice(activity.Code(), Say($"offers-{activity.Code()}")))];

    public IReadOnlyList<Choice> DepartmentChoices =>
    [
        new(string.Empty, Say("card-department-by-code")),
        .. Departments.Names.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new Choice(one.Key, $"{one.Key} {one.Value}")),
    ];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await houses.ProfileAsync(Me.Membership.Organisation) is not { } house || !MayShow(Me.Caller, house))
        {
            context.Result = NotFound();
            return;
        }

        House = house;
        await next();
    }

    public void OnGet()
    {
        Offer = House.Card?.Offer;
        Activities = [.. (House.Card?.Activities ?? [.. DirectoryCards.Shown.Where(House.Activities.Contains)]).Select(activity => activity.Code())];
        (Phone, Web) = (House.Card?.Phone, House.Card?.Web);
        Places = WithRoomForOne([.. House.Card?.Places ?? []]);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var places = ReadPlaces();
        Ask(places);

        if (Mistakes.Any)
        {
            Places = WithRoomForOne(places);
            return Page();
        }

        var reply = await DoAsync(new PublishCard(new()
        {
            Offer = Offer ?? string.Empty,
            Activities = [.. DirectoryCards.Shown.Where(activity => Activities.Contains(activity.Code(), StringComparer.Ordinal))],
            Places = [.. places],
            Phone = Phone,
            Web = Web,
        })
        { BasedOn = FilledFrom });

        if (reply is Refused<OrganisationProfile> { Reason: var reason })
        {
            Refuse(reason, FieldOf(reason));
            Places = WithRoomForOne(places);
            return Page();
        }

        Tell(Say("card-shown"));
        return Redirect(Address);
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        if (await DoAsync(new WithdrawCard()) is Refused<OrganisationProfile> { Reason: var reason })
        {
            Refuse(reason);
            OnGet();
            return Page();
        }

        Tell(Say("card-withdrawn"));
        return Redirect(Address);
    }

    private Task<Reply<OrganisationProfile>> DoAsync(OrganisationCommand command) =>
        grains.GetGrain<IOrganisationGrain>($"organisation/{House.Id}").DoAsync(command, Me.Caller, Once(command, House.Id.Text));

    /// <summary>Whether somebody of this organisation chooses what it shows: whoever may not is not led here either.</summary>
    internal static bool MayShow(Caller caller, OrganisationProfile house) => OrganisationLife.Table.Stops(
        house.Id.Text, "publish-card", OrganisationStatus.Active, caller, repeated: false, Relation.Itself, house.Pole == house.Id ? Relation.ItsPole : Relation.Itself) is null
        && DirectoryCards.Shown.Any(house.Activities.Contains);

    /// <summary>Everything that is missing, at once: whoever fills in a card is not told of one field after the other.</summary>
    private void Ask(List<PublicPlace> places)
    {
        Mistakes
            .Unless(!string.IsNullOrWhiteSpace(Offer), "offer", Say("card-say-offer"))
            .Unless(Activities.Length > 0, "activities", Say("choose-activities"));

        foreach (var (i, place) in (places.Count == 0 ? [Nowhere] : places).Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{PlacePrefix}{i}.");
            Mistakes
                .Unless(place.Name.Length > 0, $"{name}name", Say("say-name"))
                .Unless(place.PostalCode.Length > 0, $"{name}postalCode", Say("card-say-postal-code"))
                .Unless(place.Commune.Length > 0, $"{name}commune", Say("card-say-commune"));
        }
    }

    /// <summary>Which field a refusal is about.</summary>
    private static string FieldOf(Refusal reason) => reason.Code switch
    {
        "words-missing" or "out-of-bounds" => reason.Arguments[0] is "places" ? $"{PlacePrefix}0.name" : reason.Arguments[0],
        "postal-code-wrong" or "department-unknown" => reason.Arguments[1],
        "card-activity-missing" or "card-activity-not-shown" or "organisation-does-not-do-that" => "activities",
        "phone-wrong" => "phone",
        "web-address-wrong" => "web",
        _ => FormMistakes.Form,
    };

    private List<PublicPlace> ReadPlaces()
    {
        List<PublicPlace> places = [];

        for (var i = 0; i <= DirectoryCards.MostPlaces; i++)
        {
            string Typed(string field) => Request.Form[string.Create(CultureInfo.InvariantCulture, $"{PlacePrefix}{i}.{field}")].ToString().Trim();

            var place = new PublicPlace(Typed("name"), Typed("postalCode"), Typed("commune"), Typed("department"), Typed("street"), Typed("hours"));

            if (place != new PublicPlace("", "", "", "", "", ""))
            {
                places.Add(place);
            }
        }

        return places;
    }

    private static List<PublicPlace> WithRoomForOne(List<PublicPlace> places) =>
        places.Count < DirectoryCards.MostPlaces ? [.. places, Nowhere] : places;
}
