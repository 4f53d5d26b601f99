using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Donations;
using Ordi2.Silo.Clocks;
using Ordi2.Silo.Streams;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Documents;

public sealed class DocumentGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly Caller System = Cast.As(Cast.Workshop, Role.System, "documents");

    private static OpenSeries Of(DocumentKind kind) => new(kind, Cast.Workshop, 2027);

    private ISeriesGrain Series(string id) => silo.Grains.GetGrain<ISeriesGrain>($"series/{id}");

    private IDocumentGrain Document(DocumentId id) => silo.Grains.GetGrain<IDocumentGrain>($"document/{id}");

    [Fact]
    public async Task Fifty_who_ask_at_once_get_fifty_numbers_without_a_gap_and_whoever_asks_again_gets_the_same()
    {
        var series = Series("PV-2027-atelier-nord");
        var opening = Of(DocumentKind.DestructionRecord);

        var first = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => DoneAsync(series.NumberAsync(opening, $"purpose-{i}", System))));
        Assert.Equal(
            Enumerable.Range(1, 50).Select(i => $"PV-2027-{i:000000}-atelier-nord"),
            first.Select(number => number.Text).Order(StringComparer.Ordinal));

        await silo.ForgetAsync(series);
        var again = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => DoneAsync(series.NumberAsync(opening, $"purpose-{i}", System))));
        Assert.Equal(first, again);
        Assert.Equal(50, (await series.GetAsync())!.Last);
    }

    [Fact]
    public async Task Whoever_comes_second_with_opening_a_series_goes_on_and_gets_its_number()
    {
        const string Key = "series/FP-2027-atelier-nord";
        var series = silo.Grains.GetGrain<ISeriesGrain>(Key);
        var opening = Of(DocumentKind.ProjectSheet);
        Assert.Null(await series.GetAsync());

        // Another silo has the same series, and opens it after this one has read that there is none.
        var elsewhere = silo.Services.GetRequiredService<AggregateDesk>().Open(Kinds.Series, Key, () => { });
        await DoneAsync(elsewhere.DoAsync(opening, System, CommandIds.Of(Key, "open")));

        Assert.Equal("FP-2027-000001-atelier-nord", (await DoneAsync(series.NumberAsync(opening, "purpose", System))).Text);
    }

    [Fact]
    public async Task A_wrong_certificate_is_replaced_by_the_next_number_with_links_both_ways()
    {
        var machine = await AuditedAsync("WD-OLD", "WD-NEW");
        var number = await DoneAsync(Series("CE-2027-atelier-nord").NumberAsync(Of(DocumentKind.ErasureCertificate), "test", System));
        var certificate = Document(number);
        await DoneAsync(certificate.DoAsync(
            new RenderDocument(DocumentKind.ErasureCertificate, Cast.Workshop, "erasure-certificate", "1", """{"medium":{"serial":"WD-OLD"}}""") { About = [$"machine/{machine}"] },
            System,
            Guid.CreateVersion7()));

        Assert.Equal("serial-not-audited", await RefusedAsync(certificate.DoAsync(Correct("WD-TYPED"), Cast.Supervisor, Guid.CreateVersion7())));

        var command = Guid.CreateVersion7();
        var replaced = await DoneAsync(certificate.DoAsync(Correct("WD-NEW"), Cast.Supervisor, command));
        var next = (await Document(replaced.ReplacedBy!.Value).GetAsync())!;

        Assert.Equal(DocumentStatus.Replaced, replaced.Status);
        Assert.Equal("""{"medium":{"serial":"WD-OLD"}}""", replaced.Content);
        Assert.Equal("""{"medium":{"serial":"WD-NEW"}}""", next.Content);
        Assert.Equal(number, next.Replaces);
        Assert.Equal((await Series("CE-2027-atelier-nord").GetAsync())!.Last, int.Parse(next.Id.Text[8..14], global::System.Globalization.CultureInfo.InvariantCulture));

        // Sent again: the same answer, and no further number.
        Assert.Equal(replaced.ReplacedBy, (await DoneAsync(certificate.DoAsync(Correct("WD-NEW"), Cast.Supervisor, command))).ReplacedBy);
    }

    [Fact]
    public async Task What_an_agreement_makes_due_is_printed_by_whoever_comes_after_a_crash_and_once()
    {
        var territory = await Aggregates.Territory.AtAsync(silo);
        var grain = territory.Dossier(await territory.AcceptedDossierAsync(1));
        var about = $"dossier/{territory.NewId("DO")}";
        Assert.Equal([DocumentKind.DossierDecision, DocumentKind.DossierReceipt], (await PapersAsync(about)).Select(paper => paper.Kind).Order().Reverse());
        await DoneAsync(grain.DoAsync(new StartDossier(), territory.Animator, Guid.CreateVersion7()));
        await DoneAsync(grain.DoAsync(new CompleteDossier(), territory.Animator, Guid.CreateVersion7()));

        // The evaluation is written, its answer is lost, and nobody is left who would print.
        silo.Ledger.LoseTheNextAnswer();
        await Assert.ThrowsAnyAsync<Exception>(() => grain.DoAsync(new EvaluateDossier(), Coordinator, Guid.CreateVersion7()));
        Assert.DoesNotContain(await PapersAsync(about), paper => paper.Kind is DocumentKind.ProjectSheet);

        silo.Clock.Advance(2 * Retelling.Grace);
        await silo.Services.GetRequiredService<Retelling>().RetellAsync(default);
        await silo.Services.GetRequiredService<Retelling>().RetellAsync(default);
        Assert.Single(await PapersAsync(about), paper => paper.Kind is DocumentKind.ProjectSheet);
    }

    [Fact]
    public async Task Counts_of_a_session_that_are_corrected_make_another_sheet_in_the_place_of_the_wrong_one_each_time()
    {
        var territory = await Aggregates.Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(1));
        var session = silo.Grains.GetGrain<ISessionGrain>($"session/{territory.NewId("S")}");
        var counts = new SessionCounts(6, 2, 4, 3, 2, 1, new AgeCounts(1, 0, 3, 2, 0));
        await DoneAsync(session.DoAsync(new PlanSession(dossier, FrenchCalendar.DayOf(silo.Clock.GetUtcNow()), 120, AccompanimentKind.Skills), territory.Animator, Guid.CreateVersion7()));
        await DoneAsync(session.DoAsync(new HoldSession(90, counts), territory.Animator, Guid.CreateVersion7()));
        await DoneAsync(session.DoAsync(new CorrectCounts(60, counts, "durée fausse"), territory.Animator, Guid.CreateVersion7()));
        await DoneAsync(session.DoAsync(new CorrectCounts(75, counts, "encore fausse"), territory.Animator, Guid.CreateVersion7()));

        var sheets = (await PapersAsync($"session/{territory.NewId("S")}")).OrderBy(sheet => sheet.Id.Text, StringComparer.Ordinal).ToArray();

        Assert.Equal([DocumentStatus.Replaced, DocumentStatus.Replaced, DocumentStatus.Sealed], sheets.Select(sheet => sheet.Status));
        Assert.Equal([sheets[1].Id, sheets[2].Id, null], sheets.Select(sheet => sheet.ReplacedBy));
        Assert.Equal([null, sheets[0].Id, sheets[1].Id], sheets.Select(sheet => sheet.Replaces));
        Assert.Contains("\"minutes\":75", sheets[2].Content, StringComparison.Ordinal);
        Assert.Contains("\"minutes\":90", sheets[0].Content, StringComparison.Ordinal);
    }

    private Task<global::System.Collections.Immutable.ImmutableArray<DocumentTerms>> PapersAsync(string about) =>
        silo.Services.GetRequiredService<DonationQueries>().AboutAsync<DocumentTerms>("document", about);

    private static ReplaceDocument Correct(string serial) => new("numéro mal tapé") { Corrections = [new("medium.serial", serial)] };

    private async Task<MachineId> AuditedAsync(params string[] serials)
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        var audit = new HardwareAudit
        {
            Evidence = new("manual", string.Empty),
            Type = DeviceType.Laptop,
            Media = [.. serials.Select(serial => new AuditedMedium(serial, MediumKind.Hdd, 500))],
        };
        var audited = await silo.ScanAsync(machine, new RecordAudit(audit, LocksTested: true), Cast.Operator);
        Assert.Equal(Outcome.Accepted, audited.Outcome);
        return machine;
    }
}
