using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Features.Demo;

/// <summary>One line of <c>demo-accounts.json</c>.</summary>
internal sealed record DemoAccount(string Organisation, string OrganisationId, Role Role, string Email, string Password, string Token);

/// <summary>Accounts and tokens of the demonstration, made at random for one data folder.</summary>
internal sealed class DemoAccounts(ServerSettings settings, ITokenStore tokens, AccountBook accounts, IAuditLog log, TimeProvider time)
{
    private const int Days = 365;

    private string FilePath => Path.Combine(settings.Data, "demo-accounts.json");

    public bool Exist => File.Exists(FilePath);

    /// <summary>Makes them; nobody knows their secrets until they are written.</summary>
    public async Task<List<DemoAccount>> MakeAsync(CancellationToken cancellationToken)
    {
        List<DemoAccount> made = [];
        List<WrittenAccount> signIns = [];
        List<Task> stored = [];
        List<AuditEntry> given = [];
        var now = time.GetUtcNow();

        foreach (var member in Territory.Members)
        {
            foreach (var (role, number) in member.Roles.Select((role, i) => (role, member.Roles.Take(i).Count(before => before == role))))
            {
                var word = role.Code().ToLowerInvariant();
                var name = number == 0 ? word : $"{word}-{number + 1}";
                var person = new PersonId($"{member.Id}.{name}");
                var line = new DemoAccount(member.Name, member.Id, role, $"{name}@{member.Id}.example", Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15)), TokenSecret.Make());
                var id = $"demo-{Guid.CreateVersion7():N}";
                var token = new ApiToken(id, new Caller(person, new(member.Id), role, ApiToken.DeviceOf(id)), now, now.AddDays(Days), RevokedAt: null);

                made.Add(line);
                signIns.Add(new(line.Email, AccountBook.MadeAtRandom.HashPassword(null!, line.Password), person, new(member.Id), role));
                given.Add(AuditTrail.Entry(now, "token-made", token.Caller) with { About = $"token/{id}" });
                given.Add(AuditTrail.Entry(now, "role-given", token.Caller) with { About = $"account/{person}" });
                stored.Add(tokens.AddAsync(token, TokenSecret.Hash(line.Token), cancellationToken));
            }
        }

        await Task.WhenAll(stored);
        await log.AddAsync(given, cancellationToken);
        await accounts.AddAsync(signIns, renew: true, cancellationToken);
        return made;
    }

    /// <summary>The file that says that there is a demonstration, and who may enter.</summary>
    public Task WriteAsync(List<DemoAccount> made, CancellationToken cancellationToken) =>
        OwnersFile.WriteAsync(FilePath, JsonSerializer.SerializeToUtf8Bytes(made, WireJson.Options), cancellationToken);
}
