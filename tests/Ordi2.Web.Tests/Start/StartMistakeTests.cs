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

    /// <summary>The kernel takes the connection, and nobody ever says a word on it.</summary>
    [Theory]
    [InlineData("verify")]
    [InlineData("recount")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    public async Task A_database_that_takes_the_connection_and_never_answers_is_named_in_bounded_time(params string[] arguments)
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var port = ((IPEndPoint)mute.LocalEndpoint).Port;

        var mistake = await StartAsync([.. arguments, "--database", $"Host=127.0.0.1;Port={port};Username=u;Password=opensesame;Database=d;Timeout=2"]);

        Assert.Contains($"127.0.0.1:{port}", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("ORDI2_DATABASE", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", mistake.Message, StringComparison.Ordinal);
    }

    /// <summary>It lets in whoever comes, and answers no question: a server whose disk hangs.</summary>
    [Fact]
    public async Task A_database_that_lets_us_in_and_then_never_answers_is_named_too()
    {
        using var hung = new TcpListener(IPAddress.Loopback, 0);
        hung.Start();
        var port = ((IPEndPoint)hung.LocalEndpoint).Port;
        using var end = new CancellationTokenSource();
        var serving = LetInAsync(hung, end.Token);

        var mistake = await StartAsync("verify", "--database", $"Host=127.0.0.1;Port={port};Username=u;Password=p;Database=d;Timeout=2;Command Timeout=2;SSL Mode=Disable");

        Assert.Contains($"127.0.0.1:{port}", mistake.Message, StringComparison.Ordinal);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
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

    /// <summary>The greeting of a server that asks for no password (messages R, S and Z of its protocol, version 3), and then silence on every connection.</summary>
    private static async Task LetInAsync(TcpListener hung, CancellationToken cancellationToken)
    {
        byte[] greeting =
        [
            .. "R\0\0\0\u0008\0\0\0\0"u8,
            .. "S\0\0\0\u0018server_version\015.0\0"u8,
            .. "S\0\0\0\u0019client_encoding\0UTF8\0"u8,
            .. "Z\0\0\0\u0005I"u8,
        ];
        var taken = new List<TcpClient>();

        try
        {
            while (true)
            {
                taken.Add(await hung.AcceptTcpClientAsync(cancellationToken));
                await taken[^1].GetStream().WriteAsync(greeting, cancellationToken);
            }
        }
        finally
        {
            taken.ForEach(one => one.Dispose());
        }
    }

    private static Task<int> RunAsync(params string[] arguments) => ServerCommand.Make().Parse(arguments)
        .InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false })
        .WaitAsync(TimeSpan.FromMinutes(2));
}
