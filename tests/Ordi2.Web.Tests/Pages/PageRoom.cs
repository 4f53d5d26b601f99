using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Ledger.Labels;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Setup;
using Ordi2.Web.Features.SignIn;
using Ordi2.Web.Hosting;
using Ordi2.Web.Tests.Photos;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>One server and one browser for all that is looked at.</summary>
public sealed class PageRoom : IAsyncLifetime, IAsyncDisposable
{
    private const int MostAtOnce = 2;

    /// <summary>What stands in an address for something that has to be scanned.</summary>
    private static readonly string[] Scanned = ["{machine}", "{told}", "{sheet}", "{recalled}"];

    private readonly Dictionary<string, Task<string>> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Stopwatch> _halfWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _preparing = new(1);
    private readonly Dictionary<PageEntry, Uri> _addresses = [];
    private IPlaywright? _playwright;
    private string? _told;
    private string? _recalled;
    private WebApplication? _empty;

    internal DemoServer Server { get; } = new() { Adjust = static builder => builder.Configuration["RequestLimits:SignInsPerMinute"] = "1000" };

    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>What is to be said of each page, some pages at a time.</summary>
    internal Ahead<(Dictionary<string, List<string>> Flaws, Weight Weight)> Seen { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Seen = new([.. Inventory.Pages.Select(page => page.Address)], Math.Min(MostAtOnce, Environment.ProcessorCount), address => LookTests.LookAsync(this, address));
        await Server.InitializeAsync();

        // A board with nothing on it shows nothing of itself.
        for (var i = 0; i < 12; i++)
        {
            var label = await Server.ReceivedAsync();

            if (i % 2 == 0)
            {
                await Server.Client.ScanAsync(Server.Token(Role.Operator), new OneScan(label, "triage", new { route = "REUSE" }));
            }
        }

        await PlayAsync();

        if (File.Exists(ChromiumFactAttribute.Program))
        {
            _playwright = await Playwright.CreateAsync();
            Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        }
    }

    public async Task DisposeAsync()
    {
        await Seen.DisposeAsync();
        _preparing.Dispose();

        if (_playwright is not null)
        {
            await Browser.DisposeAsync();
            _playwright.Dispose();
        }

        if (_empty is not null)
        {
            await _empty.StopAsync();
            await _empty.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    /// <summary>What the homes of the roles have to show: an EPN in the middle of its work, and what a donor gave.</summary>
    private async Task PlayAsync()
    {
        var day = new Workday(Server);
        _made["blocked"] = await Server.ReceivedAsync("PF2XK9L");
        await Server.ReceivedAsync("PF2XK9L");
        await day.DoAsync(Server.Token(Role.Operator), _made["blocked"], "place-hold", new { hold = "SAFETY_BATTERY", reason = "batterie gonflée" });
        var machines = await day.ReadyAsync(8, "don-assurances-du-val");
        _made["donation"] = (await day.GetAsync(Server.Token(Role.Donor, "don-assurances-du-val"), "/api/donations")).GetProperty("items")[0].GetProperty("id").GetString()!;
        _made["accepted"] = await day.AcceptedDonationAsync("don-assurances-du-val", 40);
        _made["dossier"] = await day.DossierAsync(8);
        await day.DossierAsync(3, accepted: false);
        _made["delivery"] = await day.SentAsync(_made["dossier"], machines[..5]);

        foreach (var machine in machines[..4])
        {
            await day.DoAsync(Server.Token(Role.Animator, day.Epn), machine, "receive-at-epn");
        }

        _made["loan"] = await day.LoanAsync(_made["dossier"], 12);
        await day.PlaceAsync(_made["loan"], machines[..2]);
        _made["lent"] = machines[0];
        _made["session"] = await day.SessionAsync(_made["dossier"], -2);
        await day.SessionAsync(_made["dossier"], 5);
        await PlayPhotosAsync();
        await PlayStoreAsync(day);
        await new PolePlay(Server, day).PlayAsync(_made);
    }

    /// <summary>A machine with photos: one that nothing names, and one that a report names.</summary>
    private async Task PlayPhotosAsync()
    {
        _made["sorted"] = await Server.ReceivedAsync();
        await Server.DoAsync(_made["sorted"], "triage", new { route = "REUSE", powersOn = true });
        _made["wiping"] = await Server.WipingAsync();
        _made["shown"] = await Server.ReceivedAsync();
        _made["picture"] = await Server.PhotoOfAsync(_made["shown"], Server.Token(Role.Supervisor));
        using var finder = new Support.Browser(Server.Address);
        await finder.SendFileAsync(
            await finder.OpenAsync($"/m/{_made["shown"]}"), $"/m/{_made["shown"]}?handler=Found", SentPhotos.File(), ("how", "left"), ("where", "Gare de Valombre"));
        _made["proof"] = (await Server.PhotosOfAsync(_made["shown"])).Single(id => id != _made["picture"]);
    }

    /// <summary>The dock counts a gift, some machines wait on the shelves, and some are in a box.</summary>
    private async Task PlayStoreAsync(Workday day)
    {
        var scrapped = await day.ReadyAsync(7);
        _made["cage"] = await day.BatchAsync("recyclage-du-val", scrapped[..2]);
        _made["batch"] = await day.HandedOverAsync("recyclage-du-val", scrapped[2..4]);
        _made["accepted-batch"] = await day.HandedOverAsync("recyclage-du-val", scrapped[4..6]);
        _made["proven-batch"] = await day.ProvenAsync("recyclage-du-val", scrapped[6..]);
        await day.ActAsync(Server.Token(Role.Recycler, "recyclage-du-val"), "batches", _made["accepted-batch"], "accept");
        _made["handover"] = await day.HandoverAsync("fabrique-des-tilleuls", await Server.ReceivedAsync());
        _made["claimed"] = await Server.ReceivedAsync();
        await day.DoAsync(Server.Token(Role.Supervisor, "fabrique-des-tilleuls"), _made["claimed"], "claim-custody");
        _made["dock"] = await Server.ReceivedAsync();
        _made["gift"] = await day.ReceivedDonationAsync("don-cabinet-ferrand", 12);

        foreach (var type in (string[])["LAPTOP", "LAPTOP", "LAPTOP", "MONITOR"])
        {
            await day.DoAsync(Server.Token(Role.Operator), DemoServer.NewLabel(), "receive-device", new { type, donation = _made["gift"] });
        }

        _made["round"] = await day.RoundAsync(await day.SignedDonationAsync("don-cabinet-ferrand", 30), "transports-roulier");
        await day.ActAsync(Server.Token(Role.Driver, "transports-roulier"), "rounds", _made["round"], "open");
        await day.ActAsync(Server.Token(Role.Driver, "transports-roulier"), "rounds", _made["round"], "record-trip", new { stop = "quai", note = "BE-1", counts = new[] { new { type = "LAPTOP", count = 28 } } });
        _made["planned"] = await day.RoundAsync(await day.SignedDonationAsync("don-cabinet-ferrand", 5), "transports-roulier");
        _made["part"] = await day.CreateAsync(Server.Token(Role.Storekeeper, Workday.Workshop), "parts", new { id = DemoServer.NewLabel(), type = "ram", holder = Workday.Workshop });
        _made["labels"] = new string('a', 32);
        await Server.Services.GetRequiredService<PrintedLabels>().KeepAsync(
            new(_made["labels"], Workday.Workshop, "somebody", DateTimeOffset.UtcNow, "L7160", 5, "Machine", 2, 20), DemoServer.NewLabel);
        _made["picks"] = await day.ReservedAsync(await day.ReadyAsync(3));
        var packed = await day.ReadyAsync(3);
        _made["packing"] = await day.PreparedAsync(await day.ReservedAsync(packed), packed);
        await day.DoAsync(Server.Token(Role.Storekeeper, Workday.Workshop), packed[0], "pack", new { box = "C-12", delivery = _made["packing"] });
    }

    /// <summary>The address of a page, with what stands in braces made.</summary>
    internal async Task<Uri> AddressAsync(PageEntry page)
    {
        if (page.Address is "{setup}")
        {
            return await EmptyAsync();
        }

        if (page.Address is "{invitation}")
        {
            await using var scope = Server.Services.CreateAsyncScope();
            var email = AccountOf(Role.Supervisor, "atelier-du-canal").Email;
            var inviter = await scope.ServiceProvider.GetRequiredService<AccountDatabase>().People.SingleAsync(person => person.Email == email);
            var (secret, _) = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().InviteAsync(
                "somebody@val.example", new("atelier-du-canal"), Role.Operator, manages: false, inTraining: false, new(inviter.Id));
            return new Uri(Server.Address, $"/invitation/{secret}");
        }

        var address = page.Address.Replace("{organisation}", page.Who is { } role ? AccountOf(role, page.Organisation).OrganisationId : string.Empty, StringComparison.Ordinal);

        if (address.Contains("{machine}", StringComparison.Ordinal))
        {
            address = address.Replace("{machine}", await Server.ReceivedAsync(), StringComparison.Ordinal);
        }

        if (address.Contains("{told}", StringComparison.Ordinal) || address.Contains("{sheet}", StringComparison.Ordinal))
        {
            _told ??= await Server.WipedAsync();
            address = address.Replace("{told}", _told, StringComparison.Ordinal).Replace("{sheet}", $"DT-{_told}-001", StringComparison.Ordinal);
        }

        if (address.Contains("{recalled}", StringComparison.Ordinal))
        {
            address = address.Replace("{recalled}", _recalled ??= await Server.RecalledAsync(), StringComparison.Ordinal);
        }

        foreach (var (name, id) in _made)
        {
            address = address.Replace($"{{{name}}}", id, StringComparison.Ordinal);
        }

        return new Uri(Server.Address, address);
    }

    /// <summary>
    /// The address of a page, and the cookies of who looks at it. Whatever has to be scanned for any of them is scanned before the first page is looked at: it would
    /// move the figures of another that is being looked at.
    /// </summary>
    internal async Task<(Uri Address, string? Session)> ReadyAsync(PageEntry page)
    {
        await _preparing.WaitAsync();

        try
        {
            if (_addresses.Count == 0)
            {
                foreach (var any in Inventory.Pages.Where(any => Scanned.Any(any.Address.Contains)))
                {
                    _addresses[any] = await AddressAsync(any);
                }
            }

            return (_addresses.TryGetValue(page, out var known) ? known : await AddressAsync(page), await SessionAsync(page));
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <summary>The cookies of somebody with the role, as a header; none for somebody who has not signed in.</summary>
    internal async Task<string?> SessionAsync(PageEntry page)
    {
        if (page.Who is not { } role)
        {
            return null;
        }

        var account = AccountOf(role, page.Organisation);

        if (page.Lacks is { } missing)
        {
            if (!_sessions.ContainsKey(account.Email))
            {
                await LackAsync(account.Email, missing);
            }

            // Nobody stands half way in for as long as all the tests take.
            if (!_halfWay.TryGetValue(account.Email, out var since) || since.Elapsed > HalfWay.Life / 2)
            {
                _halfWay[account.Email] = Stopwatch.StartNew();
                _sessions.Remove(account.Email);
            }
        }

        if (!_sessions.TryGetValue(account.Email, out var session))
        {
            _sessions[account.Email] = session = SignInAsync(account.Email, account.Password);
        }

        return await session;
    }

    /// <summary>The cookies of the first account with a role.</summary>
    internal Task<string?> SessionAsync(Role role) => SessionAsync(new PageEntry(string.Empty, string.Empty, role));

    private async Task LackAsync(string email, Missing missing)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AccountDatabase>();
        var person = await database.People.SingleAsync(person => person.Email == email);
        person.TwoFactorEnabled = missing is Missing.Code;
        person.SecondFactorDueAt = DateTimeOffset.UnixEpoch;
        await database.Memberships.Where(membership => membership.Person == person.Id).ExecuteUpdateAsync(set => set.SetProperty(membership => membership.Manages, true));
        await database.SaveChangesAsync();
    }

    private Features.Demo.DemoAccount AccountOf(Role role, string? organisation) => Server.Account(role, organisation);

    private async Task<string> SignInAsync(string email, string password)
    {
        using var form = await Form.OpenAsync(Server.Address, "/sign-in");
        using var response = await form.PostAsync(("email", email), ("password", password));
        Assert.True((int)response.StatusCode is 302, await response.Content.ReadAsStringAsync());
        return string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    // The first page of a system that nobody has used yet.
    private async Task<Uri> EmptyAsync()
    {
        if (_empty is null)
        {
            _empty = Hosting.Server.Build(new ServerSettings(Directory.CreateTempSubdirectory("ordi2-web-").FullName, null, "http://127.0.0.1:0"));
            await _empty.StartAsync();
        }

        return _empty.Services.GetRequiredService<FirstPole>().Address!;
    }
}

/// <summary>Tests that look at pages, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PageRoomTests : ICollectionFixture<PageRoom>
{
    public const string Name = "a room with one browser";
}
