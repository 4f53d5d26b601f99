using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Texts;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Recalls;

/// <summary>
/// What the public page of a machine asks about a recall: anybody who holds the label may answer, without login. Nothing of
/// anybody is asked, shown or kept: the answer is one of three words.
/// </summary>
internal static class PublicRecall
{
    private const string Address = "/api/recall-answers/{code}";

    public static void MapPublicRecall(this IEndpointRouteBuilder app)
    {
        app.MapPlain("GET", Address, One, GetAsync)
            .AllowAnonymous()
            .Gives(StatusCodes.Status200OK, typeof(RecallNotice))
            .MayAnswer(404, 429)
            .WithName("getRecallNotice")
            .WithTags("Recalls")
            .WithSummary("What to do with this machine: the safety instruction first. Without login; 404 where the machine is not recalled.");

        app.MapPlain("POST", Address, One, AnswerAsync)
            .AllowAnonymous()
            .WithMetadata(new Microsoft.AspNetCore.Http.Metadata.AcceptsMetadata(["application/json"], typeof(RecallReply)))
            .Gives(StatusCodes.Status200OK, typeof(RecallNotice))
            .MayAnswer(400, 404, 413, 415, 422, 429)
            .WithName("answerRecall")
            .WithTags("Recalls")
            .WithSummary("« Je l'ai », « rendue », « je ne l'ai plus »: one of the three, without login and without a name.");

        static void One(string code) => _ = code;
    }

    private static async Task<IResult> GetAsync(HttpContext context) =>
        await FindAsync(context) is { } found ? ResponseJson.Ok(Notice(found.Recall, found.Line, context)) : Problems.From(Refusal.NotFound("not-recalled"));

    private static async Task<IResult> AnswerAsync(HttpContext context)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);

        if (problem is not null)
        {
            return problem;
        }

        if (!body.TryGetProperty("answer", out var given) || given.ValueKind is not JsonValueKind.String || !Codes.TryParse<RecallAnswer>(given.GetString(), out var answer))
        {
            return Problems.Field(FieldError.Of("answer", "field-wrong"));
        }

        return await FindAsync(context) is not { } found ? Problems.From(Refusal.NotFound("not-recalled")) : await AnswerAsync(found, answer, context) switch
        {
            Refused<RecallTerms> refused => Problems.From(refused.Reason),
            Done<RecallTerms> done => ResponseJson.Ok(Notice(done.Value, done.Value.Lines.First(line => line.Machine == found.Line.Machine), context)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Who answers is not known and not asked: it is the label that speaks.</summary>
    public static Task<Reply<RecallTerms>> AnswerAsync((RecallTerms Recall, RecallLine Line) found, RecallAnswer answer, HttpContext context) =>
        context.RequestServices.GetRequiredService<IGrainFactory>()
            .GetGrain<IRecallGrain>($"recall/{found.Recall.Id}")
            .DoAsync(new AnswerRecall(found.Line.Machine, answer), new(new PersonId("public"), found.Recall.Pole, Role.System, DeviceId.PublicPage), Guid.CreateVersion7());

    private static async Task<(RecallTerms Recall, RecallLine Line)?> FindAsync(HttpContext context) =>
        LabelReader.Read(context.Request.RouteValues.Of("code")) is OurLabel label
        && await context.RequestServices.GetRequiredService<MachineQueries>().KeyOfAsync(label.Code.Text, context.RequestAborted) is { } machine
            ? await OfAsync(machine, context)
            : null;

    /// <summary>The recall that asks for a machine now.</summary>
    public static async Task<(RecallTerms Recall, RecallLine Line)?> OfAsync(string machine, HttpContext context)
    {
        var filter = new AggregateFilter { Kind = "recall", Status = RecallStatus.Active.Code(), About = $"machine/{machine}", Limit = 1 };
        var rows = await context.RequestServices.GetRequiredService<AggregateQueries>().ListAsync(filter, context.RequestAborted);

        return rows is [var row]
            && JsonSerializer.Deserialize<RecallTerms>(row.Row.Body, WireJson.Options) is { } recall
            && recall.Lines.FirstOrDefault(line => line.Machine.Text == machine) is { } line
                ? (recall, line)
                : null;
    }

    public static RecallNotice Notice(RecallTerms recall, RecallLine line, HttpContext context)
    {
        var language = Language.Of(context.Request);
        return new RecallNotice(
            Words.Say(recall.Guidance, language),
            recall.Guidance,
            recall.Reason,
            [.. Enum.GetValues<RecallAnswer>().Select(answer => new RecallChoice(answer, Words.Say(answer.Code(), language)))],
            line.Answer);
    }
}

/// <summary>What whoever holds the machine has to know.</summary>
/// <param name="Instruction">What to do first, in plain sentences.</param>
/// <param name="Guidance">The same as a code: the page chooses its picture by it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Choices">What may be answered.</param>
/// <param name="Answer">What was answered last.</param>
internal sealed record RecallNotice(string Instruction, string Guidance, string Reason, IReadOnlyList<RecallChoice> Choices, RecallAnswer? Answer);

/// <summary>One of the three answers, with its words.</summary>
internal sealed record RecallChoice(RecallAnswer Answer, string Words);

/// <summary>What is sent: one of the three answers and nothing else.</summary>
internal sealed record RecallReply(RecallAnswer Answer);
