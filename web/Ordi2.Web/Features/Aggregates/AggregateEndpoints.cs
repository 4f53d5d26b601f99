using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Aggregates;

/// <summary>
/// The endpoints of one noun: create, one for each step of its life, read one, list. Commands go to its grain; reading asks
/// the read tables, which are written with the events.
/// </summary>
internal static class AggregateEndpoints
{
    private const string IdempotencyKey = "Idempotency-Key";

    public static void MapNoun<TCommand, TTerms>(this IEndpointRouteBuilder app, Noun<TCommand, TTerms> noun)
        where TCommand : class
        where TTerms : class
    {
        var group = app.MapGroup($"/api/{noun.Plural}")
            .WithTags(char.ToUpperInvariant(noun.Plural[0]) + noun.Plural[1..])
            .RequireAuthorization(AccessFeature.Api);

        if (!noun.OfTheSystem.Contains(noun.Creation))
        {
            CommandCatalog<TCommand>.TryGetType(noun.Creation, out var creation);

            group.MapPlain("POST", "", Nothing, context => CreateAsync(noun, context))
                .WithMetadata(new AcceptsMetadata(["application/json"], creation))
                .Gives(StatusCodes.Status201Created, typeof(TTerms))
                .MayAnswer(400, 401, 403, 409, 413, 415, 422, 429)
                .WithName($"{noun.Kind}-{noun.Creation}")
                .WithSummary($"Creates: {noun.Kind}. The body may give the id. With Idempotency-Key (a UUID) it may be sent twice and creates once.");
        }

        foreach (var action in CommandCatalog<TCommand>.Steps.Where(step => step != noun.Creation && !noun.OfTheSystem.Contains(step)).Order(StringComparer.Ordinal))
        {
            CommandCatalog<TCommand>.TryGetType(action, out var type);

            group.MapPlain("POST", $"/{{id}}/{action}", One, context => DoAsync(noun, action, context))
                .WithMetadata(new AcceptsMetadata(["application/json"], type, isOptional: true))
                .Gives(StatusCodes.Status200OK, typeof(TTerms))
                .MayAnswer(400, 401, 403, 404, 409, 413, 415, 422, 429)
                .WithName($"{noun.Kind}-{action}")
                .WithSummary($"{noun.Kind}: {action}. With Idempotency-Key (a UUID) it may be sent twice and counts once.");
        }

        // An action that nobody wrote must not look like a wrong method on something else.
        group.MapPlain("POST", "/{id}/{action}", One, static context =>
                Task.FromResult(Problems.From(Refusal.NotFound("unknown-action", context.Request.RouteValues.Of("action")))))
            .ExcludeFromDescription();

        group.MapPlain("GET", "/{id}", One, context => GetAsync(noun.Kind, noun.Rowless, context))
            .Gives(StatusCodes.Status200OK, typeof(TTerms))
            .MayAnswer(401, 404, 429)
            .WithName($"{noun.Kind}-get")
            .WithSummary($"One: {noun.Kind}.");

        group.MapPlain("GET", "", FilterSight.SortField(noun.Kind) is null ? (Delegate)Page : PageOfSort, context => ListAsync(noun.Kind, noun.Rowless, context))
            .Gives(StatusCodes.Status200OK, typeof(ListShape<TTerms>))
            .MayAnswer(400, 401, 429)
            .WithName($"{noun.Kind}-list")
            .WithSummary(FilterSight.SortField(noun.Kind) is { } field
                ? $"Those that you may see, by id: {noun.Plural}. 'kind' picks by their {field}. Ask for the next page with its cursor."
                : $"Those that you may see, by id: {noun.Plural}. Ask for the next page with its cursor.");

        static void Nothing()
        {
        }

        static void One(string id) => _ = id;

        static void PageOfSort(
            string? kind = null, string? status = null, string? about = null, string? organisation = null, string? due = null, string? q = null, string? cursor = null, string? limit = null) =>
            _ = (kind, status, about, organisation, due, q, cursor, limit);

        static void Page(
            string? status = null, string? about = null, string? organisation = null, string? due = null, string? q = null, string? cursor = null, string? limit = null) =>
            _ = (status, about, organisation, due, q, cursor, limit);
    }

    private static async Task<IResult> CreateAsync<TCommand, TTerms>(Noun<TCommand, TTerms> noun, HttpContext context)
        where TCommand : class
        where TTerms : class
    {
        if (CommandIdOf(context.Request, out var wrongKey) is not { } commandId)
        {
            return Problems.Field(wrongKey!);
        }

        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        if (AggregateIds.Of(body, noun.Kind, noun.IsLabelled, commandId, out var wrongId) is not { } id)
        {
            return Problems.Field(wrongId!);
        }

        var fields = JsonObject.Create(body)!;
        fields.Remove("id");

        var (command, wrong) = Read<TCommand>(noun.Creation, JsonSerializer.SerializeToElement(fields, WireJson.Options));
        return wrong ?? await noun.Do(GrainsOf(context), noun.Key(id), command!, context.Caller(), commandId) switch
        {
            Done<TTerms> done => ResponseJson.Created($"/api/{noun.Plural}/{Uri.EscapeDataString(id)}", await SeenAsync(noun.Kind, id, done.Value, context)),
            Refused<TTerms> refused => Refused(context, refused.Reason),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<IResult> DoAsync<TCommand, TTerms>(Noun<TCommand, TTerms> noun, string action, HttpContext context)
        where TCommand : class
        where TTerms : class
    {
        var id = context.Request.RouteValues.Of("id");

        if (!AggregateIds.IsOne(id))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        if (CommandIdOf(context.Request, out var wrongKey) is not { } commandId)
        {
            return Problems.Field(wrongKey!);
        }

        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        var (command, wrong) = Read<TCommand>(action, body);
        return wrong ?? await noun.Do(GrainsOf(context), noun.Key(id), SetRight(command!, context), context.Caller(), commandId) switch
        {
            Done<TTerms> done => ResponseJson.Ok(await SeenAsync(noun.Kind, id, done.Value, context)),
            Refused<TTerms> refused => Refused(context, refused.Reason),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What somebody did without network says when by the clock of the device: one that says when its request left is measured by it, and the moment set right.</summary>
    private static TCommand SetRight<TCommand>(TCommand command, HttpContext context)
        where TCommand : class
    {
        if (ClockTrail.SentAt(context.Request) is not { } sentAt || command is not IDated { OccurredAt: { } said } dated)
        {
            return command;
        }

        var arrival = new Arrival(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), sentAt);
        context.RequestServices.GetRequiredService<ClockTrail>().Note(context.Request, context.Caller(), arrival.At);
        return (TCommand)dated.SetRight(arrival.SetRight(said));
    }

    private static async Task<IResult> GetAsync(string kind, IRowless? rowless, HttpContext context) =>
        context.Request.RouteValues.Of("id") is var id
        && AggregateIds.IsOne(id)
        && (await AggregatesOf(context).GetAsync(kind, id, context.Caller().Organisation.Text, context.RequestAborted)
            ?? (rowless is null ? null : await rowless.OneAsync(context, id))) is { } related
        && context.Caller().SeenOf(related) is { IsNothing: false } seen
            ? new RowResult(related.Row.Body, seen)
            : Problems.From(Refusal.NotFound("not-found"));

    /// <summary>The answer to a command shows no more than a question would; nearly everybody who may ask for a step sees all of it.</summary>
    private static async Task<object> SeenAsync<TTerms>(string kind, string id, TTerms terms, HttpContext context)
        where TTerms : class
    {
        var caller = context.Caller();

        return Sights.IsWhole(kind, caller.Role)
            ? terms
            : CallerSight.Cut(
                terms,
                await AggregatesOf(context).GetAsync(kind, id, caller.Organisation.Text, context.RequestAborted) is { } related
                    ? caller.SeenOf(related)
                    : Seen.Nothing);
    }

    private static async Task<IResult> ListAsync(string kind, IRowless? rowless, HttpContext context)
    {
        var page = PageQuery.Read(context.Request.Query, out var error);
        var status = PageQuery.Filter(context.Request.Query, "status", ref error);
        var about = PageQuery.Filter(context.Request.Query, "about", ref error);
        var sort = PageQuery.Filter(context.Request.Query, "kind", ref error);
        var organisation = PageQuery.Filter(context.Request.Query, "organisation", ref error);
        var due = PageQuery.Moment(context.Request.Query, "due", ref error);
        var text = PageQuery.Filter(context.Request.Query, "q", ref error) is { } typed ? SearchWords.Of(typed) : null;

        if (text is { Length: < SearchWords.Shortest })
        {
            error ??= FieldError.Of("q", "search-too-short");
        }

        if (sort is not null && FilterSight.SortField(kind) is null)
        {
            error ??= FieldError.Of("kind", "filter-not-here");
        }

        if (page is null || error is not null)
        {
            return Problems.Field(error!);
        }

        var caller = context.Caller();
        var filter = caller.ListOf(kind) with
        {
            Status = status,
            About = about,
            Sort = sort,
            Organisation = organisation,
            DueBefore = due,
            Word = text,
            After = page.Cursor,
            Limit = page.Limit,
        };
        var rows = await AggregatesOf(context).ListAsync(filter, context.RequestAborted);
        rows = rowless is null ? rows : await rowless.WithAsync(context, rows, filter);

        return new RowsResult(rows, caller, rows.Length == page.Limit ? rows[^1].Row.Id : null);
    }

    /// <summary>The grain has noted a right that it refused.</summary>
    private static IResult Refused(HttpContext context, Refusal reason)
    {
        context.Items[AuditTrail.NotedByLedger] = true;
        return Problems.From(reason);
    }

    private static IGrainFactory GrainsOf(HttpContext context) => context.RequestServices.GetRequiredService<IGrainFactory>();

    private static AggregateQueries AggregatesOf(HttpContext context) => context.RequestServices.GetRequiredService<AggregateQueries>();

    private static (TCommand? Command, IResult? Wrong) Read<TCommand>(string step, JsonElement fields)
        where TCommand : class
    {
        try
        {
            return (CommandCatalog<TCommand>.ReadSent(step, fields), null);
        }
        catch (JsonException exception)
        {
            return (null, Problems.Field(FieldError.Of(FieldNames.Within(string.Empty, exception), "field-wrong")));
        }
    }

    internal static Guid? CommandIdOf(HttpRequest request, out FieldError? wrong)
    {
        wrong = null;

        if (!request.Headers.TryGetValue(IdempotencyKey, out var key))
        {
            return Guid.CreateVersion7();
        }

        if (Guid.TryParse(key, out var id) && id != Guid.Empty)
        {
            return id;
        }

        wrong = FieldError.Of(IdempotencyKey, "field-not-uuid");
        return null;
    }

    /// <summary>One row, as far as it may be seen.</summary>
    private sealed class RowResult(string body, Seen seen) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json";
            await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, ResponseJson.WriterOptions);
            CallerSight.Write(writer, body, seen);
        }
    }

    /// <summary>A page of rows; what they hold is JSON already.</summary>
    private sealed class RowsResult(IReadOnlyList<RelatedRow> rows, Caller caller, string? cursor) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json";
            await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, ResponseJson.WriterOptions);
            writer.WriteStartObject();
            writer.WriteStartArray("items"u8);

            foreach (var row in rows)
            {
                CallerSight.Write(writer, row.Row.Body, caller.SeenOf(row));
            }

            writer.WriteEndArray();

            if (cursor is not null)
            {
                writer.WriteString("cursor"u8, cursor);
            }

            writer.WriteEndObject();
        }
    }
}

/// <summary>The shape of a page, for the description of the API.</summary>
internal sealed record ListShape<T>(IReadOnlyList<T> Items, string? Cursor = null);
