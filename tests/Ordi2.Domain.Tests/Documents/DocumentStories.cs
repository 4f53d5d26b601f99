using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Documents;

#pragma warning disable CA1859 // The tests see stories of different aggregates as one kind of thing; a virtual call costs nothing here.

/// <summary>The lives of documents and of the series that number them.</summary>
internal static class DocumentStories
{
    public static readonly RenderDocument Certificate = new(
        DocumentKind.ErasureCertificate,
        Workshop.Id,
        "erasure-certificate",
        "1",
        """{"machine":{"label":"M1"},"medium":{"serial":"WD-1","kind":"HDD"},"result":"ERASED"}""")
    {
        About = ["machine/M1"],
        Readers = [Donor.Id, Pole.Id],
        Signatories = [new(Workshop.Id, Role.Supervisor)],
    };

    public static readonly RenderDocument Note = Certificate with
    {
        Kind = DocumentKind.PickupNote,
        Signatories = [new(Donor.Id, Role.Donor), new(Carrier.Id, Role.Driver)],
    };

    public static Facts Audited => Cast.Facts with { AuditedMedia = ["WD-1", "WD-2"] };

    public static ReplaceDocument WrongSerial(string serial = "WD-2") => new("numéro de série mal tapé") { Corrections = [new("medium.serial", serial)] };

    public static IStory Document() => new Story<Document, DocumentCommand, DocumentEvent, DocumentTerms, DocumentStatus>(
        Kinds.Document,
        DocumentLife.Table,
        () => Audited,
        "document",
        [
            (Note, Cast.System),
            (new SignDocument("responsable du site"), DonorContact),
            (new SealDocument("le chauffeur a signé sur papier"), Supervisor),
            (new ReplaceDocument("mauvais type") { Corrections = [new("medium.kind", "SATA_SSD")] }, Supervisor),
            (new LinkReplacement(new("BE-2027-000002-workshop")), Cast.System),
        ],
        [(Note, Cast.System), (new SignDocument("responsable du site"), DonorContact), (new SignDocument("chauffeur"), Driver)],
        [(Note, Cast.System), (new ReplaceBy(new("BE-2027-000003-workshop"), "reçu remplacé"), Cast.System)],
        [(Certificate with { Signatories = [] }, Cast.System), (new CancelDocument("établi deux fois"), Supervisor)]).Told();

    public static IStory Series()
    {
        (SeriesCommand, Caller)[] life =
        [
            (new OpenSeries(DocumentKind.ErasureCertificate, Workshop.Id, 2027), Cast.System),
            (new TakeNumber("machine/M1/12"), Cast.System),
            (new CancelNumber(1, "imprimante"), Cast.System),
        ];

        return new Story<Series, SeriesCommand, SeriesEvent, SeriesTerms, SeriesStatus>(Kinds.Series, SeriesLife.Table, () => Cast.Facts, "series", life) { Id = "CE-2027-workshop" }.Told();
    }
}
