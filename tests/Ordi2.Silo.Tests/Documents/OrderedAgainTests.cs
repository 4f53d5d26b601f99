using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Domain.Documents;
using Ordi2.Silo.Documents;

namespace Ordi2.Silo.Tests.Documents;

/// <summary>What a document says of its machines is looked up when it is made, and never again.</summary>
public sealed class OrderedAgainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task No_history_is_read_for_a_document_that_is_made_already()
    {
        var press = silo.Services.GetRequiredService<DocumentPress>();
        var machine = SiloFixture.NewMachine();
        var order = new DocumentOrder
        {
            Purpose = "delivery/D-9/3",
            At = silo.Clock.GetUtcNow(),
            Render = new(DocumentKind.DeliveryNote, Cast.Workshop, "delivery-note", "2", """{"delivery":"D-9"}""") { About = ["delivery/D-9"] },
            Machines = [machine],
        };
        var made = Assert.IsType<Done<DocumentTerms>>(await press.MakeAsync(order)).Value;
        Assert.Contains(machine.Text, made.Content, StringComparison.Ordinal);

        silo.Ledger.Break($"machine/{machine}");
        Assert.Equal(made.Id, Assert.IsType<Done<DocumentTerms>>(await press.MakeAsync(order)).Value.Id);
        await Assert.ThrowsAnyAsync<Exception>(() => press.MakeAsync(order with { Purpose = "delivery/D-9/5" }));
    }
}
