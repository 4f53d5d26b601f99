using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Migrations;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("", 1000, "ORDI2_DATABASE")]
    [InlineData("x.db", 0, "Ledger:GroupSize")]
    public void What_makes_no_sense_is_refused_with_its_name(string database, int groupSize, string name)
    {
        var refused = Assert.Throws<LedgerOptionsException>(() =>
            new ServiceCollection().AddOrdi2Ledger(new LedgerOptions { Database = database, GroupSize = groupSize }));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/ledger.db", false)]
    [InlineData("Data Source=data/ledger.db", false)]
    [InlineData("Host=db;Username=ordi2;Database=ordi2", true)]
    [InlineData("postgres://ordi2:p%40ss@db:5433/ordi2", true)]
    public void A_database_is_told_from_its_address(string text, bool postgres) => Assert.Equal(postgres, DatabaseAddress.Parse(text).IsPostgres);

    [Fact]
    public void An_address_of_PostgreSQL_keeps_its_parts()
    {
        var address = DatabaseAddress.Parse("postgres://ordi2:p%40ss@db:5433/ordi2").ConnectionString;

        Assert.Contains("Host=db", address, StringComparison.Ordinal);
        Assert.Contains("Port=5433", address, StringComparison.Ordinal);
        Assert.Contains("p@ss", address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://nothing")]
    [InlineData("Host=db;Colour=blue")]
    public void An_address_that_cannot_be_read_is_refused(string text) => Assert.Throws<LedgerOptionsException>(() => DatabaseAddress.Parse(text));

    [Fact]
    public async Task A_folder_that_is_not_there_and_a_file_that_is_no_database_are_told_apart()
    {
        var folder = TestFolder.Make("options");
        var text = Path.Combine(folder.FullName, "notes.txt");
        await File.WriteAllTextAsync(text, string.Join('\n', Enumerable.Repeat("This is no database at all.", 100)));

        var missing = await OpenAsync(Path.Combine(folder.FullName, "missing", "ledger.db"));
        var directory = await OpenAsync(folder.FullName);
        var notes = await OpenAsync(text);

        Assert.Contains("Its folder does not exist", missing.Message, StringComparison.Ordinal);
        Assert.Contains("It is a folder", directory.Message, StringComparison.Ordinal);
        Assert.Contains("Make sure that it is an Ordi2 database", notes.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_fails_the_callers_and_not_the_writer()
    {
        await using var services = Services("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2");
        var ledger = services.GetRequiredService<ILedger>();

        for (var i = 0; i < 3; i++)
        {
            var refused = await Assert.ThrowsAsync<LedgerUnavailableException>(() => ledger.AppendAsync(Samples.Scan("M1")));
            Assert.Contains("nothing was written", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => ledger.ReadAsync("machine/M1"));
        }
    }

    [Fact]
    public async Task After_a_crash_of_the_server_the_writer_goes_on_and_nothing_acknowledged_is_lost()
    {
        await using var server = await PostgresServer.StartAsync(durable: true);
        await using var services = Services(await server.CreateDatabaseAsync());
        await services.GetRequiredService<Migrator>().MigrateAsync();
        var ledger = services.GetRequiredService<ILedger>();
        var before = Samples.NewMachine();
        await ledger.AppendAsync(Samples.Scan(before));

        await server.CrashAsync();
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => ledger.AppendAsync(Samples.Scan(Samples.NewMachine())));
        await server.StartAgainAsync();

        Assert.Single((await ledger.ReadAsync($"machine/{before}")).Events);
        Assert.Equal(1, (await ledger.AppendAsync(Samples.Scan(Samples.NewMachine()))).Seq);
    }

    private static ServiceProvider Services(string database) =>
        new ServiceCollection().AddOrdi2Ledger(new LedgerOptions { Database = database }).BuildServiceProvider();

    private static async Task<LedgerOptionsException> OpenAsync(string path)
    {
        await using var services = Services(path);
        return await Assert.ThrowsAsync<LedgerOptionsException>(() => services.GetRequiredService<Migrator>().MigrateAsync());
    }
}
