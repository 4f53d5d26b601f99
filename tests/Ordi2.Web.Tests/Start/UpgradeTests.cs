using Dapper;
using Microsoft.Data.Sqlite;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Start;

public class UpgradeTests
{
    [Fact]
    public async Task A_database_of_an_older_version_gets_its_read_tables_made_again_at_the_start()
    {
        var server = new DemoServer();
        await server.StartAsync(postgres: false);
        var label = await server.ReceivedAsync();

        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "ordi2.db")}"))
        {
            // As the version before left it: names without relations, no words to search by.
            await connection.ExecuteAsync("update aggregate_party set relations = 0; update aggregate set parties = '[\"somebody\"]'; delete from search_word; delete from migration where series = 'read-tables'");
        }

        await server.RestartAsync();

        Assert.Equal(200, (await server.Client.GetAsync("/api/organisations/atelier-du-canal", server.Token(Role.Coordinator))).Status);
        Assert.Contains("atelier-du-canal", (await server.Client.GetAsync("/api/search?q=canal", server.Token(Role.Coordinator))).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Client.GetAsync($"/api/machines/{label}", server.Token(Role.Operator))).Status);
        await server.AssertWholeAsync();
        await server.DisposeAsync();
    }
}
