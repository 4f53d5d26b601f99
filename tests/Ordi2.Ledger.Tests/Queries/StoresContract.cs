using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Devices;
using Ordi2.Ledger.Labels;
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
    private DateTimeOffset _made = Samples.Noon;

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
        Assert.Equal("t1", (await tokens.GetAsync("t1"))!.Id);
        Assert.Null(await tokens.GetAsync("t2"));
    }

    [Fact]
    public async Task The_clock_of_a_device_is_one_line_a_day_however_often_it_was_measured()
    {
        var clocks = Test.Services.GetRequiredService<DeviceClocks>();
        var noon = Samples.Noon.ToStored();
        await clocks.AddAsync([DeviceClock.Of("o1", "d1", TimeSpan.FromSeconds(5), noon), DeviceClock.Of("o1", "d2", TimeSpan.FromSeconds(1), noon), DeviceClock.Of("o2", "d1", TimeSpan.FromHours(1), noon)]);
        await clocks.AddAsync([DeviceClock.Of("o1", "d1", TimeSpan.FromSeconds(-40), noon.AddHours(1))]);
        await clocks.AddAsync([DeviceClock.Of("o1", "d1", TimeSpan.FromSeconds(2), noon.AddHours(2))]);

        var known = await clocks.LatestAsync("o1");

        Assert.Equal(["d1", "d2"], known.Select(clock => clock.Device));
        var day = DateOnly.FromDateTime(noon.UtcDateTime);
        Assert.Equal(new DeviceClock("o1", "d1", day, 3, TimeSpan.FromSeconds(-40), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), noon.AddHours(2)), known[0]);

        await clocks.AddAsync([DeviceClock.Of("o1", "d1", TimeSpan.Zero, noon.AddDays(1))]);
        Assert.Equal((day.AddDays(1), 1L), ((await clocks.LatestAsync("o1"))[0].Day, (await clocks.LatestAsync("o1"))[0].Batches));
    }

    [Fact]
    public async Task Of_a_device_whose_scanner_types_for_another_keyboard_the_last_such_scan_is_known()
    {
        var layouts = Test.Services.GetRequiredService<DeviceLayouts>();
        var noon = Samples.Noon.ToStored();
        await layouts.NoteAsync([new("shop", "d1", noon), new("shop", "d1", noon.AddMinutes(5)), new("shop", "d2", noon), new("other", "d1", noon)]);
        await layouts.NoteAsync([new("shop", "d1", noon.AddMinutes(1))]);

        Assert.Equal([("d1", noon.AddMinutes(5)), ("d2", noon)], (await layouts.SinceAsync("shop", noon)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value)));
        Assert.Equal(["d1"], (await layouts.SinceAsync("shop", noon.AddMinutes(2))).Keys);
        await layouts.ForgetAsync("shop", "d1");
        Assert.Equal(["d2"], (await layouts.SinceAsync("shop", noon)).Keys);
        await layouts.ForgetAsync(noon.AddMinutes(1));
        Assert.Empty(await layouts.SinceAsync("shop", noon));
    }

    [Fact]
    public async Task A_clock_is_off_since_the_day_after_the_last_that_ended_well_and_what_is_old_is_forgotten()
    {
        var clocks = Test.Services.GetRequiredService<DeviceClocks>();
        var noon = Samples.Noon.ToStored();
        var day = DateOnly.FromDateTime(noon.UtcDateTime);

        foreach (var (device, days) in new[] { ("slow", new[] { -300, 1, -200, -400 }), ("right", [9, 300, 300, 5]), ("always", [200, 200, 200, 200]) })
        {
            await clocks.AddAsync([.. days.Select((seconds, i) => DeviceClock.Of("shop", device, TimeSpan.FromSeconds(seconds), noon.AddDays(i)))]);
        }

        var since = await clocks.OffSinceAsync("shop", TimeSpan.FromMinutes(2));
        Assert.Equal([("always", day), ("slow", day.AddDays(2))], since.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value)));
        Assert.Empty(await clocks.OffSinceAsync("another", TimeSpan.FromMinutes(2)));

        Assert.Equal(6, await clocks.ForgetAsync(day.AddDays(2)));
        Assert.Equal(day.AddDays(2), (await clocks.OffSinceAsync("shop", TimeSpan.FromMinutes(2)))["always"]);
        await clocks.ForgetAsync("shop", "always");
        Assert.Equal(["right", "slow"], (await clocks.LatestAsync("shop")).Select(clock => clock.Device));
    }

    [Fact]
    public async Task A_printed_code_is_given_out_once_and_a_run_that_is_kept_again_has_the_same_codes()
    {
        var printed = Test.Services.GetRequiredService<PrintedLabels>();
        string[] chance = ["AAAAAAA", "BBBBBBB", "AAAAAAA", "BBBBBBB", "BBBBBBB", "CCCCCCC", "DDDDDDD"];
        var next = 0;
        var run = new LabelRun("r1", "shop", "amina", Samples.Noon.ToStored(), "L7160", 3, "Machine", 2, 2);

        Assert.Equal(["AAAAAAA", "BBBBBBB"], (await printed.KeepAsync(run, () => chance[next++])).AsEnumerable());
        Assert.Equal(["CCCCCCC", "DDDDDDD"], (await printed.KeepAsync(run with { Id = "r2", PrintedAt = run.PrintedAt.AddHours(1) }, () => chance[next++])).AsEnumerable());
        Assert.Equal(["AAAAAAA", "BBBBBBB"], (await printed.KeepAsync(run, () => throw new InvalidOperationException("it has its codes"))).AsEnumerable());

        Assert.Equal(run, await printed.FindAsync("shop", "r1"));
        Assert.Null(await printed.FindAsync("another", "r1"));
        Assert.Equal(["r2", "r1"], (await printed.ListAsync("shop", 10)).Select(one => one.Id));
        Assert.Empty(await printed.ListAsync("another", 10));
        Assert.Equal(4, run.Labels);
    }

    [Fact]
    public async Task The_labels_in_the_drawers_of_a_house_are_its_own_and_those_of_its_pole_the_latest_first_without_those_that_a_machine_has()
    {
        var printed = Test.Services.GetRequiredService<PrintedLabels>();
        var old = new LabelRun("b1", "shop", "amina", Samples.Noon.ToStored(), "L7160", 1, "Machine", 1, 2);
        await KeepAsync(old, "BLANKA1", "BLANKA2");
        await KeepAsync(old with { Id = "b2", Organisation = "pole", PrintedAt = old.PrintedAt.AddHours(1), Codes = 1 }, "BLANKP1");
        await KeepAsync(old with { Id = "b3", Organisation = "another", Codes = 1 }, "BLANKX1");
        await KeepAsync(old with { Id = "b4", Kind = "Pallet", Codes = 1 }, "BLANKQ1");

        Assert.Equal(["BLANKP1", "BLANKA1", "BLANKA2"], (await printed.BlankAsync("shop", "pole", "Machine", 10)).AsEnumerable());
        Assert.Equal(["BLANKA1"], (await printed.BlankAsync("shop", pole: null, "Machine", 1)).AsEnumerable());

        await Test.ExecuteAsync("insert into label (code, machine) values ('BLANKA1', 'BLANKA1')");
        Assert.Equal(["BLANKP1", "BLANKA2"], (await printed.BlankAsync("shop", "pole", "Machine", 10)).AsEnumerable());

        // What was used is marked when its house prints the next time, and not looked at again; the others keep their places.
        await KeepAsync(old with { Id = "b5", Organisation = "another", PrintedAt = old.PrintedAt.AddHours(2), Codes = 1 }, "BLANKX2");
        Assert.Empty(await UsedAsync());
        await KeepAsync(old with { Id = "b6", PrintedAt = old.PrintedAt.AddHours(2), Codes = 1 }, "BLANKA3");
        Assert.Equal(["BLANKA1"], await UsedAsync());
        Assert.Equal(["BLANKA3", "BLANKP1", "BLANKA2"], (await printed.BlankAsync("shop", "pole", "Machine", 10)).AsEnumerable());
        Assert.Equal(["BLANKX2", "BLANKX1"], (await printed.BlankAsync("another", pole: null, "Machine", 10)).AsEnumerable());

        async Task<IEnumerable<string>> UsedAsync()
        {
            await using var connection = await Test.OpenAsync();
            return await connection.QueryAsync<string>("select code from printed_label where used = 1 order by code");
        }

        async Task KeepAsync(LabelRun run, params string[] codes)
        {
            var next = 0;
            await printed.KeepAsync(run, () => codes[next++]);
        }
    }

    [Fact]
    public async Task Tokens_are_listed_revoked_and_deleted_by_whose_they_are()
    {
        var tokens = Test.Services.GetRequiredService<ITokenStore>();
        await AddAsync("of-device", "station-1", "o1", Role.None, "station-1");
        await AddAsync("of-amina", "amina", "o1", Role.Operator, "station-1");
        await AddAsync("of-amina-elsewhere", "amina", "o2", Role.Driver, "api-1");
        await AddAsync("of-program", "program-import", "o1", Role.Operator, "api-2");

        Assert.Equal(["of-device", "of-amina", "of-program"], await IdsAsync(new() { Organisation = "o1" }));
        Assert.Equal(["of-amina"], await IdsAsync(new() { Organisation = "o1", After = "of-device", Limit = 1 }));
        Assert.Equal(["of-program"], await IdsAsync(new() { Organisation = "o1", NotDevices = "station-" }));
        Assert.Equal(["of-amina", "of-amina-elsewhere"], await IdsAsync(new() { Person = "amina" }));

        await tokens.RevokeAsync(new TokenFilter { Person = "amina", Device = "station-*" }, Samples.Noon);
        Assert.Equal(["of-amina"], await RevokedAsync());
        await tokens.RevokeAsync(new TokenFilter { Person = "amina", Organisation = "o2", Role = Role.Driver }, Samples.Noon);
        await tokens.RevokeAsync(new TokenFilter { Device = "station-1" }, Samples.Noon.AddHours(1));
        Assert.Equal(["of-device", "of-amina", "of-amina-elsewhere"], await RevokedAsync());
        Assert.Equal(Samples.Noon.ToStored(), (await tokens.GetAsync("of-amina"))!.RevokedAt);

        await tokens.DeleteAsync("station-", Samples.Noon.AddDays(1));
        Assert.Equal(4, (await IdsAsync(new())).Count);
        await tokens.DeleteAsync("station-", Samples.Noon.AddDays(2));
        Assert.Equal(["of-device", "of-amina-elsewhere", "of-program"], await IdsAsync(new()));

        async Task<List<string>> IdsAsync(TokenFilter filter) => [.. (await tokens.ListAsync(filter)).Select(token => token.Id)];

        async Task<List<string>> RevokedAsync() => [.. (await tokens.ListAsync(new())).Where(token => token.RevokedAt is not null).Select(token => token.Id)];

        Task AddAsync(string id, string person, string organisation, Role role, string device)
        {
            _made = _made.AddSeconds(1);
            var caller = new Caller(PersonId.From(person), OrganisationId.From(organisation), role, DeviceId.From(device));
            return tokens.AddAsync(new(id, caller, _made, Samples.Noon.AddDays(1), RevokedAt: null), SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)));
        }
    }
}
