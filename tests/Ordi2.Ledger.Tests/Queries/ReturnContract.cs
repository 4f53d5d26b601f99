using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteReturnTests : ReturnContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresReturnTests : ReturnContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>Which machines came back and go on to the workshop, on the homes of both.</summary>
public abstract class ReturnContract : IAsyncLifetime
{
    private const string Returned = "machine.return-received.v1";

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task Only_what_came_back_and_stands_with_whoever_took_it_in_is_told()
    {
        // The clock of the device is an hour behind: a status is as old as its fact.
        var back = Row(NewMachine()) with { Owner = "workshop", StatusSince = Noon.AddHours(-1).ToStored() };
        var gift = back with { Id = NewMachine(), Owner = null };
        var found = back with { Id = NewMachine() };
        var handedOn = back with { Id = NewMachine(), Holder = "another-workshop" };
        var handedHome = back with { Id = NewMachine(), Holder = "workshop" };
        var own = back with { Id = NewMachine(), Owner = "o1" };
        var worked = back with { Id = NewMachine(), Status = MachineStatus.Triaged };
        var receivedAgain = back with { Id = NewMachine(), StatusSince = Noon.AddDays(2).ToStored() };
        await WriteAsync(back, Returned);
        await WriteAsync(gift, "machine.received.v1");
        await WriteAsync(found, "machine.recovered.v1");

        foreach (var row in new[] { handedOn, handedHome, own, worked, receivedAgain })
        {
            await WriteAsync(row, Returned);
        }

        var questions = Test.Services.GetRequiredService<ReturnQueries>();
        Assert.Equal([back.Id, found.Id], (await questions.OfOthersAsync("o1")).Select(row => row.Id));
        Assert.Equal([back.Id, found.Id], (await questions.ElsewhereAsync("workshop")).Select(row => row.Id));
        Assert.Empty(await questions.ElsewhereAsync("o1"));
        Assert.Equal([found.Id], (await questions.OfOthersAsync("o1", found.Id)).Select(row => row.Id));
        Assert.Empty(await questions.OfOthersAsync("o1", gift.Id));
    }

    private Task<StreamEnd> WriteAsync(MachineRow row, string @event) =>
        Test.Ledger.AppendAsync((Scan(row.Id) with { Events = [Event(@event, id: Guid.CreateVersion7())] }).With(null, row));
}
