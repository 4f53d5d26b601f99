using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Calendar;
using Ordi2.Domain.Documents;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Documents;

/// <summary>
/// Makes documents: takes the number of the purpose, then makes the document under it. Both can be repeated and count once:
/// after a crash whoever asked asks again, and no number is lost nor any document made twice.
/// </summary>
internal sealed class DocumentPress(IGrainFactory grains)
{
    /// <summary>The system, for an issuer.</summary>
    public static Caller Caller(OrganisationId issuer) => new(new PersonId("system"), issuer, Role.System, DeviceId.Press);

    public async Task<Reply<DocumentTerms>> MakeAsync(DocumentOrder order)
    {
        var (render, year) = (order.Render, FrenchCalendar.YearOf(order.At));
        var caller = Caller(render.Issuer);
        var series = SeriesNumbers.Id(render.Kind, year, render.Issuer);

        return await grains.GetGrain<ISeriesGrain>($"series/{series}").NumberAsync(new(render.Kind, render.Issuer, year), order.Purpose, caller) switch
        {
            Done<DocumentId> { Value: var number } =>
                await grains.GetGrain<IDocumentGrain>($"document/{number}").DoAsync(render, caller, CommandIds.Of($"document/{number}", "render")),
            Refused<DocumentId> refused => new Refused<DocumentTerms>(refused.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
