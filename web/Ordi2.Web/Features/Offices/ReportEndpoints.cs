using System.Diagnostics;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Offices;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Offices;

/// <summary>Reports on demand and yearly ones: each is a document, with a number and a content that stays.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapPlain("GET", "/api/documents/{number}/table", static (string number) => { }, TableAsync)
            .RequireAuthorization(AccessFeature.Api)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/csv"]))
            .MayAnswer(401, 404, 422, 429)
            .WithTags("Documents")
            .WithName("getReportTable")
            .WithSummary("A report as a table for a spreadsheet: CSV with semicolons, decimal comma and days as 31/12/2026, in UTF-8 with its mark.");
        app.MapPlain("POST", "/api/reports", static () => { }, ReportAsync)
            .RequireAuthorization(AccessFeature.Api)
            .WithTags("Documents")
            .WithMetadata(new Microsoft.AspNetCore.Http.Metadata.AcceptsMetadata(["application/json"], typeof(ReportRequest)))
            .Gives(StatusCodes.Status201Created, typeof(DocumentTerms))
            .MayAnswer(400, 401, 403, 404, 409, 413, 415, 422, 429)
            .WithName("report")
            .WithSummary("Makes a report: donor report, proof of effective re-use, report of the pole, figures of art. 222 bis, insertion hours, register of waste, report of an inventory. With Idempotency-Key (a UUID) it may be sent twice and is made once.");
    }

    /// <summary>Whoever sees the report sees its table.</summary>
    private static async Task<IResult> TableAsync(HttpContext context)
    {
        var (number, caller) = (context.Request.RouteValues.Of("number"), context.Caller());

        if (!AggregateIds.IsOne(number)
            || await context.RequestServices.GetRequiredService<AggregateQueries>().GetAsync(Kinds.Document.Name, number, caller.Organisation.Text, context.RequestAborted) is not { } related
            || !caller.SeenOf(related).IsAll)
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        return ReportTable.Of(JsonSerializer.Deserialize<DocumentTerms>(related.Row.Body, WireJson.Options)!, Language.Of(context.Request)) is { } rows
            ? Results.Bytes(FrenchCsv.Write(rows), FrenchCsv.ContentType, $"{number}.csv")
            : Problems.From(Refusal.Invalid("document-is-no-table", number));
    }

    private static async Task<IResult> ReportAsync(HttpContext context)
    {
        if (AggregateEndpoints.CommandIdOf(context.Request, out var wrongKey) is not { } requestId)
        {
            return Problems.Field(wrongKey!);
        }

        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        ReportRequest? request;

        try
        {
            request = body.Deserialize<ReportRequest>(WireJson.Options);
        }
        catch (JsonException exception)
        {
            return Problems.Field(FieldError.Of(FieldNames.Within(string.Empty, exception), "field-wrong"));
        }

        var caller = context.Caller();
        var office = context.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IOfficeGrain>($"office/{caller.Organisation}");

        return await office.ReportAsync(request!, caller, requestId) switch
        {
            Done<DocumentTerms> done => ResponseJson.Created($"/api/documents/{Uri.EscapeDataString(done.Value.Id.Text)}", done.Value),
            Refused<DocumentTerms> refused => Problems.From(refused.Reason),
            _ => throw new UnreachableException(),
        };
    }
}
