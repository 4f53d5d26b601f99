using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Aggregates;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Documents;

/// <summary>A document that stands in the place of another one: both say so, whatever happens between the two.</summary>
public sealed class ReplacedDocumentTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private DocumentPress Press => silo.Services.GetRequiredService<DocumentPress>();

    [Fact]
    public async Task The_link_both_ways_is_made_in_the_end_although_the_old_one_could_not_be_written()
    {
        var first = Number(await Press.MakeAsync(Order("delivery/D-1/3")));
        var next = Order("delivery/D-1/5", replaces: "delivery/D-1/3");

        silo.Ledger.Refuse($"document/{first}");
        await Assert.ThrowsAnyAsync<Exception>(() => Press.MakeAsync(next));
        silo.Ledger.Refuse(null);
        var second = Number(await Press.MakeAsync(next));

        Assert.Equal(SeriesNumbers.NumberIn(first) + 1, SeriesNumbers.NumberIn(second));
        var (old, stands) = (await GetAsync(first), await GetAsync(second));
        Assert.Equal((DocumentStatus.Replaced, (DocumentId?)second, "fermeture"), (old.Status, old.ReplacedBy, old.Reason));
        Assert.Equal(first, stands.Replaces);
        Assert.Equal(second, Number(await Press.MakeAsync(next)));
    }

    [Fact]
    public async Task What_was_corrected_meanwhile_is_replaced_by_its_correction()
    {
        var first = Number(await Press.MakeAsync(Order("delivery/D-2/3")));
        var corrected = await silo.Grains.GetGrain<IDocumentGrain>($"document/{first}").DoAsync(
            new ReplaceDocument("mauvais colis") { Corrections = [new("note", "BL-3")] }, Cast.Supervisor, Guid.CreateVersion7());
        var between = ((Done<DocumentTerms>)corrected).Value.ReplacedBy!.Value;

        var last = Number(await Press.MakeAsync(Order("delivery/D-2/5", replaces: "delivery/D-2/3")));

        Assert.Equal(between, (await GetAsync(last)).Replaces);
        Assert.Equal(last, (await GetAsync(between)).ReplacedBy);
        Assert.Equal(between, (await GetAsync(first)).ReplacedBy);
    }

    [Fact]
    public async Task One_whose_former_has_a_number_and_is_not_made_yet_waits_for_it_and_both_name_each_other()
    {
        var (old, next) = (Order("delivery/D-3/3"), Order("delivery/D-3/5", replaces: "delivery/D-3/3"));
        silo.Ledger.Refuse("document/");
        await Assert.ThrowsAnyAsync<Exception>(() => Press.MakeAsync(old));
        silo.Ledger.Refuse(null);

        var waits = Assert.IsType<Refused<DocumentTerms>>(await Press.MakeAsync(next));
        Assert.Equal(("former-document-not-made", (await Press.FindAsync(old.Trace))?.Text), (waits.Reason.Code, Assert.Single(waits.Reason.Arguments)));
        Assert.Null(await Press.FindAsync(next.Trace));

        var first = Number(await Press.MakeAsync(old));
        var second = Number(await Press.MakeAsync(next));
        Assert.Equal(second, (await GetAsync(first)).ReplacedBy);
        Assert.Equal(first, (await GetAsync(second)).Replaces);
    }

    [Fact]
    public async Task A_sheet_that_got_no_number_is_made_before_the_one_that_corrects_it()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = await territory.AcceptedDossierAsync(laptops: 1);
        var session = silo.Grains.GetGrain<ISessionGrain>($"session/{territory.NewId("S")}");
        var six = new SessionCounts(6, 2, 4, 3, 2, 1, new AgeCounts(1, 0, 3, 2, 0));
        await Territory.DoneAsync(session.DoAsync(new PlanSession(new(dossier), FrenchCalendar.DayOf(silo.Clock.GetUtcNow()), 90), territory.Animator, Guid.CreateVersion7()));
        silo.Ledger.Refuse("series/");
        await Territory.DoneAsync(session.DoAsync(new HoldSession(90, six), territory.Animator, Guid.CreateVersion7()));
        silo.Ledger.Refuse(null);

        await Territory.DoneAsync(session.DoAsync(new CorrectCounts(120, six, "durée"), territory.Animator, Guid.CreateVersion7()));

        var sheets = (await silo.Services.GetRequiredService<AggregateQueries>().ListAsync(new() { Kind = "document", About = $"session/{territory.NewId("S")}" }))
            .Select(row => JsonSerializer.Deserialize<DocumentTerms>(row.Row.Body, WireJson.Options)!).OrderBy(sheet => sheet.Id.Text, StringComparer.Ordinal).ToArray();
        Assert.Equal(2, sheets.Length);
        Assert.Equal((sheets[1].Id, DocumentStatus.Replaced), (sheets[0].ReplacedBy, sheets[0].Status));
        Assert.Equal(sheets[0].Id, sheets[1].Replaces);
    }

    private DocumentOrder Order(string purpose, string? replaces = null)
    {
        var order = new DocumentOrder
        {
            Purpose = purpose,
            At = silo.Clock.GetUtcNow(),
            Render = new(DocumentKind.DeliveryNote, Cast.Workshop, "delivery-note", "1", """{"note":"BL-1"}""") { About = [purpose[..purpose.LastIndexOf('/')]] },
        };

        return replaces is null ? order : order with { InPlaceOf = order.Trace with { Purpose = replaces }, InPlaceWhy = "fermeture" };
    }

    private async Task<DocumentTerms> GetAsync(DocumentId number) => (await silo.Grains.GetGrain<IDocumentGrain>($"document/{number}").GetAsync())!;

    private static DocumentId Number(Reply<DocumentTerms> made) => ((Done<DocumentTerms>)made).Value.Id;
}
