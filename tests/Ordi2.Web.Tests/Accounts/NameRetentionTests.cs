using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Ledger;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

/// <summary>The names of those who have no task any more, on both databases, by a clock that the test moves.</summary>
public sealed class NameRetentionTests
{
    private const string Left = "parti@val.example";
    private const string Stays = "reste@val.example";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_is_erased_once_the_time_that_the_rules_of_the_pole_give_it_is_over_and_not_before(bool postgres)
    {
        var clock = new StoppedClock(DateTimeOffset.UtcNow);
        var server = new DemoServer { Adjust = builder => builder.Services.AddSingleton<TimeProvider>(clock) };
        await server.StartAsync(postgres);

        try
        {
            var (left, stays) = (await JoinAsync(server, Left, clock), await JoinAsync(server, Stays, clock));
            await LeaveAsync(server, left, clock);

            // Two years instead of three, from now on.
            var coordinator = server.Account(Role.Coordinator);
            var rules = PoleRules.Default with { Retention = new() { NameMonths = 24 } };
            var made = await server.Services.GetRequiredService<Orleans.IGrainFactory>().GetGrain<IConfigurationGrain>($"configuration/{coordinator.OrganisationId}").DoAsync(
                new AdoptRules(rules, "accord local"), new Caller(new("c"), new(coordinator.OrganisationId), Role.Coordinator, new("web")), Guid.CreateVersion7());
            Assert.IsType<Done<ConfigurationTerms>>(made);

            clock.Move(TimeSpan.FromDays(729));
            await server.Services.GetRequiredService<Retention>().RunAsync();
            Assert.Equal((Left, null), await KnownAsync(server, left));

            // A restart in between changes nothing: what is due follows from what is stored.
            await server.RestartAsync();
            clock.Move(TimeSpan.FromDays(3));
            await server.Services.GetRequiredService<Retention>().RunAsync();

            Assert.Equal((null, clock.GetUtcNow().ToStored()), await KnownAsync(server, left));
            Assert.Equal((Stays, null), await KnownAsync(server, stays));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<string> JoinAsync(DemoServer server, string email, StoppedClock clock)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var person = Person.New(email, "Jean", clock.GetUtcNow());
        await scope.ServiceProvider.GetRequiredService<AccountDesk>().AddAsync(person, "une phrase assez longue");
        var database = scope.ServiceProvider.GetRequiredService<AccountDatabase>();
        database.Memberships.Add(new() { Id = $"m-{person.Id}", Person = person.Id, Organisation = Workday.Workshop, Role = Role.Operator, GivenAt = clock.GetUtcNow() });
        await database.SaveChangesAsync();
        return person.Id;
    }

    private static async Task LeaveAsync(DemoServer server, string person, StoppedClock clock)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AccountDatabase>();
        (await database.Memberships.SingleAsync(it => it.Person == person)).EndedAt = clock.GetUtcNow();
        await database.SaveChangesAsync();
    }

    private static async Task<(string? Email, DateTimeOffset? ErasedAt)> KnownAsync(DemoServer server, string id)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<AccountDatabase>().People.SingleAsync(it => it.Id == id);
        return (person.Email, person.ErasedAt);
    }
}
