using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Contract;

public sealed class FakeLedgerTests : LedgerContract
{
    private readonly FakeLedger _ledger = new();

    protected override ILedger Ledger => _ledger;

    [Fact]
    public async Task A_lost_answer_was_written_and_the_repetition_says_so()
    {
        var machine = Samples.NewMachine();
        var id = Guid.CreateVersion7();
        _ledger.LoseTheNextAnswer();

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _ledger.AppendAsync(Samples.Scan(machine, id: id)));

        var history = await _ledger.ReadAsync($"machine/{machine}");
        Assert.Equal(id, Assert.Single(history.Events).ClientEventId);
        var end = await _ledger.AppendAsync(Samples.Scan(machine, history.End));
        Assert.Equal(2, end.Seq);
    }
}
