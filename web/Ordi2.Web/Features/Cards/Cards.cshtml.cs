using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Documents.Cards;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Labels;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Cards;

/// <summary>The cards that hang beside a scanner, and the page that sets a scanner up.</summary>
internal sealed class CardsPage(Houses houses, IConfiguration configuration) : PrintPage(houses, configuration)
{
    private readonly Houses _houses = houses;

    /// <summary>The stations whose cards are wanted.</summary>
    [BindProperty(SupportsGet = true)]
    public string[] Place { get; set; } = [];

    public IReadOnlyList<Choice> Places =>
    [
        .. Enum.GetValues<CardPlace>().Select(place => new Choice(
            place.ToString(), Say($"cards-place-{place}"), string.Join(", ", StationCard.All.Where(card => card.Place == place).Select(card => card.Words)))),
    ];

    /// <summary>Whether badges and stations are this person's to make.</summary>
    public bool MayMakeBadges { get; private set; }

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnGetModesAsync()
    {
        ImmutableArray<CardPlace> places = [.. Enum.GetValues<CardPlace>().Where(place => Place.Contains(place.ToString(), StringComparer.Ordinal))];

        if (!places.IsEmpty)
        {
            return Give(CardDesk.Modes(places), "cartes");
        }

        Mistakes.Add("place", Say("cards-choose"));
        await ReadAsync();
        return Page();
    }

    public FileContentResult OnGetSetup() => Give(Printout.Of(SetupSheet.Print()), "regler-un-lecteur");

    private async Task ReadAsync() => MayMakeBadges = Caller.Role is Role.Supervisor or Role.Coordinator
        && await _houses.FindAsync(Caller.Organisation.Text) is { } house
        && Memberships.MayEnrolStations(new(Caller.Organisation, Caller.Role), house);
}
