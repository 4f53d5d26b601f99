using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteStoresTests : StoresContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresStoresTests : StoresContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>Tokens and working state, beside the ledger in the same database.</summary>
public abstract class StoresContract : IAsyncLifetime
{
    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task A_token_is_found_by_the_hash_of_its_secret_and_revoked_once()
    {
        var tokens = Test.Services.GetRequiredService<ITokenStore>();
        var hash = SHA256.HashData("secret"u8);
        var caller = new Caller(PersonId.From("p1"), OrganisationId.From("o1"), Role.Operator, DeviceId.From("d1"), InTraining: true);
        var token = new ApiToken("t1", caller, Samples.Noon.ToStored(), Samples.Noon.AddDays(1).ToStored(), RevokedAt: null);

        await tokens.AddAsync(token, hash);
        Assert.Equal(token, await tokens.FindAsync(hash));
        Assert.Null(await tokens.FindAsync(SHA256.HashData("guess"u8)));

        await tokens.RevokeAsync("t1", Samples.Noon);
        await tokens.RevokeAsync("t1", Samples.Noon.AddHours(1));
        Assert.Equal(Samples.Noon.ToStored(), (await tokens.FindAsync(hash))!.RevokedAt);
    }
}
