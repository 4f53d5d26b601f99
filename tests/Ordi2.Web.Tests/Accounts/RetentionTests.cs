using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Stations;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

public sealed class RetentionTests
{
    [Fact]
    public async Task Links_sessions_and_the_tokens_of_operators_are_forgotten_some_weeks_after_their_end()
    {
        await using var own = await FaultyServer.StartAsync();
        await using var scope = own.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AccountDatabase>();
        await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().InviteAsync("never@came.example", new("atelier"), Role.Operator, manages: false, inTraining: false, new("p"));
        database.Sessions.Add(new()
        {
            Id = "s",
            Person = "p",
            Membership = "m",
            Browser = "Firefox, Linux",
            CameFrom = "192.0.2.x",
            StartedAt = own.Clock.GetUtcNow(),
            SeenAt = own.Clock.GetUtcNow(),
            ExpiresAt = own.Clock.GetUtcNow() + OneTimeLinks.InvitationLife,
        });
        await database.SaveChangesAsync();
        var atStation = new Caller(new("p"), new("atelier"), Role.Operator, new($"{StationDesk.Prefix}1"));
        await own.Tokens.AddAsync(new("t", atStation, own.Clock.GetUtcNow(), own.Clock.GetUtcNow().AddDays(1), null), new byte[32]);
        var retention = own.Services.GetRequiredService<Retention>();

        own.Clock.Move(TimeSpan.FromDays(1) + Retention.TokensKept);
        await retention.RunAsync();
        Assert.Contains("t", own.Tokens.Ids);
        own.Clock.Move(TimeSpan.FromSeconds(1));
        await retention.RunAsync();
        Assert.DoesNotContain("t", own.Tokens.Ids);
        Assert.Equal((1, 1), (await database.Links.CountAsync(it => it.Kind == LinkKind.Invitation), await database.Sessions.CountAsync()));

        own.Clock.Move(OneTimeLinks.InvitationLife + Retention.Kept);
        await retention.RunAsync();
        Assert.Equal((0, 0), (await database.Links.CountAsync(it => it.Kind == LinkKind.Invitation), await database.Sessions.CountAsync()));
    }

    [Fact]
    public async Task How_far_a_clock_was_off_is_forgotten_after_a_year()
    {
        await using var own = await FaultyServer.StartAsync();
        var clocks = own.Services.GetRequiredService<DeviceClocks>();
        await clocks.AddAsync([DeviceClock.Of("atelier", "station-1", TimeSpan.FromMinutes(3), own.Clock.GetUtcNow())]);
        var retention = own.Services.GetRequiredService<Retention>();

        own.Clock.Move(Retention.ClocksKept);
        await retention.RunAsync();
        Assert.Single(await clocks.LatestAsync("atelier"));

        own.Clock.Move(TimeSpan.FromDays(1));
        await retention.RunAsync();
        Assert.Empty(await clocks.LatestAsync("atelier"));
    }

    [Fact]
    public async Task An_invitation_is_erased_with_its_person_however_the_address_was_written()
    {
        await using var own = await FaultyServer.StartAsync();
        await using var scope = own.Services.CreateAsyncScope();
        var person = Person.New("jean@val.example", "Jean", own.Clock.GetUtcNow());
        await scope.ServiceProvider.GetRequiredService<AccountDesk>().AddAsync(person, "une phrase assez longue");
        var links = scope.ServiceProvider.GetRequiredService<OneTimeLinks>();
        await links.InviteAsync("Jean@VAL.example", new("atelier"), Role.Operator, manages: false, inTraining: false, new("p"));

        await scope.ServiceProvider.GetRequiredService<Erasure>().EraseAsync(person.Id, new Caller(new("p"), new("atelier"), Role.Supervisor, new("web")));

        Assert.Empty(await links.InvitationsAsync("atelier"));
    }
}
