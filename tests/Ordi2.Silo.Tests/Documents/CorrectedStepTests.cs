using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Telling;
using Ordi2.Silo.Clocks;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Documents;

/// <summary>A step that is taken back takes its documents with it; done again, its documents stand in their place, with links both ways.</summary>
public sealed class CorrectedStepTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly string[] Media = ["WD-1", "WD-2"];

    [Fact]
    public async Task The_certificates_of_a_corrected_wipe_are_void_and_those_of_the_next_stand_in_their_place()
    {
        var machine = await WipingAsync();
        var first = await WipeAsync(machine);
        var taken = await silo.ScanAsync(machine, new CorrectEvent(first.Version, "mauvais rapport"), Cast.Supervisor);
        Assert.Equal((Outcome.Accepted, MachineStatus.Wiping, 0), (taken.Outcome, taken.Status, taken.Documents.Length));
        Assert.Equal(
            [(DocumentStatus.Cancelled, "mauvais rapport"), (DocumentStatus.Cancelled, "mauvais rapport")],
            (await PapersAsync(first)).Select(paper => (paper.Status, paper.Reason)));

        var second = await WipeAsync(machine);
        Assert.All((await PapersAsync(first)).Zip(await PapersAsync(second)), Follows);

        // The correction is corrected: what stood in the place of the first is void too, and leads on.
        await silo.ScanAsync(machine, new CorrectEvent(second.Version, "encore une erreur"), Cast.Supervisor);
        Assert.All(await PapersAsync(second), paper => Assert.Equal(DocumentStatus.Cancelled, paper.Status));
        var third = await WipeAsync(machine);
        Assert.All((await PapersAsync(first)).Zip(await PapersAsync(second)), Follows);
        Assert.All((await PapersAsync(second)).Zip(await PapersAsync(third)), Follows);
        Assert.All(await PapersAsync(third), paper => Assert.Equal(DocumentStatus.Rendered, paper.Status));
    }

    [Fact]
    public async Task A_certificate_that_a_person_had_replaced_is_void_under_its_last_number()
    {
        var machine = await WipingAsync();
        var wiped = await WipeAsync(machine);
        var first = (await PapersAsync(wiped))[0];
        var typed = await DoneAsync(Document(first.Id.Text).DoAsync(
            new ReplaceDocument("numéro mal tapé") { Corrections = [new("medium.serial", "WD-2")] }, Cast.Supervisor, Guid.CreateVersion7()));

        await silo.ScanAsync(machine, new CorrectEvent(wiped.Version, "mauvais rapport"), Cast.Supervisor);
        Assert.Equal(DocumentStatus.Cancelled, (await Document(typed.ReplacedBy!.Value.Text).GetAsync())!.Status);

        var again = (await PapersAsync(await WipeAsync(machine)))[0];
        Assert.Equal(typed.ReplacedBy, again.Replaces);
        Assert.Equal(again.Id, (await Document(typed.ReplacedBy.Value.Text).GetAsync())!.ReplacedBy);
    }

    [Fact]
    public async Task What_could_not_be_made_before_its_step_was_taken_back_is_valid_at_no_time_after_it()
    {
        var machine = await WipingAsync();
        silo.Ledger.Refuse("series/CE-");
        var wiped = await WipeAsync(machine);
        Assert.Empty(wiped.Documents);
        silo.Ledger.Refuse(null);

        await silo.ForgetAsync(machine);
        await silo.ScanAsync(machine, new CorrectEvent(wiped.Version, "mauvais rapport"), Cast.Supervisor);
        await RetellAsync();

        Assert.Empty((await AboutAsync(machine)).Where(paper => paper.Status is not (DocumentStatus.Cancelled or DocumentStatus.Replaced)));
        Assert.DoesNotContain(await silo.Services.GetRequiredService<UntoldQueries>().ListAsync(silo.Clock.GetUtcNow(), null, 500), row => row.Stream == $"machine/{machine}");
    }

    [Fact]
    public async Task What_could_not_be_voided_at_once_is_voided_by_the_clock()
    {
        var machine = await WipingAsync();
        var wiped = await WipeAsync(machine);

        silo.Ledger.Refuse("document/CE-");
        await silo.ScanAsync(machine, new CorrectEvent(wiped.Version, "mauvais rapport"), Cast.Supervisor);
        Assert.All(await PapersAsync(wiped), paper => Assert.Equal(DocumentStatus.Rendered, paper.Status));

        silo.Ledger.Refuse(null);
        await RetellAsync();
        Assert.All(await PapersAsync(wiped), paper => Assert.Equal(DocumentStatus.Cancelled, paper.Status));
    }

    [Fact]
    public async Task A_correction_that_is_told_again_voids_nothing_that_stands_in_the_place_of_what_it_voided()
    {
        var machine = await WipingAsync();
        var first = await WipeAsync(machine);
        var taken = await silo.ScanAsync(machine, new CorrectEvent(first.Version, "mauvais rapport"), Cast.Supervisor);
        var second = await WipeAsync(machine);

        await silo.Machine(machine).RetellAsync(taken.Version, taken.Version);
        Assert.All(await PapersAsync(second), paper => Assert.Equal(DocumentStatus.Rendered, paper.Status));
        Assert.All((await PapersAsync(first)).Zip(await PapersAsync(second)), Follows);

        // What a person put in the place of the new one is of the new one too.
        var typed = await DoneAsync(Document((await PapersAsync(second))[0].Id.Text).DoAsync(
            new ReplaceDocument("numéro mal tapé") { Corrections = [new("medium.serial", "WD-2")] }, Cast.Supervisor, Guid.CreateVersion7()));
        await silo.ForgetAsync(machine);
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);
        Assert.Equal(DocumentStatus.Rendered, (await Document(typed.ReplacedBy!.Value.Text).GetAsync())!.Status);
        Assert.Equal(DocumentStatus.Rendered, (await PapersAsync(second))[1].Status);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_made_void_keeps_no_other_of_its_step_valid()
    {
        var machine = await WipingAsync();
        var wiped = await WipeAsync(machine);
        var first = (await PapersAsync(wiped))[0];

        // A person has it replaced, and under the next numbers there are documents already: it is replaced, and nothing stands in its place yet.
        Assert.True(SeriesNumbers.TryParse(first.Id.Text, out var id, out _));
        var series = (await silo.Grains.GetGrain<ISeriesGrain>($"series/{id}").GetAsync())!;
        var taken = Enumerable.Range(series.Last + 1, 4).Select(number => SeriesNumbers.Document(series, number)).ToArray();

        foreach (var number in taken)
        {
            await DoneAsync(Document(number.Text).DoAsync(new RenderDocument(first.Kind, first.Issuer, first.Template, first.TemplateVersion, first.Content), Cast.System, Guid.CreateVersion7()));
        }

        Assert.IsType<Refused<DocumentTerms>>(await Document(first.Id.Text).DoAsync(
            new ReplaceDocument("numéro mal tapé") { Corrections = [new("medium.serial", "WD-2")] }, Cast.Supervisor, Guid.CreateVersion7()));

        await silo.ScanAsync(machine, new CorrectEvent(wiped.Version, "mauvais rapport"), Cast.Supervisor);
        Assert.Equal(
            [(DocumentStatus.Replaced, (DocumentId?)null), (DocumentStatus.Cancelled, null)],
            (await PapersAsync(wiped)).Select(paper => (paper.Status, paper.ReplacedBy)));
        Assert.True(new Series(id) { Terms = await silo.Grains.GetGrain<ISeriesGrain>($"series/{id}").GetAsync() }.IsGood(SeriesNumbers.NumberIn(first.Id)));

        // It stays due: as soon as something stands in its place, that is void.
        for (var attempt = 0; attempt <= taken.Length && (await Document(first.Id.Text).GetAsync())!.ReplacedBy is null; attempt++)
        {
            await RetellAsync();
        }

        await RetellAsync();
        Assert.Equal(DocumentStatus.Cancelled, (await Document((await Document(first.Id.Text).GetAsync())!.ReplacedBy!.Value.Text).GetAsync())!.Status);
    }

    private static void Follows((DocumentTerms Void, DocumentTerms Next) pair)
    {
        Assert.Equal((DocumentStatus.Replaced, pair.Next.Id), (pair.Void.Status, pair.Void.ReplacedBy));
        Assert.Equal(pair.Void.Id, pair.Next.Replaces);
    }

    private IDocumentGrain Document(string number) => silo.Grains.GetGrain<IDocumentGrain>($"document/{number}");

    private async Task<DocumentTerms[]> PapersAsync(ScanReceipt receipt) =>
        [.. (await Task.WhenAll(receipt.Documents.Select(number => Document(number).GetAsync()))).Select(paper => paper!)];

    private Task<global::System.Collections.Immutable.ImmutableArray<DocumentTerms>> AboutAsync(MachineId machine) =>
        silo.Services.GetRequiredService<DonationQueries>().AboutAsync<DocumentTerms>("document", $"machine/{machine}");

    private async Task RetellAsync()
    {
        silo.Clock.Advance(2 * Retelling.Grace);
        await silo.Services.GetRequiredService<Retelling>().RetellAsync(default);
    }

    private Task<ScanReceipt> WipeAsync(MachineId machine) => silo.ScanAsync(
        machine,
        new WipeSucceeded
        {
            Reports =
            [
                .. Media.Select(serial => new WipeReport
                {
                    Evidence = new("nwipe", new string('a', 64)),
                    Serial = serial,
                    Method = WipeMethod.Overwrite,
                    Succeeded = true,
                    Verified = true,
                    RoundsRequested = 1,
                    RoundsCompleted = 1,
                }),
            ],
        },
        Cast.Operator);

    private async Task<MachineId> WipingAsync()
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        var audit = new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop, Media = [.. Media.Select(serial => new AuditedMedium(serial, MediumKind.Hdd, 500))] };
        await silo.ScanAsync(machine, new RecordAudit(audit, LocksTested: true), Cast.Operator);
        Assert.Equal(MachineStatus.Wiping, (await silo.ScanAsync(machine, new StartWipe(), Cast.Operator)).Status);
        return machine;
    }
}
