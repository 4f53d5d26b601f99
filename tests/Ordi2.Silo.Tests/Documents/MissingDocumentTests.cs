using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Telling;
using Ordi2.Silo.Clocks;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Documents;

/// <summary>A document that cannot be made at the moment: it is missed, seen to be missing, and made in the end; its series says what became of each number.</summary>
public sealed class MissingDocumentTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly Caller System = Cast.As(Cast.Workshop, Role.System, "documents");

    [Fact]
    public async Task What_cannot_be_made_under_its_number_is_seen_to_be_missing_and_made_under_the_next_one()
    {
        var taken = await OccupyAsync(await NextAsync());
        var (machine, scan) = (await ReceivedAsync(), Guid.CreateVersion7());

        var lost = await silo.ScanAsync(machine, new ReportMissing("inventaire"), Cast.Supervisor, scan);
        Assert.Equal((Outcome.Accepted, 0), (lost.Outcome, lost.Documents.Length));
        Assert.Empty(await NoticesAsync(machine));

        var noted = Assert.Single((await silo.Services.GetRequiredService<IAuditLog>().ListAsync(new AuditFilter { Code = "already-created" })).Entries, entry => entry.About!.StartsWith($"machine/{machine}", StringComparison.Ordinal));
        Assert.Contains("loss-notice", noted.About, StringComparison.Ordinal);
        Assert.Contains((await SeriesAsync())!.Cancelled, one => one.Number == taken && one.Reason == "already-created");

        await RetellAsync();
        var notice = Assert.Single(await NoticesAsync(machine));
        Assert.Equal(taken + 1, SeriesNumbers.NumberIn(notice.Id));
        Assert.DoesNotContain(await UntoldAsync(), row => row.Stream == $"machine/{machine}");

        // Whoever sends the scan again learns the number that it has by now.
        await silo.ForgetAsync(machine);
        Assert.Equal([notice.Id.Text], (await silo.ScanAsync(machine, new ReportMissing("inventaire"), Cast.Supervisor, scan)).Documents.AsEnumerable());
    }

    [Fact]
    public async Task What_fails_while_it_is_made_is_tried_again_until_it_is_made_and_takes_one_number()
    {
        var machine = await ReceivedAsync();
        var before = (await SeriesAsync())?.Last ?? 0;

        silo.Ledger.Refuse("document/AV-");
        var lost = await silo.ScanAsync(machine, new ReportMissing("inventaire"), Cast.Supervisor);
        await RetellAsync();
        Assert.Equal((Outcome.Accepted, 0, 0), (lost.Outcome, lost.Documents.Length, (await NoticesAsync(machine)).Length));
        Assert.Contains((await silo.Services.GetRequiredService<IAuditLog>().ListAsync(new AuditFilter { Code = "document-not-made" })).Entries, entry => entry.About!.StartsWith($"machine/{machine}", StringComparison.Ordinal));
        Assert.Contains(await UntoldAsync(), row => row.Stream == $"machine/{machine}");

        silo.Ledger.Refuse(null);
        await RetellAsync();
        Assert.Equal(before + 1, SeriesNumbers.NumberIn(Assert.Single(await NoticesAsync(machine)).Id));
        Assert.Equal(before + 1, (await SeriesAsync())!.Last);
        Assert.DoesNotContain(await UntoldAsync(), row => row.Stream == $"machine/{machine}");
    }

    [Fact]
    public async Task Many_at_once_and_numbers_that_cannot_be_used_leave_no_number_without_a_document_or_a_reason()
    {
        var next = await NextAsync();
        int[] spoilt = [next + 2, next + 3, next + 9, next + 17];
        await Task.WhenAll(spoilt.Select(OccupyAsync));
        var machines = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReceivedAsync()));

        await Task.WhenAll(machines.Select(machine => silo.ScanAsync(machine, new ReportMissing("inventaire"), Cast.Supervisor)));

        // The second time a spoilt number may come again.
        for (var round = 0; round < 5; round++)
        {
            await RetellAsync();
        }

        var notices = (await Task.WhenAll(machines.Select(NoticesAsync))).SelectMany(one => one).Select(one => SeriesNumbers.NumberIn(one.Id)).ToArray();
        var series = (await SeriesAsync())!;
        Assert.Equal(20, notices.Length);
        Assert.Equal(spoilt, series.Cancelled.Select(one => one.Number).Where(number => number >= next));
        Assert.Equal(Enumerable.Range(next, series.Last - next + 1), notices.Concat(spoilt).Order());
        Assert.Empty(await UntoldAsync());
    }

    [Fact]
    public async Task A_scan_is_answered_with_the_numbers_of_its_documents_and_sent_again_after_a_restart_with_the_same()
    {
        var (machine, triage, audit, loss) = (await ReceivedAsync(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var none = new RecordAudit(new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop }, LocksTested: true) { NoMediaConfirmedBy = ["o1", "e1"] };

        (MachineCommand Command, Guid Scan)[] scans = [(new Triage(Route.Reuse), triage), (none, audit), (new ReportMissing("inventaire"), loss)];
        var first = new List<ScanReceipt>();

        foreach (var (command, scan) in scans)
        {
            first.Add(await silo.ScanAsync(machine, command, Cast.Supervisor, scan));
        }

        Assert.Equal([$"DT-{machine}-001"], first[0].Documents.AsEnumerable());
        Assert.Equal($"FT-{machine}-001", first[1].Documents[0]);
        Assert.Matches("^CE-2020-[0-9]{6}-atelier-nord$", first[1].Documents[1]);
        Assert.Matches("^AV-2020-[0-9]{6}-atelier-nord$", Assert.Single(first[2].Documents));

        foreach (var number in first.SelectMany(receipt => receipt.Documents))
        {
            Assert.Equal(number, (await silo.Grains.GetGrain<IDocumentGrain>($"document/{number}").GetAsync())!.Id.Text);
        }

        await silo.ForgetAsync(machine);

        for (var i = 0; i < scans.Length; i++)
        {
            Assert.Equal(first[i].Documents.AsEnumerable(), (await silo.ScanAsync(machine, scans[i].Command, Cast.Supervisor, scans[i].Scan)).Documents);
        }
    }

    private async Task<int> NextAsync() => ((await SeriesAsync())?.Last ?? 0) + 1;

    private Task<SeriesTerms?> SeriesAsync() => silo.Grains.GetGrain<ISeriesGrain>("series/AV-2020-atelier-nord").GetAsync();

    /// <summary>Something else stands already where the document of that number would.</summary>
    private async Task<int> OccupyAsync(int number)
    {
        await DoneAsync(silo.Grains.GetGrain<IDocumentGrain>(string.Create(CultureInfo.InvariantCulture, $"document/AV-2020-{number:000000}-atelier-nord"))
            .DoAsync(new RenderDocument(DocumentKind.LossNotice, Cast.Workshop, "loss-notice", "1", "{}"), System, Guid.CreateVersion7()));
        return number;
    }

    private async Task<MachineId> ReceivedAsync()
    {
        var machine = SiloFixture.NewMachine();
        Assert.Equal(Outcome.AcceptedWithFinding, (await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator)).Outcome);
        return machine;
    }

    private async Task<ImmutableArray<DocumentTerms>> NoticesAsync(MachineId machine) =>
        await silo.Services.GetRequiredService<DonationQueries>().AboutAsync<DocumentTerms>("document", $"machine/{machine}");

    private async Task RetellAsync()
    {
        silo.Clock.Advance(2 * Retelling.Grace);
        await silo.Services.GetRequiredService<Retelling>().RetellAsync(default);
    }

    private Task<ImmutableArray<UntoldRow>> UntoldAsync() =>
        silo.Services.GetRequiredService<UntoldQueries>().ListAsync(silo.Clock.GetUtcNow(), null, 500);
}
