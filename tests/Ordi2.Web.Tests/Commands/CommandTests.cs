using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Ordi2.Contracts;
using Ordi2.Ledger;
using Ordi2.Ledger.Testing;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Commands;

public class CommandTests
{
    [Fact]
    public async Task A_token_is_made_shown_once_listed_and_revoked_while_the_server_runs()
    {
        var server = new DemoServer();
        await server.InitializeAsync();

        var made = await Shell.RunAsync(server.Folder, "token", "create", "--organisation", "epn-le-phare", "--role", "ANIMATOR", "--days", "2");
        var secret = Find(made.Output, @"token\s+(?<found>ord2_\S+)");
        var id = Find(made.Output, @"id\s+(?<found>\S+)");
        var listed = await Shell.RunAsync(server.Folder, "token", "list", "--organisation", "epn-le-phare");

        Assert.Equal((0, 0), (made.Code, listed.Code));
        Assert.Contains($"{id}  good ", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, listed.Output, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Client.GetAsync("/api/machines", secret)).Status);

        Assert.Equal(0, (await Shell.RunAsync(server.Folder, "token", "revoke", id)).Code);
        Assert.Contains($"{id}  revoked", (await Shell.RunAsync(server.Folder, "token", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Shell.RunAsync(server.Folder, "token", "revoke", "none")).Code);
        Assert.Equal(2, (await Shell.RunAsync(server.Folder, "token", "create", "--organisation", "none", "--role", "ANIMATOR")).Code);

        var refused = await Shell.RunAsync(server.Folder, "token", "create", "--organisation", "epn-le-phare", "--role", "RECYCLER");
        Assert.Equal(2, refused.Code);
        Assert.Contains("n'existe pas dans l'organisation epn-le-phare", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("animateur", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await Shell.RunAsync(server.Folder, "token", "create", "--organisation", "epn-le-phare", "--role", "SYSTEM")).Code);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_ledger_is_verified_recounted_rebuilt_sealed_exported_copied_and_put_back()
    {
        var server = new DemoServer();
        await server.InitializeAsync();
        var label = await server.ReceivedAsync();
        var copy = Path.Combine(server.Folder, "copy.db");

        var verified = await Shell.RunAsync(server.Folder, "verify");
        var backedUp = await Shell.RunAsync(server.Folder, "backup", copy);
        var rebuilt = await Shell.RunAsync(server.Folder, "rebuild");
        var recounted = await Shell.RunAsync(server.Folder, "recount");
        var sealedOnce = await Shell.RunAsync(server.Folder, "seal");
        var exported = await Shell.RunAsync(server.Folder, "export");

        Assert.All([verified, backedUp, rebuilt, recounted, sealedOnce, exported], run => Assert.True(run.Code == 0, run.Output + run.Errors));
        Assert.Matches("[1-9][0-9]* events, [1-9][0-9]* streams, 0 seals, 0 flaws", verified.Output);
        Assert.Contains("1 machines", recounted.Output, StringComparison.Ordinal);
        Assert.Matches("root [0-9a-f]{64}", sealedOnce.Output);
        Assert.Contains($"machine/{label}", exported.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Shell.RunAsync(server.Folder, "restore", copy)).Code);
        Assert.Equal(200, (await server.Client.GetAsync($"/api/machines/{label}", server.Token(Role.Operator))).Status);

        var elsewhere = TestFolder.Make("web");
        Assert.Equal(0, (await Shell.RunAsync(elsewhere.FullName, "restore", copy)).Code);
        Assert.Equal(0, (await Shell.RunAsync(elsewhere.FullName, "verify")).Code);
        elsewhere.Delete(recursive: true);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_cannot_be_copied_or_put_back_is_said_in_french_then_in_english_with_what_to_do()
    {
        var server = new DemoServer();
        await server.InitializeAsync();
        var copy = Path.Combine(server.Folder, "copy.db");
        var text = Path.Combine(server.Folder, "notes.txt");
        await File.WriteAllTextAsync(text, "not a copy at all");
        Assert.Equal(0, (await Shell.RunAsync(server.Folder, "backup", copy)).Code);

        await SaysAsync("existe déjà : donnez un autre nom", "exists already: give another name", "backup", copy);
        await SaysAsync("n'existe pas : créez-le d'abord", "does not exist: make it first", "backup", Path.Combine(server.Folder, "none", "copy.db"));
        await SaysAsync("événements, qui seraient perdus", "events, which would be lost", "restore", copy);
        await SaysAsync("n'existe pas : vérifiez le nom", "There is no backup", "restore", $"{copy}-typo");
        await SaysAsync("n'est pas une copie de ce programme", "is no backup of this program", "restore", text, "--overwrite");
        await SaysAsync("--days est un nombre entier de 1 à 3650, par exemple --days 365.", "--days is a number from 1 to 3650", "token", "create", "--organisation", "x", "--role", "OPERATOR", "--days", "soon");
        await SaysAsync("--after est un nombre entier à partir de 0, par exemple --after 1000.", "--after is a number from 0 on", "export", "--after", "-1");
        await server.DisposeAsync();

        async Task SaysAsync(string french, string english, params string[] command)
        {
            var run = await Shell.RunAsync(server.Folder, command);
            Assert.Equal(2, run.Code);
            var lines = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.Contains(french, lines[0], StringComparison.Ordinal);
            Assert.Contains(english, lines[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_counter_is_found_with_exit_code_1_and_repaired_when_asked()
    {
        var server = new DemoServer();
        await server.InitializeAsync();
        await server.ReceivedAsync();

        await using (var database = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "ordi2.db")}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "update board_counter set value = value + 1 where scope = 'national' and counter = 'machines' or scope = 'days/national'";
            Assert.Equal(2, await command.ExecuteNonQueryAsync());
        }

        var found = await Shell.RunAsync(server.Folder, "recount", "--days");
        await Shell.RunAsync(server.Folder, "recount", "--repair");
        var daysLeft = await Shell.RunAsync(server.Folder, "recount", "--days");
        await Shell.RunAsync(server.Folder, "recount", "--repair", "--days");
        var after = await Shell.RunAsync(server.Folder, "recount", "--days");

        Assert.Equal((1, 1, 0), (found.Code, daysLeft.Code, after.Code));
        Assert.Contains("DIFFERENT national machines: kept 2, counted 1", found.Output, StringComparison.Ordinal);
        Assert.Matches("DIFFERENT days/national [0-9-]+/received: kept 2, counted 1", daysLeft.Output);
        Assert.Contains(" 1 differences", daysLeft.Output, StringComparison.Ordinal);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("dance")]
    [InlineData("token", "create")]
    [InlineData("token", "create", "--organisation", "x", "--role", "KING")]
    [InlineData("token", "create", "--organisation", "x", "--role", "DONOR", "--days", "0")]
    [InlineData("--database", "Host=;;=")]
    [InlineData("--database", "nonsense")]
    [InlineData("verify", "--database", "nonsense")]
    public async Task What_makes_no_sense_ends_with_2(params string[] arguments)
    {
        var folder = TestFolder.Make("web");

        var run = await Shell.RunAsync(folder.FullName, arguments);

        Assert.True(run.Code == 2, run.Output + run.Errors);
        Assert.NotEqual(string.Empty, run.Errors);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("recount")]
    [InlineData("backup", "copy.db")]
    [InlineData("token", "list")]
    public async Task A_folder_that_was_misspelt_is_not_a_ledger_without_flaws(params string[] arguments)
    {
        var folder = TestFolder.Make("web");
        var misspelt = Path.Combine(folder.FullName, "dtaa");

        var run = await Shell.RunAsync(misspelt, arguments);

        Assert.Equal(2, run.Code);
        Assert.Contains("--data", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(misspelt));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_demonstration_is_made_once_and_goes_on_where_it_was_interrupted()
    {
        var own = new DemoServer();
        await own.InitializeAsync();
        var before = File.ReadAllText(Path.Combine(own.Folder, "demo-accounts.json"));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(own.Folder, "demo-accounts.json")));
        }

        await own.RestartAsync();
        Assert.Equal(before, File.ReadAllText(Path.Combine(own.Folder, "demo-accounts.json")));

        // The same ledger without its accounts: a start that was interrupted before its end.
        File.Delete(Path.Combine(own.Folder, "demo-accounts.json"));
        await own.RestartAsync();
        Assert.NotEqual(before, File.ReadAllText(Path.Combine(own.Folder, "demo-accounts.json")));
        await own.DisposeAsync();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task What_the_program_writes_is_for_its_own_account_alone()
    {
        var server = new DemoServer();
        await server.InitializeAsync();
        var copy = Path.Combine(server.Folder, "copy.db");
        Assert.Equal(0, (await Shell.RunAsync(server.Folder, "backup", copy)).Code);
        var made = Path.Combine(server.Folder, "made", "here");
        Assert.Equal(0, (await Shell.RunAsync(made, "restore", copy)).Code);
        var list = Path.Combine(server.Folder, "events.jsonl");
        Assert.Equal(0, (await Shell.RunAsync(server.Folder, "export", "--output", list)).Code);

        string[] files = [.. Directory.EnumerateFiles(server.Folder, "ordi2.db*"), copy, list, .. Directory.EnumerateFiles(made)];

        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal((file, OwnerOnly.OfFile), (file, File.GetUnixFileMode(file))));
        Assert.Equal(OwnerOnly.OfFolder, File.GetUnixFileMode(made));
        await server.DisposeAsync();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_an_older_version_left_open_to_others_is_closed_and_a_folder_that_was_there_keeps_its_rights()
    {
        var folder = TestFolder.Make("web");
        var file = Path.Combine(folder.FullName, "ordi2.db");
        await File.WriteAllBytesAsync(file, []);
        File.SetUnixFileMode(file, OwnerOnly.OfFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.SetUnixFileMode(folder.FullName, OwnerOnly.OfFolder | UnixFileMode.GroupRead);

        Assert.Equal(0, (await Shell.RunAsync(folder.FullName, "recount")).Code);

        Assert.Equal(OwnerOnly.OfFile, File.GetUnixFileMode(file));
        Assert.Equal(OwnerOnly.OfFolder | UnixFileMode.GroupRead, File.GetUnixFileMode(folder.FullName));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Restoring_over_events_names_the_option_that_allows_it()
    {
        var server = new DemoServer();
        await server.InitializeAsync();
        var copy = Path.Combine(server.Folder, "copy.db");
        await Shell.RunAsync(server.Folder, "backup", copy);

        var refused = await Shell.RunAsync(server.Folder, "restore", copy);

        Assert.Equal(2, refused.Code);
        Assert.Contains("--overwrite", refused.Errors, StringComparison.Ordinal);
        await server.DisposeAsync();
    }

    private static string Find(string text, string pattern) =>
        Regex.Match(text, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["found"].Value;
}
