using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Clocks;
using Ordi2.Silo.Hosting;

namespace Ordi2.Silo.Tests.Hosting;

/// <summary>A silo of its own, on the PostgreSQL that it needs.</summary>
public sealed class SiloServerTests
{
#if ORLEANS
    /// <summary>The tables are made by scripts of the runtime's release, which no test has.</summary>
    [Fact]
    public async Task A_silo_on_a_database_without_the_tables_of_the_membership_says_what_to_do()
    {
        await using var database = await TestLedger.EmptyAsync(postgres: true);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var silo = SiloServer.Build(builder, new LedgerOptions { Database = database.Database });

        Assert.Contains("k8s/README.md", (await Assert.ThrowsAsync<MembershipTablesMissingException>(() => silo.StartAsync())).Message, StringComparison.Ordinal);
    }
#endif

    [Fact]
    public async Task A_silo_of_its_own_is_ready_and_says_what_it_did()
    {
        await using var database = await TestLedger.EmptyAsync(postgres: true);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Cluster:Alone"] = "true";
        await using var silo = SiloServer.Build(builder, new LedgerOptions { Database = database.Database });
        await silo.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(silo.Urls.Single()) };

        Assert.IsType<Done<OrganisationProfile>>(await silo.Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IOrganisationGrain>($"organisation/{Cast.Pole}")
            .DoAsync(
                new RegisterOrganisation("Pôle", OrganisationForm.Association) { Activities = [Activity.Pole], Rna = SiloFixture.NewRna() },
                Cast.System,
                Guid.CreateVersion7()));
        await silo.Services.GetRequiredService<Clock>().RoundAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/healthz/live", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/healthz/ready", UriKind.Relative))).StatusCode);
        var page = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("# TYPE ordi2_ledger_appends_total counter\nordi2_ledger_appends_total 1\n", page, StringComparison.Ordinal);
        Assert.Contains("# TYPE ordi2_ledger_commit_duration_seconds histogram\n", page, StringComparison.Ordinal);
        Assert.Contains("ordi2_ledger_commit_duration_seconds_count 1\n", page, StringComparison.Ordinal);
        Assert.Contains("ordi2_ledger_group_size_sum 1\n", page, StringComparison.Ordinal);
        Assert.Contains("ordi2_clock_rounds_failed_total 0\n", page, StringComparison.Ordinal);
        Assert.Contains("# HELP ordi2_clock_rounds_total Rounds of the clock that came to their end.\n", page, StringComparison.Ordinal);
        await silo.StopAsync();
    }
}
