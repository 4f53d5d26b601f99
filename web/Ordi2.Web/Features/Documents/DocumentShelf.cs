using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Documents;

/// <summary>A document, and what somebody sees of it.</summary>
internal sealed record SeenDocument(DocumentTerms Terms, Seen Seen);

/// <summary>The documents that somebody may see, for the pages: the same rows and the same right as in the API.</summary>
internal sealed class DocumentShelf(AggregateQueries rows, DocumentQueries questions)
{
    private static readonly Sheets Sheets = new();

    /// <summary>One document, or nothing for who may not see it.</summary>
    public async Task<SeenDocument?> FindAsync(HttpContext context, string number) =>
        AggregateIds.IsOne(number)
        && (await rows.GetAsync(Kinds.Document.Name, number, context.Caller().Organisation.Text, context.RequestAborted) ?? await Sheets.OneAsync(context, number)) is { } row
            ? Of(row, context.Caller())
            : null;

    /// <summary>A page of documents, by number.</summary>
    public async Task<ImmutableArray<SeenDocument>> ListAsync(HttpContext context, Func<AggregateFilter, AggregateFilter> narrow)
    {
        var caller = context.Caller();
        var filter = narrow(caller.ListOf(Kinds.Document.Name));
        var found = await Sheets.WithAsync(context, await rows.ListAsync(filter, context.RequestAborted), filter);
        return [.. found.Select(row => Of(row, caller)).OfType<SeenDocument>()];
    }

    /// <summary>What the reader's organisation has to sign in the reader's role, and has not, by number.</summary>
    public Task<ImmutableArray<UnsignedDocument>> ToSignAsync(Caller caller, CancellationToken cancellationToken) =>
        questions.ToSignAsync(caller.Organisation, caller.Role, cancellationToken);

    /// <summary>A page of them.</summary>
    public async Task<ImmutableArray<SeenDocument>> ListToSignAsync(HttpContext context, UnsignedFilter filter)
    {
        var caller = context.Caller();
        var found = await questions.ListToSignAsync(caller.Organisation, caller.Role, filter, context.RequestAborted);
        return [.. found.Select(row => Of(row, caller)).OfType<SeenDocument>()];
    }

    private static SeenDocument? Of(RelatedRow row, Caller caller) =>
        caller.SeenOf(row) is { IsNothing: false } seen ? new(JsonSerializer.Deserialize<DocumentTerms>(row.Row.Body, WireJson.Options)!, seen) : null;
}
