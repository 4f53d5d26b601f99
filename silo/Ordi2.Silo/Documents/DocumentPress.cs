using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Calendar;
using Ordi2.Domain.Documents;
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
            var reply = await TryAsync(order);

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

    private async Task<Reply<DocumentTerms>> TryAsync(DocumentOrder order)
    {
        var (render, year) = (order.Render, FrenchCalendar.YearOf(order.At));

        if (DocumentDecisions.Unmakable(render) is { } reason)
        {
            return new Refused<DocumentTerms>(reason);
        }

        var caller = Caller(render.Issuer);
        var series = grains.GetGrain<ISeriesGrain>($"series/{SeriesNumbers.Id(render.Kind, year, render.Issuer)}");

        switch (await series.NumberAsync(new(render.Kind, render.Issuer, year), order.Purpose, caller))
        {
            case Refused<DocumentId> refused:
                return new Refused<DocumentTerms>(refused.Reason);

            case Done<DocumentId> { Value: var number }:
                var former = order.Replaces is { } replaces ? await FormerAsync(replaces, render, number) : null;
                var made = await grains.GetGrain<IDocumentGrain>($"document/{number}")
                    .DoAsync(former is null ? render : render with { Replaces = former }, caller, CommandIds.Of($"document/{number}", "render"));

                if (made is Refused<DocumentTerms> unmade)
                {
                    var given = SeriesNumbers.NumberIn(number);
                    await series.DoAsync(new CancelNumber(given, unmade.Reason.Code), caller, CommandIds.Of($"document/{number}", "give-up"));
                }

                return former is { } gone && made is Done<DocumentTerms> ? await LinkAsync(gone, number, order.Replaces!.Reason, made, caller) : made;

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The document in whose place another one stands: the last of its line that holds, if there is one.</summary>
    private async Task<DocumentId?> FormerAsync(FormerDocument former, RenderDocument render, DocumentId by)
    {
        var year = FrenchCalendar.YearOf(former.At);
        var series = grains.GetGrain<ISeriesGrain>($"series/{SeriesNumbers.Id(render.Kind, year, render.Issuer)}");

        if (await series.NumberAsync(new(render.Kind, render.Issuer, year), former.Purpose, Caller(render.Issuer)) is not Done<DocumentId> { Value: var number })
        {
            return null;
        }

        for (; ; )
        {
            switch (await grains.GetGrain<IDocumentGrain>($"document/{number}").GetAsync())
            {
                // Somebody corrected it meanwhile: what is replaced is the correction.
                case { Status: DocumentStatus.Replaced, ReplacedBy: { } next } when next != by:
                    number = next;
                    break;

                case { Status: DocumentStatus.Cancelled }:
                    return null;

                // One that is still due is made first: until then this one stays due as well.
                default:
                    return number;
            }
        }
    }

    /// <summary>The one that was replaced says by which; said twice it changes nothing.</summary>
    private async Task<Reply<DocumentTerms>> LinkAsync(DocumentId former, DocumentId by, string reason, Reply<DocumentTerms> made, Caller caller)
    {
        var document = grains.GetGrain<IDocumentGrain>($"document/{former}");
        return await document.DoAsync(new ReplaceBy(by, reason), caller, CommandIds.Of($"document/{former}", $"replace-by/{by}")) is Refused<DocumentTerms> refused ? refused : made;
    }

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
