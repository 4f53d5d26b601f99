using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class RecyclerTests(DemoServer server)
{
    private const string Recycler = "recyclage-du-val";

    private readonly Workday _day = new(server);

    private string Token => server.Token(Role.Recycler, Recycler);

    [Fact]
    public async Task A_batch_is_sealed_weighed_handed_over_partly_refused_and_proven()
    {
        var machines = await _day.ReadyAsync(2);
        var batch = await _day.BatchAsync(Recycler, machines);
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        using var browser = await server.BrowserAsync(Role.Recycler, Recycler);
        var address = $"/batches/{batch}";
        Assert.Contains(batch, (await store.OpenAsync("/batches")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await store.SendAsync(await store.OpenAsync(address), $"{address}?handler=Seal")).Status);

        // A weight that such machines never have is asked for twice.
        var weigh = await store.OpenAsync(address);
        Assert.NotNull((await store.SendAsync(weigh, $"{address}?handler=Weigh", ("weight", "lourd"))).ErrorOf("weight"));
        var twice = await store.SendAsync(weigh, $"{address}?handler=Weigh", ("weight", "40,5"));
        Assert.NotNull(twice.ErrorOf("confirmed"));
        Assert.Equal("40,5", twice.Document.QuerySelector("input[name=weight]")!.GetAttribute("value"));
        Assert.Equal(302, (await store.SendAsync(twice, $"{address}?handler=Weigh", ("confirmed", "true"))).Status);
        var leave = await store.OpenAsync(address);
        Assert.NotNull((await store.SendAsync(leave, $"{address}?handler=HandOver")).ErrorOf("slip"));
        Assert.Equal(302, (await store.SendAsync(leave, $"{address}?handler=HandOver", ("slip", "BE-2041"))).Status);

        Assert.Contains((await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") is { } to && (to == address || to == "/batches"));
        var page = await browser.OpenAsync(address);
        var wrong = await browser.SendAsync(page, $"{address}?handler=Refuse", ("refusedCodes", "nimporte quoi"));
        Assert.NotNull(wrong.ErrorOf("refusedCodes"));
        Assert.NotNull(wrong.ErrorOf("reason"));
        Assert.Equal("nimporte quoi", wrong.Of("textarea"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Refuse", ("refusedCodes", machines[0].ToLowerInvariant()), ("reason", "batterie restée dedans"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Refuse", ("refusedCodes", machines[0].ToLowerInvariant()), ("reason", "batterie restée dedans"))).Status);

        var prove = await browser.OpenAsync(address);
        Assert.Contains("attestation de traitement", prove.Of(".alert:not(.toast)"), StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(prove, $"{address}?handler=Prove", ("proof", ""))).ErrorOf("proof"));
        Assert.Equal(302, (await browser.SendAsync(prove, $"{address}?handler=Prove", ("treatment", "R4"))).Status);
        Assert.Equal(("PROVEN", 1), await StateAsync(batch));

        using var other = await server.BrowserAsync(Role.Recycler, "broyage-certifie");
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Equal((404, 404), ((await other.OpenAsync(address)).Status, (await epn.OpenAsync("/batches")).Status));
    }

    [Fact]
    public async Task A_whole_batch_is_accepted_once()
    {
        var batch = await _day.HandedOverAsync(Recycler, await _day.ReadyAsync(1));
        using var browser = await server.BrowserAsync(Role.Recycler, Recycler);
        var address = $"/batches/{batch}";
        var page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Accept")).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Accept")).Status);
        Assert.Equal("ACCEPTED", (await StateAsync(batch)).Status);
    }

    private async Task<(string? Status, int Machines)> StateAsync(string batch)
    {
        var terms = await _day.GetAsync(Token, $"/api/batches/{batch}");
        return (terms.GetProperty("status").GetString(), terms.GetProperty("machines").GetArrayLength());
    }
}
