using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Access;

/// <summary>Tokens of the organisations of a pole, made and revoked by its coordinator: each act is in the audit log.</summary>
internal static class TokenEndpoints
{
    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/tokens").WithTags("Tokens").RequireAuthorization(AccessFeature.Api);

        group.MapPost("", MakeAsync)
            .Produces<TokenMade>(StatusCodes.Status201Created)
            .MayAnswer(400, 401, 403, 404, 413, 415, 422, 429)
            .WithName("makeToken")
            .WithSummary("Makes a token for a program of an organisation of your pole. It speaks as a program ('program-' and the name given as 'person'), never in the name of somebody. Its secret is shown this once. For coordinators.");

        group.MapGet("", ListAsync)
            .Produces<TokenList>()
            .MayAnswer(400, 401, 403, 404, 429)
            .WithName("listTokens")
            .WithSummary("The tokens of an organisation of your pole, never their secrets. For coordinators.");

        group.MapPost("/{id}/revoke", RevokeAsync)
            .Produces<TokenView>()
            .MayAnswer(401, 403, 404, 429)
            .WithName("revokeToken")
            .WithSummary("Revokes a token: it stops within seconds. For coordinators.");

        return app;
    }

    private static async Task<IResult> MakeAsync(HttpContext context, TokenDesk desk, AggregateQueries aggregates, Houses houses)
    {
        if (context.Caller().Role is not Role.Coordinator)
        {
            return Problems.From(Refusal.Forbidden("not-allowed"));
        }

        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        var organisation = TextOf(body, "organisation");
        var person = TextOf(body, "person");
        var days = body.TryGetProperty("days", out var given) ? given.ValueKind is JsonValueKind.Number && given.TryGetInt32(out var number) ? number : 0 : 365;

        if (organisation is null)
        {
            return Problems.Field(FieldError.Of("organisation", "field-missing"));
        }

        // Nobody speaks for the system but the system, and for another pole only its own people.
        if (!Codes.TryParse<Role>(TextOf(body, "role"), out var role) || role is Role.None or Role.System)
        {
            return Problems.Field(FieldError.Of("role", "field-wrong"));
        }

        if (days is < 1 or > TokenDesk.MostDays)
        {
            return Problems.Field(FieldError.Of("days", "field-not-number", "1", FieldReader.Number(TokenDesk.MostDays)));
        }

        if (person is { Length: > TokenDesk.LongestProgram } || person?.Any(char.IsControl) is true)
        {
            return Problems.Field(FieldError.Of("person", "field-wrong"));
        }

        if (!await IsOursAsync(organisation, context, aggregates))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        // The same rule as on the page: no role that the organisation has not, and nothing for one that is closed.
        if (await houses.FindAsync(organisation) is { } house
            && Memberships.WhyNot(new Standing(context.Caller().Organisation, context.Caller().Role), house, role, manages: false) is { } why)
        {
            return Problems.From(why);
        }

        var (token, secret) = await desk.MakeAsync(new(organisation), role, person, days, context.Caller(), context.RequestAborted);
        return ResponseJson.Created($"/api/tokens/{token.Id}", new TokenMade(token.Id, secret, token.ExpiresAt, token.Caller.Person.Text));
    }

    private static async Task<IResult> ListAsync(HttpContext context, ITokenStore tokens, AggregateQueries aggregates, string? organisation, string? cursor, string? limit)
    {
        if (context.Caller().Role is not Role.Coordinator)
        {
            return Problems.From(Refusal.Forbidden("not-allowed"));
        }

        if (string.IsNullOrEmpty(organisation))
        {
            return Problems.Field(FieldError.Of("organisation", "field-missing"));
        }

        if (PageQuery.Read(context.Request.Query, out var error) is not { } page)
        {
            return Problems.Field(error!);
        }

        return await IsOursAsync(organisation, context, aggregates)
            ? ResponseJson.Ok(await PageAsync(tokens, organisation, page, context.RequestAborted))
            : Problems.From(Refusal.NotFound("not-found"));
    }

    private static async Task<IResult> RevokeAsync(
        string id, HttpContext context, ITokenStore tokens, TokenDesk desk, AggregateQueries aggregates)
    {
        if (context.Caller().Role is not Role.Coordinator)
        {
            return Problems.From(Refusal.Forbidden("not-allowed"));
        }

        var token = await tokens.GetAsync(id, context.RequestAborted);

        if (token is null || !await IsOursAsync(token.Caller.Organisation.Text, context, aggregates))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        return ResponseJson.Ok(TokenView.Of(await desk.RevokeAsync(token, context.Caller(), context.RequestAborted)));
    }

    private static async Task<TokenList> PageAsync(ITokenStore tokens, string organisation, PageQuery page, CancellationToken cancellationToken)
    {
        var found = await tokens.ListAsync(new() { Organisation = organisation, After = page.Cursor, Limit = page.Limit + 1 }, cancellationToken);
        return found.Length <= page.Limit
            ? new([.. found.Select(TokenView.Of)])
            : new([.. found[..page.Limit].Select(TokenView.Of)], found[page.Limit - 1].Id);
    }

    private static async Task<bool> IsOursAsync(string organisation, HttpContext context, AggregateQueries aggregates) =>
        organisation == context.Caller().Organisation.Text
        || (await aggregates.GetAsync("organisation", organisation, context.Caller().Organisation.Text, context.RequestAborted) is { } related
            && new RelationSet(related.Relations).Has(Relation.ItsPole));

    private static string? TextOf(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}

/// <summary>A token that was made: its secret is shown this once.</summary>
internal sealed record TokenMade(string Id, string Token, DateTimeOffset ExpiresAt, string Person);

/// <summary>A token, without its secret.</summary>
internal sealed record TokenView(string Id, string Organisation, Role Role, string Person, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
{
    public static TokenView Of(ApiToken token) => new(
        token.Id, token.Caller.Organisation.Text, token.Caller.Role, token.Caller.Person.Text, token.CreatedAt, token.ExpiresAt, token.RevokedAt);
}

/// <summary>A page of the tokens of an organisation, the oldest first.</summary>
internal sealed record TokenList(ImmutableArray<TokenView> Items, string? Cursor = null);
