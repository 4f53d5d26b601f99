using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Search;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteUnsignedDocumentTests : UnsignedDocumentContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresUnsignedDocumentTests : UnsignedDocumentContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>Which documents wait for somebody, on every home.</summary>
public abstract class UnsignedDocumentContract : IAsyncLifetime
{
    private const long Reader = 1 << 3;

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task What_an_organisation_has_to_sign_in_a_role_and_has_not_is_found()
    {
        const string Asked = """{"organisation":"workshop","role":"SUPERVISOR"}""";
        const string Other = """{"organisation":"epn","role":"ANIMATOR"}""";
        const string Given = """{"organisation":"workshop","role":"SUPERVISOR","person":"p1","capacity":"encadrante","at":"2027-01-01T10:00:00Z","onPaper":false}""";
        (string Id, string Kind, string Asked, string Given, string[] Owing)[] documents =
        [
            ("CE-2", "ERASURE_CERTIFICATE", Asked, "", ["workshop"]),
            ("CE-1", "ERASURE_CERTIFICATE", Asked, "", ["workshop"]),
            ("LA-1", "LOAN_AGREEMENT", $"{Asked},{Other}", Given, ["epn"]),
            ("LA-2", "LOAN_AGREEMENT", $"{Other},{Asked}", "", ["workshop", "epn"]),
            ("CE-3", "ERASURE_CERTIFICATE", Asked, Given, []),
            ("DN-1", "DELIVERY_NOTE", Other, "", ["epn"]),
        ];

        foreach (var document in documents)
        {
            await Test.Ledger.AppendAsync(Scan("x") with
            {
                Stream = $"document/{document.Id}",
                Aggregate = new AggregateRow(
                    "document",
                    document.Id,
                    "RENDERED",
                    [
                        .. new[] { "workshop", "epn" }.Select(one => new AggregateParty(one, document.Owing.Contains(one) ? Reader | DocumentQueries.Owing : Reader)),
                        .. document.Id is "DN-1" or "LA-2" ? [new AggregateParty("machine/M1", 0)] : Array.Empty<AggregateParty>(),
                    ],
                    $$"""{"kind":"{{document.Kind}}","signatories":[{{document.Asked}}],"signatures":[{{document.Given}}]}""",
                    1)
                { Words = [SearchWords.Of(document.Id)] },
            });
        }

        Assert.Equal(
            [new(new("CE-1"), DocumentKind.ErasureCertificate), new(new("CE-2"), DocumentKind.ErasureCertificate), new(new("LA-2"), DocumentKind.LoanAgreement)],
            await ForAsync("workshop", Role.Supervisor));
        Assert.Equal(["DN-1", "LA-1", "LA-2"], (await ForAsync("epn", Role.Animator)).Select(one => one.Id.Text));
        Assert.Empty(await ForAsync("workshop", Role.Operator));
        Assert.Empty(await ForAsync("nobody", Role.Supervisor));

        // A page is one of what the role has to sign, however much its house has to sign in other roles.
        Assert.Equal(["LA-2"], await PageAsync("workshop", Role.Supervisor, new() { After = "CE-2", Limit = 1 }));
        Assert.Equal(["CE-1", "CE-2"], await PageAsync("workshop", Role.Supervisor, new() { Limit = 2 }));
        Assert.Equal(["LA-1"], await PageAsync("epn", Role.Animator, new() { After = "DN-1", Limit = 1 }));
        Assert.Equal(["DN-1", "LA-2"], await PageAsync("epn", Role.Animator, new() { About = "machine/M1" }));
        Assert.Empty(await PageAsync("epn", Role.Animator, new() { About = "machine/M1", Status = "CANCELLED" }));
        Assert.Equal(["DN-1"], await PageAsync("epn", Role.Animator, new() { Word = "DN" }));
    }

    private async Task<IEnumerable<string>> PageAsync(string organisation, Role role, UnsignedFilter filter) =>
        (await Test.Services.GetRequiredService<DocumentQueries>().ListToSignAsync(new OrganisationId(organisation), role, filter)).Select(one => one.Row.Id);

    private async Task<IEnumerable<UnsignedDocument>> ForAsync(string organisation, Role role) =>
        await Test.Services.GetRequiredService<DocumentQueries>().ToSignAsync(new OrganisationId(organisation), role);
}
