using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Aggregates;
using Ordi2.Silo.Tests.Processes;

namespace Ordi2.Silo.Tests.Clocks;

/// <summary>The papers of a year come out by themselves once it is over: each once, whatever is restarted and however many silos run.</summary>
public sealed class YearlyReportsTests : IAsyncLifetime
{
    private static readonly string[] Expected = ["DONOR_REPORT 2020 donor", "POLE_REPORT 2020 -", "RECEIPT_DECLARATION 2020 -"];

    private static readonly OrganisationId Town = new("town");

    /// <summary>In the first night after they are due.</summary>
    private static readonly DateTimeOffset Due = new(2021, 1, 15, 3, 0, 0, TimeSpan.Zero);

    private readonly StoppedClock _time = new();
    private readonly ProcessRun _run = new("000072");
    private TestLedger _database = null!;
    private SmallSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _database = await TestLedger.SqliteAsync();
        _run.Silo = _silo = await SmallSilo.StartAsync(_database.Database, _time, FaultyLedger.Decorate);
        await ProcessRun.FoundAsync(_silo);
        await _run.SettleGiftAsync();
        await _run.DraftAsync("a");
        Assert.IsType<Done<ReceiptTerms>>(await _run.Receipt("a").DoAsync(new IssueReceipt(), Cast.Supervisor, Guid.CreateVersion7()));
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task They_are_made_in_the_middle_of_january_and_once()
    {
        _time.Advance(new DateTimeOffset(2021, 1, 14, 22, 59, 0, TimeSpan.Zero) - _time.GetUtcNow());
        await _silo.Clock.RoundAsync();
        Assert.Empty(await PapersAsync());

        // Midnight of the 15th in Paris; the night that looks comes after it.
        _time.Advance(TimeSpan.FromHours(4));
        await _silo.Clock.RoundAsync();
        Assert.Equal(Expected, await PapersAsync());

        await RestartAsync();
        _time.Advance(TimeSpan.FromDays(300));
        await _silo.Clock.RoundAsync();
        Assert.Equal(Expected, await PapersAsync());

        // Nothing was given in the year after; the pole reports of it all the same.
        _time.Advance(TimeSpan.FromDays(200));
        await _silo.Clock.RoundAsync();
        Assert.Equal([.. Expected[..2], "POLE_REPORT 2021 -", Expected[2]], await PapersAsync());
    }

    [Fact]
    public async Task A_public_donor_has_its_attestation_of_re_use_beside_its_report()
    {
        await GiveAsTownAsync();
        await AfterAsync(Due);
        Assert.Equal([.. Expected[..1], "DONOR_REPORT 2020 town", .. Expected[1..], "REUSE_ATTESTATION 2020 town"], await PapersAsync());
    }

    [Fact]
    public async Task A_paper_that_fails_keeps_no_other_from_being_made_and_is_made_the_next_night()
    {
        var ledger = _silo.Services.GetRequiredService<FaultyLedger>();
        ledger.Refuse("series/RA-2021-");
        await AfterAsync(Due);
        Assert.Equal(Expected[1..], await PapersAsync());

        ledger.Refuse(null);
        await AfterAsync(Due.AddDays(1));
        Assert.Equal(Expected, await PapersAsync());
    }

    [Fact]
    public async Task A_paper_that_is_refused_is_asked_for_again_the_next_night()
    {
        // Somebody else's document stands under the number that is the paper's.
        var taken = new RenderDocument(DocumentKind.ProjectSheet, Cast.Pole, "project-sheet", "1", "{}");
        await Territory.DoneAsync(_silo.Grains.GetGrain<IDocumentGrain>($"document/RA-2021-000001-{Cast.Pole}").DoAsync(taken, Cast.As(Cast.Pole, Role.System, "documents"), Guid.CreateVersion7()));
        await AfterAsync(Due);
        Assert.Equal(Expected[1..], await PapersAsync());

        await AfterAsync(Due.AddDays(1));
        Assert.Equal(Expected, await PapersAsync());
    }

    [Fact]
    public async Task What_somebody_asked_for_since_the_year_was_over_is_not_made_a_second_time()
    {
        await GiveAsTownAsync();

        // In the year itself it says a part of the year only.
        _time.Advance(new DateTimeOffset(2020, 12, 20, 8, 0, 0, TimeSpan.Zero) - _time.GetUtcNow());
        await AskAsync(new(DocumentKind.DonorReport) { Donor = ProcessRun.Donor, Year = 2020 }, _run.Coordinator);

        _time.Advance(new DateTimeOffset(2021, 1, 5, 8, 0, 0, TimeSpan.Zero) - _time.GetUtcNow());
        await AskAsync(new(DocumentKind.ReuseAttestation) { Donor = Town, Year = 2020 }, _run.Coordinator);
        await AskAsync(new(DocumentKind.ReceiptDeclaration) { Year = 2020 }, Cast.Supervisor);
        var made = await PapersAsync();
        Assert.Equal(["DONOR_REPORT 2020 donor", "RECEIPT_DECLARATION 2020 -", "REUSE_ATTESTATION 2020 town"], made);

        await AfterAsync(Due);
        Assert.Equal(
            ["DONOR_REPORT 2020 donor", "DONOR_REPORT 2020 donor", "DONOR_REPORT 2020 town", "POLE_REPORT 2020 -", "RECEIPT_DECLARATION 2020 -", "REUSE_ATTESTATION 2020 town"],
            await PapersAsync());
    }

    [Fact]
    public async Task What_was_asked_for_and_is_void_since_is_made_again()
    {
        _time.Advance(new DateTimeOffset(2021, 1, 5, 8, 0, 0, TimeSpan.Zero) - _time.GetUtcNow());
        var made = await AskAsync(new(DocumentKind.ReceiptDeclaration) { Year = 2020 }, Cast.Supervisor);
        await Territory.DoneAsync(_silo.Grains.GetGrain<IDocumentGrain>($"document/{made.Id}").DoAsync(new CancelDocument("wrong"), Cast.As(Cast.Workshop, Role.System, "documents"), Guid.CreateVersion7()));

        await AfterAsync(Due);
        Assert.Equal([.. Expected, Expected[2]], await PapersAsync());
    }

    [Fact]
    public async Task An_organisation_that_gave_up_its_right_declares_the_receipts_that_it_issued_in_the_year()
    {
        await Territory.DoneAsync(_silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{Cast.Workshop}")
            .DoAsync(new SetTaxReceiptStatus(TaxReceiptStatus.None), _run.Coordinator, Guid.CreateVersion7()));
        await AfterAsync(Due);
        Assert.Equal(Expected, await PapersAsync());
    }

    [Fact]
    public async Task Two_silos_that_make_them_at_once_make_each_once()
    {
        _time.Advance(TimeSpan.FromDays(365));
        await using var second = await SmallSilo.StartAsync(_database.Database, _time);
        await Task.WhenAll(_silo.Clock.RoundAsync(), second.Clock.RoundAsync());
        Assert.Equal(Expected, await PapersAsync());
    }

    private async Task AfterAsync(DateTimeOffset at)
    {
        _time.Advance(at - _time.GetUtcNow());
        await _silo.Clock.RoundAsync();
    }

    private Task<DocumentTerms> AskAsync(ReportRequest request, Caller caller) =>
        Territory.DoneAsync(_silo.Grains.GetGrain<IOfficeGrain>($"office/{caller.Organisation}").ReportAsync(request, caller, Guid.CreateVersion7()));

    /// <summary>A town gives to the workshop, and both have signed.</summary>
    private async Task GiveAsTownAsync()
    {
        await _silo.RegisterAsync(Town, Activity.Donor, otherwise: register => register with { Form = OrganisationForm.LocalAuthority, Rna = null, Siret = "73282932000074" });
        await Territory.DoneAsync(_silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{Cast.Workshop}")
            .DoAsync(new SetCategory(RecipientCategory.EsusReuse), _run.Coordinator, Guid.CreateVersion7()));
        var donor = Cast.As(Town, Role.Donor, "d2");

        (DonationCommand, Caller)[] acts =
        [
            (new CreateDonation(Town, LegalBasis.CgpppL321223) { Announced = [new(DeviceType.Laptop, 2) { UnitValueCents = 10_000 }], Pole = Cast.Pole }, donor),
            (new ProposeDonation(Cast.Pole), donor),
            (new AcceptDonation(Cast.Workshop), _run.Coordinator),
            (new SignDonation(DonationParty.Donor, "CD-2"), donor),
            (new SignDonation(DonationParty.Receiver, "CD-2"), Cast.Supervisor),
        ];

        foreach (var (command, caller) in acts)
        {
            await Territory.DoneAsync(_silo.Grains.GetGrain<IDonationGrain>("donation/D-town").DoAsync(command, caller, Guid.CreateVersion7()));
        }
    }

    private async Task RestartAsync()
    {
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        _run.Silo = _silo = await SmallSilo.StartAsync(_database.Database, _time);
    }

    /// <summary>The yearly papers that there are, each as its kind, its year and its donor.</summary>
    private async Task<IEnumerable<string>> PapersAsync()
    {
        var gifts = _silo.Services.GetRequiredService<DonationQueries>();
        var all = (await gifts.AboutAsync<DocumentTerms>("document", Cast.Pole.Text)).Concat(await gifts.AboutAsync<DocumentTerms>("document", Cast.Workshop.Text));

        return all.Where(paper => paper.Kind is DocumentKind.DonorReport or DocumentKind.ReuseAttestation or DocumentKind.PoleReport or DocumentKind.ReceiptDeclaration)
            .DistinctBy(paper => paper.Id)
            .Select(paper =>
            {
                using var content = System.Text.Json.JsonDocument.Parse(paper.Content);
                var donor = content.RootElement.TryGetProperty("donor", out var whose) ? whose.GetProperty("id").GetString() : "-";
                return $"{paper.Kind.Code()} {content.RootElement.GetProperty("year").GetInt32()} {donor}";
            })
            .Order(StringComparer.Ordinal);
    }
}
