using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Testing;
using Ordi2.Ledger.WorkingStates;

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

    [Fact]
    public async Task A_working_state_is_written_over_the_version_that_was_read_only()
    {
        var states = Test.Services.GetRequiredService<WorkingStateStore>();

        Assert.Null(await states.ReadAsync("cart", "machine/0A1"));
        var first = await states.WriteAsync("cart", "machine/0A1", "{\"n\":1}", etag: null);
        await states.WriteAsync("cart", "machine/A1", "{\"n\":5}", etag: null);
        var second = await states.WriteAsync("cart", "machine/0A1", "{\"n\":2}", first);

        await Assert.ThrowsAsync<StaleWorkingStateException>(() => states.WriteAsync("cart", "machine/0A1", "{}", first));
        await Assert.ThrowsAsync<StaleWorkingStateException>(() => states.WriteAsync("cart", "machine/0A1", "{}", etag: null));
        await Assert.ThrowsAsync<StaleWorkingStateException>(() => states.ClearAsync("cart", "machine/0A1", first));
        Assert.Equal(new WorkingState("{\"n\":2}", second), await states.ReadAsync("cart", "machine/0A1"));

        await states.ClearAsync("cart", "machine/0A1", second);
        await states.ClearAsync("cart", "machine/0A1", second);
        Assert.Null(await states.ReadAsync("cart", "machine/0A1"));
        Assert.Equal("{\"n\":5}", (await states.ReadAsync("cart", "machine/A1"))!.Json);
    }
}
