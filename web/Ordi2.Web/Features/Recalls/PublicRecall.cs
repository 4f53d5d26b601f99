using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Texts;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Machines;
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
        await FindAsync(context) is { Count: > 0 } found ? ResponseJson.Ok(Notice(found, context)) : Problems.From(Refusal.NotFound("not-recalled"));

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

        var found = await FindAsync(context);

        if (found.Count == 0)
        {
            return Problems.From(Refusal.NotFound("not-recalled"));
        }

        var (answered, refusal) = await AnswerAsync(found, answer, context);
        return refusal is null ? ResponseJson.Ok(Notice(answered, context)) : Problems.From(refusal);
    }

    /// <summary>Who answers is not known and not asked: it is the label that speaks, and it counts for each recall that asks for the machine.</summary>
    /// <returns>The recalls that took the answer; why, where none did.</returns>
    public static async Task<(IReadOnlyList<Recalled> Answered, Refusal? Refusal)> AnswerAsync(IReadOnlyList<Recalled> found, RecallAnswer answer, HttpContext context)
    {
        var answered = new List<Recalled>(found.Count);
        Refusal? reason = null;

        foreach (var (recall, line) in found)
        {
            var caller = new Caller(new PersonId("public"), recall.Pole, Role.System, DeviceId.PublicPage);
            var reply = await context.RequestServices.GetRequiredService<IGrainFactory>()
                .GetGrain<IRecallGrain>($"recall/{recall.Id}")
                .DoAsync(new AnswerRecall(line.Machine, answer), caller, Guid.CreateVersion7());

            switch (reply)
            {
                case Refused<RecallTerms> refused:
                    reason = refused.Reason;
                    break;
                case Done<RecallTerms> done:
                    answered.Add(new(done.Value, done.Value.Lines.First(one => one.Machine == line.Machine)));
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        // One that was closed at this moment asks no more.
        return (answered, answered.Count > 0 ? null : reason);
    }

    private static async Task<IReadOnlyList<Recalled>> FindAsync(HttpContext context) =>
        LabelReader.Read(context.Request.RouteValues.Of("code")) is OurLabel label
        && await context.RequestServices.GetRequiredService<MachineQueries>().KeyOfAsync(label.Code.Text, context.RequestAborted) is { } machine
            ? await OfAsync(machine, context)
            : [];

    /// <summary>The recalls that ask for a machine now, the most dangerous first. One that was settled for this machine, because it was repaired, asks for the others alone.</summary>
    public static async Task<IReadOnlyList<Recalled>> OfAsync(string machine, HttpContext context)
    {
        var filter = new AggregateFilter { Kind = "recall", Status = RecallStatus.Active.Code(), About = $"machine/{machine}" };
        var rows = await context.RequestServices.GetRequiredService<AggregateQueries>().ListAsync(filter, context.RequestAborted);

        if (rows.IsEmpty)
        {
            return [];
        }

        var open = MachineFold.Of(await context.RequestServices.GetRequiredService<MachineQueries>().HistoryAsync(machine, context.RequestAborted)).Recalls;

        return
        [
            .. rows.Select(row => JsonSerializer.Deserialize<RecallTerms>(row.Row.Body, WireJson.Options)!)
                .SelectMany(recall => recall.Lines
                    .Where(line => line.Machine.Text == machine && (!line.Held || open.Contains(recall.Id.Text, StringComparer.Ordinal)))
                    .Select(line => new Recalled(recall, line)))
                .OrderBy(found => found.Recall.Instruction is SafetyInstruction.DangerousBattery ? 0 : 1)
                .ThenBy(found => found.Recall.Id.Text, StringComparer.Ordinal),
        ];
    }

    /// <summary>What whoever has the machine on the table reads first; nothing where no recall keeps it.</summary>
    public static async Task<RecallNotice?> NoticeAsync(MachineView machine, HttpContext context) =>
        machine.Holds.Contains(Hold.Recall) && await OfAsync(machine.Machine, context) is { Count: > 0 } found ? Notice(found, context) : null;

    public static RecallNotice Notice(IReadOnlyList<Recalled> found, HttpContext context)
    {
        var language = Language.Of(context.Request);
        var (first, line) = found[0];
        return new RecallNotice(
            Words.Say(first.Guidance, language),
            first.Guidance,
            string.Join(" ; ", found.Select(one => one.Recall.Reason).Distinct(StringComparer.Ordinal)),
            [.. Enum.GetValues<RecallAnswer>().Select(answer => new RecallChoice(answer, Words.Say(answer.Code(), language)))],
            found.All(one => one.Line.Answer == line.Answer) ? line.Answer : null);
    }

    /// <summary>A machine in a recall.</summary>
    public readonly record struct Recalled(RecallTerms Recall, RecallLine Line);
}

/// <summary>What whoever holds the machine has to know.</summary>
/// <param name="Instruction">What to do first, in plain sentences: of several recalls, that of the most dangerous.</param>
/// <param name="Guidance">The same as a code: the page chooses its picture by it.</param>
/// <param name="Reason">Why; of several recalls, the reasons of all.</param>
/// <param name="Choices">What may be answered.</param>
/// <param name="Answer">What was answered last; none while one of the recalls has another answer or none.</param>
internal sealed record RecallNotice(string Instruction, string Guidance, string Reason, IReadOnlyList<RecallChoice> Choices, RecallAnswer? Answer);

/// <summary>One of the three answers, with its words.</summary>
internal sealed record RecallChoice(RecallAnswer Answer, string Words);

/// <summary>What is sent: one of the three answers and nothing else.</summary>
internal sealed record RecallReply(RecallAnswer Answer);
