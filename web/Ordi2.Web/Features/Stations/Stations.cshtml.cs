using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Stations;

/// <summary>The stations of a workshop: announce one, see which devices are enrolled, revoke one that is lost.</summary>
[Authorize]
internal sealed class StationsPage(StationDesk desk, Houses houses, Once once) : HousePage(houses)
{
    private const int LongestName = 60;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Site { get; set; }

    public override string Home => "/stations";

    public IReadOnlyList<Station> Stations { get; private set; } = [];

    public IReadOnlyList<Choice> Sites => [.. House.Sites.Select(site => new Choice(site.Id.Text, site.Name))];

    public AnnouncedStation? Announced { get; private set; }

    public string? Address { get; private set; }

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostAnnounceAsync()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
        {
            Refuse(Refusal.Invalid("station-name-form"), "name");
        }

        if (!string.IsNullOrEmpty(Site) && !House.Sites.Any(site => site.Id.Text == Site))
        {
            Refuse(Refusal.Invalid("station-site-unknown"), "site");
        }

        if (!Mistakes.Any)
        {
            Announced = await once.MakeAsync(
                Request,
                Me.Session.Person,
                async id => await desk.FindAsync(StationDesk.Prefix + id) is not null,
                id => desk.AnnounceAsync(House.Id, string.IsNullOrEmpty(Site) ? null : Site, Name!, Me.Caller, id));

            if (Announced is null)
            {
                return Back(Say("made-already"));
            }

            Address = StationEndpoints.AddressOf(Request, Announced.Code);
            (Name, Site) = (null, null);
        }

        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? station)
    {
        if (station is not null && await desk.FindAsync(station) is { } found && found.Organisation == House.Id.Text)
        {
            await desk.RevokeAsync(found, Me.Caller);
        }

        return Back(Say("done"));
    }

    private async Task ReadAsync() => Stations = await desk.ListAsync(House.Id.Text);
}
