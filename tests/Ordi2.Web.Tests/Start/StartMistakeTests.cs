using System.Net;
using System.Net.Sockets;
using Ordi2.Ledger.Testing;
using Ordi2.Web.Commands;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Tests.Start;

public sealed class StartMistakeTests : IDisposable
{
    private readonly DirectoryInfo _folder = TestFolder.Make("start");

    [Fact]
    public async Task A_database_that_does_not_answer_is_named_without_its_password()
    {
        var mistake = await StartAsync("--database", "Host=127.0.0.1;Port=1;Username=u;Password=opensesame;Database=d", "--urls", "http://127.0.0.1:0");

        Assert.Contains("127.0.0.1:1", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("ORDI2_DATABASE", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_without_repeating_it_and_begins_nothing()
    {
        var mistake = await Assert.ThrowsAsync<UsageException>(() => RunAsync("--database", "opensesame", "--data", _folder.FullName, "--urls", "http://127.0.0.1:0"));

        Assert.Contains("--data", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("postgres://", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", mistake.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task A_command_says_the_same_as_the_server()
    {
        var mistake = await StartAsync("verify", "--database", "Host=127.0.0.1;Port=1;Username=u;Password=p;Database=d");

        Assert.Contains("127.0.0.1:1", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_or_impossible_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        Assert.Contains(taken.LocalEndpoint.ToString()!, (await StartAsync("--urls", $"http://{taken.LocalEndpoint}")).Message, StringComparison.Ordinal);
        Assert.Contains("nonsense", (await StartAsync("--urls", "nonsense")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        var mistake = await Assert.ThrowsAsync<UsageException>(() => RunAsync("--data", Path.Combine(file, "data"), "--urls", "http://127.0.0.1:0"));

        Assert.Contains("--data", mistake.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<UsageException> StartAsync(params string[] arguments) =>
        Assert.ThrowsAsync<UsageException>(() => RunAsync([.. arguments, "--data", _folder.FullName]));

    private static Task<int> RunAsync(params string[] arguments) => ServerCommand.Make().Parse(arguments)
        .InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false })
        .WaitAsync(TimeSpan.FromMinutes(2));
}
