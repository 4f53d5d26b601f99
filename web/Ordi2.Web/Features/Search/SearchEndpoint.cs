using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Search;

/// <summary>Finds whatever somebody may see by any code or name of it (<see cref="SearchDesk"/>).</summary>
internal static class SearchEndpoint
{
    public static IEndpointRouteBuilder MapSearch(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/search", GetAsync)
            .RequireAuthorization(AccessFeature.Api)
            .Produces<SearchList>()
            .MayAnswer(400, 401, 429)
            .WithName("search")
            .WithTags("Search")
            .WithSummary("Finds by label (mangled too), serial, donor's number, name or number of anything; a typing mistake is forgiven. Shows what you may see.");

        return app;
    }

    private static async Task<IResult> GetAsync(HttpContext context, SearchQueries search, string? q)
    {
        FieldError? error = null;
        var asked = PageQuery.Filter(context.Request.Query, "q", ref error)?.Trim();

        if (error is not null || asked is null || SearchWords.Of(asked) is not { Length: >= SearchWords.Shortest } word)
        {
            return Problems.Field(error ?? FieldError.Of("q", "search-too-short"));
        }

        return ResponseJson.Ok(await SearchDesk.FindAsync(search, asked, word, context.Caller(), context.RequestAborted));
    }
}
