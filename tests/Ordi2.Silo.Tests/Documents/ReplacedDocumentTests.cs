using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Domain.Documents;
using Ordi2.Silo.Documents;

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
