using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Documents;

/// <summary>
/// Makes documents: takes the number of the purpose, then makes the document under it. Both can be repeated and count once:
/// after a crash whoever asked asks again, and no number is lost nor any document made twice. What cannot be made takes no number;
/// a number under which nothing can be made is given up with the reason, and asked again the purpose gets the next one. Either way
/// the audit log says that a document is missing until whoever ordered it has it.
/// </summary>
internal sealed partial class DocumentPress(IGrainFactory grains, ILedger ledger, TimeProvider clock, ILogger<DocumentPress> logger)
{
    /// <summary>The system, for an issuer.</summary>
    public static Caller Caller(OrganisationId issuer) => new(new PersonId("system"), issuer, Role.System, DeviceId.Press);

    public async Task<Reply<DocumentTerms>> MakeAsync(DocumentOrder order)
    {
        try
        {
            var reply = await TryAsync(await NamedAsync(order));

            if (reply is Refused<DocumentTerms> { Reason: var reason })
            {
                Log.Refused(logger, order.Purpose, reason.Code);
                await NoteAsync(order, reason);
            }

            return reply;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, order.Purpose);
            await NoteAsync(order, Refusal.Conflict("document-not-made", order.Purpose));
            throw;
        }
    }

    /// <summary>The number that a document got, whether or not it was made under it.</summary>
    public Task<DocumentId?> FindAsync(DocumentTrace trace) => SeriesOf(trace).FindAsync(trace.Purpose);

    /// <summary>
    /// The document says what did not happen: it is void, or the one that somebody had put in its place. What another fact put there
    /// says what did happen, and stays as it is.
    /// </summary>
    /// <param name="made">The document.</param>
    /// <param name="next">What another fact put in its place, if its number was given already.</param>
    /// <param name="reason">Why it is void.</param>
    public async Task<Refusal?> CancelAsync(DocumentTerms made, DocumentTrace? next, string reason)
    {
        var by = next is null ? null : await FindAsync(next);
        var last = await LastAsync(made, before: by);

        return last.Status is DocumentStatus.Cancelled || (by is not null && last.ReplacedBy == by) ? null
            : await DocumentOf(last.Id).DoAsync(new CancelDocument(reason), Caller(last.Issuer), CommandIds.Of($"document/{last.Id}", "taken-back"))
                is Refused<DocumentTerms> { Reason: var refusal } ? refusal : null;
    }

    /// <summary>
    /// The order with its machines as their histories say them now: no machine is asked, since one of them may be waiting for whoever
    /// has the document made. What it said first stays, however often it is ordered: for what is made already nothing is read.
    /// </summary>
    private async Task<DocumentOrder> NamedAsync(DocumentOrder order)
    {
        if (order is { Machines.IsEmpty: true, MachinesOf: null } || (await FindAsync(order.Trace) is { } number && await DocumentOf(number).GetAsync() is not null))
        {
            return order;
        }

        // Asked together, they are one question to the database.
        return order.Naming([.. await Task.WhenAll(order.Machines.Select(ReadAsync))]);
    }

    private async Task<NamedMachine> ReadAsync(MachineId id) =>
        NamedMachine.Of(id, [.. (await ledger.ReadAsync($"machine/{id}")).Events.Select(Streams.Facts.Read<MachineEvent>)]);

    private async Task<Reply<DocumentTerms>> TryAsync(DocumentOrder order)
    {
        if (DocumentDecisions.Unmakable(order.Render) is { } reason)
        {
            return new Refused<DocumentTerms>(reason);
        }

        // Both have to name each other: the one that stands in its place waits for the one that has a number and is not made yet.
        var former = order.InPlaceOf is { } trace && await FindAsync(trace) is { } before ? (Number: before, Made: await DocumentOf(before).GetAsync()) : default;

        if (former is { Number.Text: not null, Made: null })
        {
            return new Refused<DocumentTerms>(Refusal.Conflict("former-document-not-made", former.Number.Text));
        }

        var caller = Caller(order.Render.Issuer);
        var series = SeriesOf(order.Trace);

        switch (await series.NumberAsync(new(order.Render.Kind, order.Render.Issuer, FrenchCalendar.YearOf(order.At)), order.Purpose, caller))
        {
            case Refused<DocumentId> refused:
                return new Refused<DocumentTerms>(refused.Reason);

            case Done<DocumentId> { Value: var number }:
                var replaced = former.Made is { } first ? await LastAsync(first, number) : null;
                var made = await DocumentOf(number).DoAsync(
                    replaced is null ? order.Render : order.Render with { Replaces = replaced.Id }, caller, CommandIds.Of($"document/{number}", "render"));

                if (made is Refused<DocumentTerms> unmade)
                {
                    var given = SeriesNumbers.NumberIn(number);
                    await series.DoAsync(new CancelNumber(given, unmade.Reason.Code), caller, CommandIds.Of($"document/{number}", "give-up"));
                    return made;
                }

                return replaced is null || replaced.ReplacedBy == number ? made : await LinkAsync(replaced, number, order.InPlaceWhy, made);

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<Reply<DocumentTerms>> LinkAsync(DocumentTerms replaced, DocumentId by, string why, Reply<DocumentTerms> made) =>
        await DocumentOf(replaced.Id).DoAsync(new ReplaceBy(by, why), Caller(replaced.Issuer), CommandIds.Of($"document/{replaced.Id}", $"replaced-by/{by}"))
            is Refused<DocumentTerms> unlinked ? unlinked : made;

    /// <summary>A document that was replaced already leads on to the one in its place.</summary>
    private async Task<DocumentTerms> LastAsync(DocumentTerms first, DocumentId? before)
    {
        var last = first;

        while (last.ReplacedBy is { } by && by != before && await DocumentOf(by).GetAsync() is { } next)
        {
            last = next;
        }

        return last;
    }

    private ISeriesGrain SeriesOf(DocumentTrace trace) =>
        grains.GetGrain<ISeriesGrain>($"series/{SeriesNumbers.Id(trace.Kind, FrenchCalendar.YearOf(trace.At), trace.Issuer)}");

    private IDocumentGrain DocumentOf(DocumentId number) => grains.GetGrain<IDocumentGrain>($"document/{number}");

    /// <summary>Once for each purpose and reason, however often it is tried.</summary>
    private Task NoteAsync(DocumentOrder order, Refusal reason)
    {
        var now = clock.Now();
        return ledger.RecordRefusalAsync(new(
            order.Render.About.IsDefaultOrEmpty ? $"series/{SeriesNumbers.Id(order.Render.Kind, FrenchCalendar.YearOf(order.At), order.Render.Issuer)}" : order.Render.About[0],
            DeviceId.Press.Text,
            CommandIds.Of(order.Purpose, reason.Code),
            $"make-{order.Render.Template}",
            reason.Code,
            JsonSerializer.Serialize(reason, WireJson.Options),
            now,
            now,
            Caller(order.Render.Issuer).Person.Text,
            order.Render.Issuer.Text));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The document of '{Purpose}' was refused: {Code}. It stays due.")]
        public static partial void Refused(ILogger logger, string purpose, string code);

        [LoggerMessage(2, LogLevel.Error, "The document of '{Purpose}' could not be made. It stays due.")]
        public static partial void Failed(ILogger logger, Exception exception, string purpose);
    }
}
