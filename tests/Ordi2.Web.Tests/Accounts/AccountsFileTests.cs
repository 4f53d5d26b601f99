using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Testing;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Tests.Accounts;

public sealed class AccountsFileTests : IDisposable
{
    private const string Password = "une vieille phrase secrète";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordi2-web-");

    private string AccountsJson => Path.Combine(_folder.FullName, "accounts.json");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accounts_of_an_older_version_are_taken_over_once_with_their_passwords(bool postgres)
    {
        var database = postgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        var settings = new ServerSettings(_folder.FullName, database, "http://127.0.0.1:0");
        var hash = new PasswordHasher<Person>().HashPassword(null!, Password);
        var old = new WrittenAccount("C@pole.example", hash, new PersonId("p-1"), new OrganisationId("pole-1"), Role.Coordinator);
        var file = JsonSerializer.SerializeToUtf8Bytes(new[] { old }, WireJson.Options);
        await File.WriteAllBytesAsync(AccountsJson, file);
        await File.WriteAllBytesAsync(AccountsJson + ".taken-over", file);

        await CheckAsync(settings);
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "accounts.json*"));

        // A start that was interrupted before the file was deleted reads it again.
        await File.WriteAllBytesAsync(AccountsJson, file);
        await CheckAsync(settings);
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "accounts.json*"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task CheckAsync(ServerSettings settings)
    {
        await using var app = Server.Build(settings);
        await app.StartAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();

        var (person, why) = await desk.CheckAsync("c@pole.example", Password);
        var membership = Assert.Single(await desk.MembershipsAsync(person!.Id));

        Assert.Null(why);
        Assert.Equal("p-1", person.Id);
        Assert.Equal(("pole-1", Role.Coordinator), (membership.Organisation, membership.Role));
        Assert.NotNull(person.SecondFactorDueAt);
        await app.StopAsync();
    }
}
