using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Cards;
using Ordi2.Web.Features.Labels;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Http;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Stations;

/// <summary>The stations of a workshop: announce one, see which devices are enrolled, revoke one that is lost.</summary>
[Authorize]
internal sealed class StationsPage(StationDesk desk, DeviceClocks clocks, DeviceLayouts layouts, Houses houses, Once once, TimeProvider time) : HousePage(houses)
{
    /// <summary>A device whose clock is off by more is shown so, as its own program says it.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    private const int LongestName = 60;

    private IReadOnlyDictionary<string, DateOnly> _offSince = new Dictionary<string, DateOnly>(StringComparer.Ordinal);

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Site { get; set; }

    public override string Home => "/stations";

    public IReadOnlyList<Station> Stations { get; private set; } = [];

    public IReadOnlyList<Choice> Sites => [.. House.Sites.Select(site => new Choice(site.Id.Text, site.Name))];

    public AnnouncedStation? Announced { get; private set; }

    public string? Address { get; private set; }

    /// <summary>Whether whoever looks is to have a badge here as well: nobody else gives it.</summary>
    public bool ScansByThemselves => Mine.Role is Role.Animator;

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

    /// <summary>The card that enrols a device, while its code is good.</summary>
    public async Task<IActionResult> OnPostCardAsync(string? code)
    {
        if (await desk.OfCodeAsync(code) is { } station && station.Organisation == House.Id.Text)
        {
            return PrintPage.Give(this, CardDesk.Enrolment(
                StationEndpoints.AddressOf(Request, code!), station.Name, code!, Reader.Time(station.CodeExpiresAt!.Value, Language.French)), "carte-de-poste");
        }

        Mistakes.Add(FormMistakes.Form, Say("cards-enrolment-over"));
        await ReadAsync();
        return Page();
    }

    /// <summary>How the clock of a station goes; nothing where it was never measured.</summary>
    public DeviceClock? ClockOf(Station station) => Clocks.GetValueOrDefault(station.Id);

    /// <summary>Whether its scanner is set up for another keyboard, as its scans of the last day show.</summary>
    public bool IsMangled(Station station) => Mangled.ContainsKey(station.Id);

    /// <summary>Whether it is off so far that somebody has to set it.</summary>
    public static bool IsOff(DeviceClock clock) => clock.Last.Duration() > Tolerance;

    /// <summary>« avance de 3 minutes depuis le 4 mars 2027 ».</summary>
    public string WordsOf(DeviceClock clock)
    {
        var length = Reader.Duration(clock.Last.Duration(), ReadersLanguage);
        var words = clock.Last > TimeSpan.Zero ? Say("station-clock-ahead", length) : Say("station-clock-behind", length);
        return $"{words} {Say("station-clock-since", Date(_offSince.GetValueOrDefault(clock.Device, clock.Day)))}";
    }

    private IReadOnlyDictionary<string, DeviceClock> Clocks { get; set; } = new Dictionary<string, DeviceClock>(StringComparer.Ordinal);

    private IReadOnlyDictionary<string, DateTimeOffset> Mangled { get; set; } = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);

    private async Task ReadAsync()
    {
        Mangled = await layouts.SinceAsync(House.Id.Text, time.GetUtcNow() - LayoutTrail.Shown, HttpContext.RequestAborted);
        Stations = await desk.ListAsync(House.Id.Text);
        Clocks = (await clocks.LatestAsync(House.Id.Text, HttpContext.RequestAborted)).ToDictionary(clock => clock.Device, StringComparer.Ordinal);
        _offSince = await clocks.OffSinceAsync(House.Id.Text, Tolerance, HttpContext.RequestAborted);
    }
}
