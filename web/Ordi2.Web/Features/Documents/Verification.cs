using System.Text.Json;
using System.Text.Json.Serialization;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Documents;

/// <summary>Is this document genuine, and does it still hold? Anybody who has it in hand may ask, without login; nothing of what it says is told.</summary>
internal static class Verification
{
    public static void MapVerification(this IEndpointRouteBuilder app)
    {
        app.MapPlain("GET", "/api/documents/{number}/verification", One, GetAsync)
            .AllowAnonymous()
            .Gives(StatusCodes.Status200OK, typeof(DocumentVerification))
            .MayAnswer(404, 429)
            .WithName("verifyDocument")
            .WithTags("Documents")
            .WithSummary("Is this document genuine? Without login. With sha256 (that of the document in hand) it says whether the content is the same; 404 where no document ever had that number.");

        static void One(string number, string? sha256 = null) => _ = (number, sha256);
    }

    private static async Task<IResult> GetAsync(HttpContext context)
    {
        var number = context.Request.RouteValues.Of("number");

        return await FindAsync(context, number, context.Request.Query["sha256"].ToString()) is { } found
            ? ResponseJson.Ok(found)
            : Problems.From(Refusal.NotFound("document-unknown", number.Length > 64 ? number[..64] : number));
    }

    /// <param name="context">The request.</param>
    /// <param name="number">As it stands on the paper.</param>
    /// <param name="sha256">Of the content in hand, as it was typed; empty where only the number is asked about.</param>
    public static async Task<DocumentVerification?> FindAsync(HttpContext context, string number, string sha256)
    {
        var hash = sha256.Trim().ToLowerInvariant();
        var typed = number.Trim();

        // A number that was scanned or copied is right as it stands, and may hold letters that nobody would guess.
        return (await FindTypedAsync(context, typed) ?? (Printed(typed) is var printed && printed != typed ? await FindTypedAsync(context, printed) : null)) is not { } found ? null
            : hash.Length == 0 || found.Sha256 is null ? found
            : found with { SameContent = found.Sha256 == hash };
    }

    private static async Task<DocumentVerification?> FindTypedAsync(HttpContext context, string number) =>
        AggregateIds.IsOne(number) ? await FindAsync(context, number) : null;

    /// <summary>As we print most of them: the kind, the year and the number large, the house small; a sheet all large. People type as they like.</summary>
    private static string Printed(string typed) => typed.Split('-', 4) switch
    {
        [var kind, var year, var place, var house] => $"{kind.ToUpperInvariant()}-{year}-{place}-{house.ToLowerInvariant()}",
        [_, _, _] => typed.ToUpperInvariant(),
        _ => typed,
    };

    private static async Task<DocumentVerification?> FindAsync(HttpContext context, string number)
    {
        var rows = context.RequestServices.GetRequiredService<AggregateQueries>();

        if (await rows.GetAsync(Kinds.Document.Name, number, context.RequestAborted) is { } row)
        {
            return await OfAsync(JsonSerializer.Deserialize<DocumentTerms>(row.Body, WireJson.Options)!, rows, context);
        }

        if (WorkSheets.MachineOf(new DocumentId(number)) is { } machine)
        {
            return (await Sheets.OfAsync(context, machine)).FirstOrDefault(sheet => sheet.Id.Text == number) is { } sheet ? await OfAsync(sheet, rows, context) : null;
        }

        // A number that was given up stands on no document: a paper that bears it is none of ours.
        return SeriesNumbers.TryParse(number, out var series, out var place)
            && await rows.GetAsync(Kinds.Series.Name, series.Text, context.RequestAborted) is { } numbers
            && JsonSerializer.Deserialize<SeriesTerms>(numbers.Body, WireJson.Options) is { } terms
            && terms.Cancelled.Any(one => one.Number == place)
                ? new(number, terms.Kind, Genuine: false, NumberGivenUp: true) { Issuer = terms.Issuer, IssuerName = await NameOfAsync(terms.Issuer, rows, context) }
                : null;
    }

    private static async Task<DocumentVerification> OfAsync(DocumentTerms document, AggregateQueries rows, HttpContext context) =>
        new(document.Id.Text, document.Kind, Genuine: true, NumberGivenUp: false)
        {
            Status = document.Status,
            Holds = document.Status is not (DocumentStatus.Replaced or DocumentStatus.Cancelled),
            Issuer = document.Issuer,
            IssuerName = await NameOfAsync(document.Issuer, rows, context),
            MadeAt = document.MadeAt,
            Sha256 = document.Sha256,
            Signatures = document.Signatures.Length,
            SignaturesDue = document.Signatories.Length,
            Replaces = document.Replaces,
            ReplacedBy = document.ReplacedBy,
        };

    private static async Task<string?> NameOfAsync(OrganisationId issuer, AggregateQueries rows, HttpContext context) =>
        await rows.GetAsync(Kinds.Organisation.Name, issuer.Text, context.RequestAborted) is { } row
            ? JsonSerializer.Deserialize<OrganisationProfile>(row.Body, WireJson.Options)!.Name
            : null;
}

/// <summary>What anybody may know of a document: that it is genuine, whether it holds, and never what it says nor who signed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Genuine">Whether a document was made under that number.</param>
/// <param name="NumberGivenUp">The number was handed out and given up: no document bears it.</param>
internal sealed record DocumentVerification(string Number, DocumentKind Kind, bool Genuine, bool NumberGivenUp)
{
    public DocumentStatus? Status { get; init; }

    /// <summary>Neither replaced nor cancelled.</summary>
    public bool Holds { get; init; }

    public OrganisationId? Issuer { get; init; }

    public string? IssuerName { get; init; }

    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>
    /// Of the content as it was issued. Never told: whoever has it can try, at leisure and at home, which names, amounts and dates
    /// make it.
    /// </summary>
    [JsonIgnore]
    public string? Sha256 { get; init; }

    /// <summary>Whether the content in hand is the one that was issued, where its hash was given.</summary>
    public bool? SameContent { get; init; }

    public int Signatures { get; init; }

    public int SignaturesDue { get; init; }

    public DocumentId? Replaces { get; init; }

    public DocumentId? ReplacedBy { get; init; }
}
