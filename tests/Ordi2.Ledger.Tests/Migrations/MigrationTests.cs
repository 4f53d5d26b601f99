using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ordi2.Ledger.Migrations;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Migrations;

public sealed class MigrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_empty_database_gets_its_tables_once_however_many_start(bool postgres)
    {
        await using var test = await TestLedger.EmptyAsync(postgres);
        await using var second = test.Second();

        await Task.WhenAll(
            Task.Run(test.MigrateAsync),
            Task.Run(() => second.GetRequiredService<Migrator>().MigrateAsync()));
        await test.MigrateAsync();

        await test.Ledger.AppendAsync(Samples.Scan("M1"));
        await using var connection = await test.OpenAsync();
        var numbers = await connection.QueryAsync<long>("select number from migration where series = 'ledger' order by number");
        Assert.Equal(numbers.Distinct(), numbers);
        Assert.NotEmpty(numbers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_newer_database_is_refused_and_left_alone(bool postgres)
    {
        await using var test = await TestLedger.EmptyAsync(postgres);
        await test.MigrateAsync();
        await test.ExecuteAsync("update migration set number = 900 where series = 'ledger' and number = (select max(number) from migration)");

        var refused = await Assert.ThrowsAsync<DatabaseTooNewException>(test.MigrateAsync);

        Assert.Contains("Install that version or a newer one", refused.Message, StringComparison.Ordinal);
        Assert.Contains("900", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_script_that_came_after_one_with_a_higher_number_is_applied_too(bool postgres)
    {
        await using var test = await TestLedger.EmptyAsync(postgres);
        await test.MigrateAsync();
        await test.ExecuteAsync("drop index aggregate_due_of_status");
        await test.ExecuteAsync("delete from migration where series = 'ledger' and number = 39");

        await test.MigrateAsync();

        // It would not go if it were not there.
        await test.ExecuteAsync("drop index aggregate_due_of_status");
    }

    [Fact]
    public async Task Other_series_come_by_the_same_road()
    {
        await using var test = await TestLedger.EmptyAsync(postgres: false);
        await using var services = new ServiceCollection()
            .AddOrdi2Ledger(new LedgerOptions { Database = test.Database })
            .AddSingleton(new MigrationSeries("samples", typeof(MigrationTests).Assembly, ".SampleScripts."))
            .BuildServiceProvider();

        await services.GetRequiredService<Migrator>().MigrateAsync();

        await using var connection = await test.OpenAsync();
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from sample"));
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("select max(number) from migration where series = 'samples'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_database_comes_whole_or_not_at_all(bool postgres)
    {
        await using var test = await TestLedger.EmptyAsync(postgres);
        await using (var services = new ServiceCollection()
            .AddOrdi2Ledger(new LedgerOptions { Database = test.Database })
            .AddSingleton(new MigrationSeries("broken", typeof(MigrationTests).Assembly, ".BrokenScripts."))
            .BuildServiceProvider())
        {
            await Assert.ThrowsAnyAsync<DbException>(() => services.GetRequiredService<Migrator>().MigrateAsync());
        }

        await using (var connection = await test.OpenAsync())
        {
            Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from migration"));
        }

        await test.MigrateAsync();
        await test.Ledger.AppendAsync(Samples.Scan("M1"));
    }

    [Fact]
    public async Task A_role_with_the_documented_grants_can_add_but_never_change()
    {
        await using var test = await TestLedger.EmptyAsync(postgres: true);
        await test.MigrateAsync();
        using var script = new StreamReader(typeof(ILedger).Assembly.GetManifestResourceStream("Ordi2.Ledger.Roles.postgres-roles.sql")!);
        var role = $"app_{Guid.NewGuid():N}";
        await test.ExecuteAsync($"create role {role} login password 'app'");
        await test.ExecuteAsync((await script.ReadToEndAsync()).Replace(":\"app\"", role, StringComparison.Ordinal));

        var address = new NpgsqlConnectionStringBuilder(test.Database) { Username = role, Password = "app" }.ConnectionString;
        await using var services = new ServiceCollection().AddOrdi2Ledger(new LedgerOptions { Database = address }).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync();
        var machine = Samples.NewMachine();
        await services.GetRequiredService<ILedger>().AppendAsync(Samples.Scan(machine, labels: [machine]).With(null, Samples.Row(machine)));
        await services.GetRequiredService<ILedger>().RecordRefusalAsync(Samples.Refusal($"machine/{machine}"));

        Assert.Single((await services.GetRequiredService<ILedger>().ReadAsync($"machine/{machine}")).Events);
        await using var connection = new NpgsqlConnection(address);
        foreach (var sql in (string[])["update event set type = 'x'", "delete from event", "truncate event", "alter table event disable trigger user", "drop table event"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));
            Assert.Equal("42501", refused.SqlState);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_had_a_second_factor_before_addresses_were_proven_counts_as_proven_and_nobody_else(bool postgres)
    {
        await using var test = await TestLedger.EmptyAsync(postgres);
        await test.MigrateAsync();
        var day = postgres ? "interval '1 day'" : "86400000000";
        var upgrade = "(select applied_at from migration where series = 'ledger' and number = 24)";

        foreach (var (id, totp, made, proven, erased) in new[]
        {
            ("app", 1, $"{upgrade} - {day}", "null", "null"),
            ("passkey", 0, $"{upgrade} - {day}", "null", "null"),
            ("password", 0, $"{upgrade} - {day}", "null", "null"),
            ("erased", 1, $"{upgrade} - {day}", "null", upgrade),
            ("letter", 1, $"{upgrade} - {day}", upgrade, "null"),
            ("later", 1, $"{upgrade} + {day}", "null", "null"),
        })
        {
            await test.ExecuteAsync(
                $"""
                insert into person (id, two_factor_enabled, last_time_step, lockout_enabled, access_failed_count, created_at, email_proven_at, erased_at)
                values ('{id}', {totp}, 0, 1, 0, {made}, {proven}, {erased})
                """);
        }

        await test.ExecuteAsync(postgres
            ? "insert into person_passkey (credential_id, user_id, data) values ('\\x01', 'passkey', '{}')"
            : "insert into person_passkey (credential_id, user_id, data) values (x'01', 'passkey', '{}')");

        using var script = new StreamReader(typeof(ILedger).Assembly.GetManifestResourceStream("Ordi2.Ledger.Migrations.0031-proven-by-second-factor.sql")!);
        await test.ExecuteAsync(await script.ReadToEndAsync());

        await using var connection = await test.OpenAsync();
        Assert.Equal(["app", "letter", "passkey"], await connection.QueryAsync<string>("select id from person where email_proven_at is not null order by id"));
        Assert.Equal(["app", "passkey"], await connection.QueryAsync<string>("select id from person where email_proven_at = created_at order by id"));
    }
}
