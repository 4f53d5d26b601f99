using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Ledger.Labels;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Features.Stations;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Stations;

/// <summary>What a station takes along into a cellar without network.</summary>
[Collection(DemoServerTests.Name)]
public class StationWorkTests(DemoServer server)
{
    private const string Workshop = "atelier-du-canal";
    private const string Pin = "4071";

    [Fact]
    public async Task A_station_gets_the_machines_of_its_house_by_status_and_the_statuses_from_which_each_step_goes()
    {
        var label = await server.ReceivedAsync();
        var (token, _) = await StationAsync(Workshop);

        var work = await server.Client.GetAsync("/api/stations/work", token);

        Assert.Equal(200, work.Status);
        Assert.Contains(label, Codes(work.Body, "RECEIVED"));
        Assert.True(work.Body.GetProperty("complete").GetBoolean());
        Assert.Equal(Workshop, work.Body.GetProperty("organisation").GetString());
        Assert.Equal(["RECEIVED"], Steps(work.Body, "triage"));
        Assert.Contains("NONE", Steps(work.Body, "receive-device"));
        Assert.Equal("reçue", work.Body.GetProperty("words").GetProperty("RECEIVED").GetProperty("fr").GetString(), ignoreCase: true);

        // Another house has its own.
        var (elsewhere, _) = await StationAsync("etabli-du-coteau");
        Assert.DoesNotContain(label, (await server.Client.GetAsync("/api/stations/work", elsewhere)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_on_its_way_to_an_epn_is_on_the_list_of_its_station()
    {
        var day = new Workday(server, "epn-gare-nord", "asso-femmes-en-reseau");
        var machines = await day.ReadyAsync(1);
        var dossier = await day.DossierAsync(1);
        await day.SentAsync(dossier, machines);
        var announced = await server.Client.PostAsync("/api/stations", server.Token(Role.Coordinator), new { name = "Accueil", organisation = day.Epn });
        Assert.True(announced.Status == 201, announced.Text);
        var enrolled = await server.Client.PostAsync("/api/stations/enrol", null, new { code = announced.Body.GetProperty("code").GetString() });

        var work = await server.Client.GetAsync("/api/stations/work", enrolled.Body.GetProperty("token").GetString());

        Assert.Contains(machines[0], Codes(work.Body, "IN_TRANSIT"));
        Assert.Equal(["IN_TRANSIT"], Steps(work.Body, "receive-at-epn"));
    }

    [Fact]
    public async Task The_labels_of_its_drawers_go_along_until_a_machine_has_them_and_those_of_another_house_do_not()
    {
        var printed = server.Services.GetRequiredService<PrintedLabels>();
        var ours = await printed.KeepAsync(Run(Workshop, nameof(LabelKind.Machine)), DemoServer.NewLabel);
        var pallets = await printed.KeepAsync(Run(Workshop, nameof(LabelKind.Pallet)), DemoServer.NewLabel);
        var theirs = await printed.KeepAsync(Run("etabli-du-coteau", nameof(LabelKind.Machine)), DemoServer.NewLabel);
        await server.Client.ScanAsync(server.Token(Role.Operator, Workshop), new OneScan(ours[0], "receive-device", new { type = "LAPTOP" }));
        var (token, _) = await StationAsync(Workshop);

        var work = (await server.Client.GetAsync("/api/stations/work", token)).Body;

        var labels = work.GetProperty("labels").EnumerateArray().Select(label => label.GetString()).ToList();
        Assert.True(work.GetProperty("labelsComplete").GetBoolean());
        Assert.Contains(ours[1], labels);
        Assert.DoesNotContain(ours[0], labels);
        Assert.DoesNotContain(pallets[0], labels);
        Assert.DoesNotContain(theirs[0], labels);

        // What stands on a box is no machine, whoever scans it.
        var boxes = work.GetProperty("boxes").EnumerateArray().Select(label => label.GetString()).ToList();
        Assert.Contains(pallets[0], boxes);
        Assert.DoesNotContain(ours[1], boxes);

        static LabelRun Run(string house, string kind) => new(Guid.NewGuid().ToString("N"), house, "p", DateTimeOffset.UtcNow, "L7160", 1, kind, 1, 2);
    }

    [Fact]
    public async Task The_badges_of_its_house_go_along_without_a_name_and_those_of_another_house_do_not()
    {
        var (ours, theirs) = (await BadgeAsync(Workshop), await BadgeAsync("etabli-du-coteau"));

        var work = (await server.Client.GetAsync("/api/stations/work", (await StationAsync(Workshop)).Token)).Body;

        var badges = work.GetProperty("badges").EnumerateArray().Select(badge => badge.GetString()).ToList();
        Assert.Contains(ours, badges);
        Assert.DoesNotContain(theirs, badges);
    }

    [Fact]
    public async Task Whoever_drives_takes_the_rounds_that_are_on_the_road_along_and_nobody_else_does()
    {
        var day = new Workday(server, "epn-gare-nord", "asso-femmes-en-reseau");
        var donation = await day.SignedDonationAsync("don-cartonnerie-lemoine", 12);
        var listed = DemoServer.NewLabel();
        await day.DoAsync(server.Token(Role.Donor, "don-cartonnerie-lemoine"), listed, "declare-device", new { donation, type = "LAPTOP" });
        var round = await day.RoundAsync(donation, Workshop);
        var planned = await day.RoundAsync(donation, Workshop);
        await day.ActAsync(server.Token(Role.Driver, Workshop), "rounds", round, "open");
        await day.ActAsync(server.Token(Role.Driver, Workshop), "rounds", round, "record-trip", new { stop = "cave", note = "BE-7", counts = new[] { new { type = "LAPTOP", count = 12 } }, occurredAt = "2026-01-05T09:30:00Z" });
        var (station, _) = await StationAsync(Workshop);

        var work = (await server.Client.GetAsync("/api/stations/work", await SignedInAsync(station, Role.Driver))).Body;

        var rounds = work.GetProperty("rounds").EnumerateArray().ToArray();
        Assert.DoesNotContain(rounds, one => one.GetProperty("id").GetString() == planned);
        var mine = rounds.Single(one => one.GetProperty("id").GetString() == round);
        Assert.Equal((donation, "Cartonnerie Lemoine"), (mine.GetProperty("donation").GetString(), mine.GetProperty("donor").GetString()));
        Assert.Equal(("LAPTOP", 12), (mine.GetProperty("announced")[0].GetProperty("type").GetString(), mine.GetProperty("announced")[0].GetProperty("count").GetInt32()));
        Assert.Equal([listed], mine.GetProperty("machines").GetProperty("DECLARED").EnumerateArray().Select(code => code.GetString()));
        var stops = mine.GetProperty("stops").EnumerateArray().ToArray();
        Assert.Equal(["quai:0", "cave:1"], stops.Select(stop => $"{stop.GetProperty("id").GetString()}:{stop.GetProperty("trips").GetInt32()}"));
        Assert.Equal(("monte-charge", "batteries gonflées", $"BE-{round}-cave-1"), (stops[1].GetProperty("access").GetString(), stops[1].GetProperty("safety")[0].GetString(), stops[1].GetProperty("note").GetString()));
        var trip = Assert.Single(stops[1].GetProperty("counted").EnumerateArray());
        Assert.Equal(("LAPTOP", 12), (trip.GetProperty("counts")[0].GetProperty("type").GetString(), trip.GetProperty("counts")[0].GetProperty("count").GetInt32()));
        Assert.Equal(DateTimeOffset.Parse("2026-01-05T09:30:00Z", CultureInfo.InvariantCulture), trip.GetProperty("at").GetDateTimeOffset());
        Assert.Contains(work.GetProperty("planned").EnumerateArray(), one => one.GetProperty("id").GetString() == planned && one.GetProperty("donor").GetString() == "Cartonnerie Lemoine");
        Assert.DoesNotContain(work.GetProperty("planned").EnumerateArray(), one => one.GetProperty("id").GetString() == round);
        Assert.Contains("portable", work.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetProperty("fr").GetString()));

        foreach (var other in (string[])[station, await SignedInAsync(station, Role.Operator)])
        {
            var theirs = await server.Client.GetAsync("/api/stations/work", other);
            Assert.False(theirs.Body.TryGetProperty("rounds", out _));
            Assert.False(theirs.Body.TryGetProperty("planned", out _));
            Assert.DoesNotContain("monte-charge", theirs.Text, StringComparison.Ordinal);
        }
    }

    /// <summary>The telephone goes three hours ahead and says so with the count: it was counted ten minutes ago.</summary>
    [Fact]
    public async Task A_count_says_at_which_station_it_was_made_and_when_by_the_clock_of_the_server()
    {
        var day = new Workday(server, "epn-gare-nord", "asso-femmes-en-reseau");
        var round = await day.RoundAsync(await day.SignedDonationAsync("don-cartonnerie-lemoine", 12), Workshop);
        await day.ActAsync(server.Token(Role.Driver, Workshop), "rounds", round, "open");
        var driver = await SignedInAsync((await StationAsync(Workshop)).Token, Role.Driver);
        var now = DateTimeOffset.UtcNow;
        var theirs = now.AddHours(3);

        var counted = await server.Client.SendAsync(
            HttpMethod.Post,
            $"/api/rounds/{round}/record-trip",
            driver,
            JsonSerializer.Serialize(new { stop = "quai", note = "BE-8", counts = new[] { new { type = "LAPTOP", count = 3 } }, occurredAt = theirs.AddMinutes(-10) }),
            sentAt: theirs);
        Assert.True(counted.Status == 200, counted.Text);

        var work = (await server.Client.GetAsync("/api/stations/work", driver)).Body;
        var stop = work.GetProperty("rounds").EnumerateArray().Single(one => one.GetProperty("id").GetString() == round).GetProperty("stops")[0];
        var trip = Assert.Single(stop.GetProperty("counted").EnumerateArray());
        Assert.Equal("Cave", trip.GetProperty("on").GetString());
        Assert.InRange(trip.GetProperty("at").GetDateTimeOffset(), now.AddMinutes(-11), now.AddMinutes(-9));
    }

    [Fact]
    public async Task Whoever_receives_machines_is_told_which_gifts_arrive_and_nobody_else_is()
    {
        var (station, _) = await StationAsync(Workshop);

        foreach (var role in (Role[])[Role.Operator, Role.Storekeeper, Role.Supervisor])
        {
            Assert.True((await server.Client.GetAsync("/api/stations/work", await SignedInAsync(station, role))).Body.TryGetProperty("gifts", out _), $"{role}");
        }

        foreach (var other in (string[])[station, await SignedInAsync(station, Role.Driver)])
        {
            Assert.False((await server.Client.GetAsync("/api/stations/work", other)).Body.TryGetProperty("gifts", out _));
        }
    }

    [Fact]
    public async Task A_gift_is_told_with_its_day_its_round_and_how_many_came_until_all_of_it_has()
    {
        var day = new Workday(server, "epn-gare-nord", "asso-femmes-en-reseau");
        var donation = await day.SignedDonationAsync("don-cartonnerie-lemoine", 2);
        var round = await day.RoundAsync(donation, Workshop);
        var planned = await GiftAsync(donation);
        Assert.Equal(("Cartonnerie Lemoine", 0, 2), (planned!.Donor, planned.Received, planned.Expected));
        Assert.Equal((FrenchCalendar.DayOf(DateTimeOffset.UtcNow), null), (planned.Day, planned.Round));

        await day.ActAsync(server.Token(Role.Driver, Workshop), "rounds", round, "open");
        await day.ActAsync(server.Token(Role.Storekeeper, Workshop), "donations", donation, "start-collection");
        await ReceiveAsync(donation);
        var begun = await GiftAsync(donation);
        Assert.Equal((round, 1, 2), (begun!.Round, begun.Received, begun.Expected));

        // Counted to its end and one short: the one that comes late is still of it.
        await day.ActAsync(server.Token(Role.Storekeeper, Workshop), "donations", donation, "mark-received");
        Assert.NotNull(await GiftAsync(donation));
        await ReceiveAsync(donation);
        await day.ActAsync(server.Token(Role.Storekeeper, Workshop), "donations", donation, "count-again");
        Assert.Null(await GiftAsync(donation));
    }

    [Fact]
    public async Task Nobody_but_an_enrolled_station_gets_it()
    {
        var (token, id) = await StationAsync(Workshop);
        Assert.Equal(401, (await server.Client.GetAsync("/api/stations/work")).Status);
        Assert.Equal("not-a-station", (await server.Client.GetAsync("/api/stations/work", server.Token(Role.Supervisor, Workshop))).Code);

        await server.Client.PostAsync($"/api/stations/{id}/revoke", server.Token(Role.Supervisor, Workshop), "{}");

        Assert.Equal(401, (await server.Client.GetAsync("/api/stations/work", token)).Status);
    }

    private async Task<StationGift?> GiftAsync(string donation) =>
        (await server.Services.GetRequiredService<StationGifts>().OfAsync(Workshop, most: int.MaxValue, CancellationToken.None)).SingleOrDefault(gift => gift.Id == donation);

    private async Task ReceiveAsync(string donation)
    {
        var answer = Assert.Single(await server.Client.ScanAsync(server.Token(Role.Operator, Workshop), new OneScan(DemoServer.NewLabel(), "receive-device", new { donation, type = "LAPTOP" })));
        Assert.Equal("RECEIVED", answer.GetProperty("status").GetString());
    }

    private static IEnumerable<string?> Codes(JsonElement work, string status) => work.GetProperty("machines").GetProperty(status).EnumerateArray().Select(code => code.GetString());

    private static IEnumerable<string?> Steps(JsonElement work, string step) => work.GetProperty("steps").GetProperty(step).EnumerateArray().Select(status => status.GetString());

    private async Task<string> BadgeAsync(string house, Role role = Role.Operator)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync(
            $"Quelqu'un {role}", new(house), role, inTraining: false, Pin, new Caller(new("p"), new(house), Role.Supervisor, new("web")))).Code;
    }

    /// <summary>Somebody of this role at the station, by badge and digits.</summary>
    private async Task<string> SignedInAsync(string station, Role role)
    {
        var signedIn = await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = await BadgeAsync(Workshop, role), pin = Pin });
        Assert.True(signedIn.Status == 200, signedIn.Text);
        return signedIn.Body.GetProperty("token").GetString()!;
    }

    private async Task<(string Token, string Id)> StationAsync(string house)
    {
        var announced = await server.Client.PostAsync("/api/stations", server.Token(Role.Supervisor, house), new { name = "Cave" });
        var enrolled = await server.Client.PostAsync("/api/stations/enrol", null, new { code = announced.Body.GetProperty("code").GetString() });
        return (enrolled.Body.GetProperty("token").GetString()!, announced.Body.GetProperty("station").GetProperty("id").GetString()!);
    }
}
