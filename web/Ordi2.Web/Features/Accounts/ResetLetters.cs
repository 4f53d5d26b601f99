using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Ordi2.Ledger.Audit;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// Sends the letters for a new password, behind the answers: whoever asks is told the same as fast, whether the address has an account or not. A person
/// gets at most one in a quarter of an hour, however often somebody asks, and those that were sent before stay good.
/// </summary>
internal sealed partial class ResetLetters(IServiceScopeFactory scopes, Letters letters, IAuditLog log, TimeProvider time, ILogger<ResetLetters> logger) : BackgroundService
{
    /// <summary>The least time between two letters to one person.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private const int MostWaiting = 1_000;

    // When it is full, what is new is dropped: whoever waits for a letter asks again, and somebody who floods us fills no memory.
    private readonly Channel<string> _asked = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Somebody forgot the password of this address, which may be anybody's.</summary>
    public void Ask(string email) => _asked.Writer.TryWrite(email);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var email in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SendAsync(email);
            }
#pragma warning disable CA1031 // Whatever went wrong with one letter, the next is somebody else's.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private async Task SendAsync(string email)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountDesk>();

        if (await accounts.OfAddressAsync(email) is not { PasswordHash: not null, Email: { } address } person)
        {
            return;
        }

        var since = time.GetUtcNow() - Pause;
        var database = scope.ServiceProvider.GetRequiredService<AccountDatabase>();

        if (await database.Links.AnyAsync(it => it.Kind == LinkKind.Reset && it.Person == person.Id && it.ByLetter && it.MadeAt > since))
        {
            return;
        }

        var (secret, _) = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().ResetAsync(person, madeBy: null);
        await log.NoteAsync(time, "reset-asked", await accounts.InNameOfAsync(person.Id), $"account/{person.Id}");
        await letters.ResetAsync(address, secret);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A letter for a new password could not be sent.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
