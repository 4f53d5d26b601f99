using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Documents.DocumentStories;
using DocumentBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Documents.Document,
    Ordi2.Contracts.Documents.DocumentCommand,
    Ordi2.Domain.Documents.DocumentEvent,
    Ordi2.Contracts.Documents.DocumentTerms>;
using SeriesBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Documents.Series,
    Ordi2.Contracts.Documents.SeriesCommand,
    Ordi2.Domain.Documents.SeriesEvent,
    Ordi2.Contracts.Documents.SeriesTerms>;

namespace Ordi2.Domain.Tests.Documents;

public sealed class DocumentTests
{
    private static readonly OpenSeries Certificates2027 = new(DocumentKind.ErasureCertificate, Workshop.Id, 2027);

    private static DocumentBench Nothing => new(Kinds.Document, Audited);

    [Fact]
    public void The_same_data_has_the_same_hash_however_it_was_written()
    {
        var one = Nothing;
        var other = Nothing;
        one.Do(Certificate, Cast.System);
        other.Do(Certificate with { Content = """{ "result": "ERASED", "medium": { "kind": "HDD", "serial": "WD\u002d1" }, "machine": { "label": "M1" } }""" }, Cast.System);

        Assert.Equal(one.Terms.Content, other.Terms.Content);
        Assert.Equal("""{"machine":{"label":"M1"},"medium":{"kind":"HDD","serial":"WD-1"},"result":"ERASED"}""", one.Terms.Content);
        Assert.Equal(DocumentDecisions.HashOf(one.Terms.Content), one.Terms.Sha256);
        Assert.Equal(one.Terms.Sha256, other.Terms.Sha256);
        Assert.Equal(64, one.Terms.Sha256.Length);
    }

    [Fact]
    public void With_the_last_signature_it_is_sealed_and_nobody_signs_twice_or_for_another()
    {
        var bench = Nothing;
        bench.Do(Note, Cast.System);
        bench.Refuses("role-may-not", new SignDocument("chauffeur"), As(Role.Driver, Workshop));
        bench.Refuses("words-missing", new SignDocument(" "), DonorContact);
        bench.Do(new SignDocument("responsable du site"), DonorContact);
        Assert.Equal(DocumentStatus.Signed, bench.Terms.Status);
        bench.Refuses("document-already-signed", new SignDocument("responsable du site"), DonorContact);
        bench.Refuses("signs-for-another", new SignDocument("chef d'équipe"), Supervisor);

        bench.Do(new SignDocument("chauffeur") { OnPaperFor = Carrier.Id }, Supervisor);
        Assert.Equal(DocumentStatus.Sealed, bench.Terms.Status);
        Assert.Equal([(Donor.Id, false), (Carrier.Id, true)], bench.Terms.Signatures.Select(one => (one.Organisation, one.OnPaper)));

        // Nobody is named for what was signed on paper; a list reads the document back as it was written, whatever is in it.
        var read = JsonSerializer.Deserialize<DocumentTerms>(JsonSerializer.Serialize(bench.Terms, WireJson.Options), WireJson.Options)!;
        Assert.Equal(bench.Terms.Signatures.AsEnumerable(), read.Signatures.AsEnumerable());
        Assert.Equal([DonorContact.Person, null], read.Signatures.Select(one => one.Person));
        bench.Refuses("step-not-now", new SignDocument("responsable du site"), DonorContact);
    }

    [Fact]
    public void A_document_that_nobody_has_to_sign_is_final_at_once()
    {
        var bench = Nothing;
        bench.Do(Certificate with { Signatories = [] }, Cast.System);
        Assert.Equal(DocumentStatus.Sealed, bench.Terms.Status);
    }

    [Fact]
    public void Nobody_makes_a_document_but_the_system() => Nothing.Refuses("role-may-not", Certificate, Supervisor);

    [Fact]
    public void A_wrong_certificate_is_replaced_and_its_own_content_stays()
    {
        var bench = Nothing;
        bench.Do(Certificate, Cast.System);
        bench.Do(new SignDocument("encadrante technique"), Supervisor);
        var before = bench.Terms;

        bench.Do(WrongSerial("wd-2"), Supervisor);

        Assert.Equal(DocumentStatus.Replaced, bench.Terms.Status);
        Assert.Equal((before.Content, before.Sha256), (bench.Terms.Content, bench.Terms.Sha256));
        Assert.Equal("""{"machine":{"label":"M1"},"medium":{"kind":"HDD","serial":"wd-2"},"result":"ERASED"}""", bench.State.Corrected);
        bench.Do(new LinkReplacement(new("CE-2027-000002-workshop")), Cast.System);
        Assert.Equal("CE-2027-000002-workshop", bench.Terms.ReplacedBy?.Text);
        Assert.False(bench.State.WaitsForReplacement);
        bench.Refuses("step-not-now", WrongSerial(), Supervisor);
    }

    [Fact]
    public void A_serial_that_no_audit_of_the_machine_saw_is_on_no_certificate()
    {
        var bench = Nothing;
        bench.Do(Certificate, Cast.System);
        bench.Refuses("serial-not-audited", WrongSerial("WD-3"), Supervisor);
        bench.Refuses("no-such-field", new ReplaceDocument("faux") { Corrections = [new("medium.colour", "noir")] }, Supervisor);
        bench.Refuses("no-such-field", new ReplaceDocument("faux") { Corrections = [new("medium", "noir")] }, Supervisor);
        bench.Refuses("nothing-corrected", WrongSerial("WD-1"), Supervisor);
        bench.Refuses("out-of-bounds", new ReplaceDocument("faux"), Supervisor);
        bench.Refuses("role-may-not", WrongSerial(), DonorContact);
    }

    [Fact]
    public void The_document_of_a_receipt_changes_only_with_the_receipt()
    {
        var bench = Nothing;
        bench.Do(Certificate with { Kind = DocumentKind.TaxReceipt }, Cast.System);
        bench.Refuses("through-its-receipt", new CancelDocument("faux"), Supervisor);
        bench.Refuses("through-its-receipt", WrongSerial(), Supervisor);
        bench.Do(new CancelDocument("reçu annulé"), Cast.System);
    }

    [Fact]
    public void Numbers_have_no_gap_and_a_purpose_keeps_its_own()
    {
        var bench = new SeriesBench(Kinds.Series, Cast.Facts, SeriesNumbers.Id(DocumentKind.ErasureCertificate, 2027, Workshop.Id).Text);
        bench.Refuses("not-created-yet", new TakeNumber("a"), Cast.System);
        bench.Do(Certificates2027, Cast.System);

        // What a purpose got is looked up in what was written, and is a fact of the decision.
        var given = new Dictionary<string, int>(StringComparer.Ordinal);

        void Take(string purpose)
        {
            Assert.Equal(purpose, Kinds.Series.Asks(bench.State, new TakeNumber(purpose), Cast.System).Numbered?.Purpose);
            bench.Facts = Cast.Facts with { Number = given.TryGetValue(purpose, out var number) ? number : null };

            foreach (var taken in bench.Do(new TakeNumber(purpose), Cast.System).OfType<NumberTaken>())
            {
                given[taken.Purpose] = taken.Number;
            }
        }

        foreach (var purpose in (string[])["a", "b", "a", "c", "b"])
        {
            Take(purpose);
        }

        Assert.Equal(3, bench.Terms.Last);
        Assert.Equal([new("a", 1), new("b", 2), new("c", 3)], given.OrderBy(one => one.Value));

        bench.Do(new CancelNumber(2, "papier gâché"), Cast.System);
        bench.Do(new CancelNumber(2, "papier gâché"), Cast.System);
        Assert.Equal(new CancelledNumber(2, "papier gâché"), Assert.Single(bench.Terms.Cancelled));
        bench.Refuses("out-of-bounds", new CancelNumber(4, "pas encore donné"), Cast.System);
        Take("a");
        Take("b");
        Assert.Equal((4, 4), (bench.Terms.Last, given["b"]));

        // All that a series knows stands in its row: taken up from there it goes on in the same way.
        Assert.Equal(SeriesBench.Json(bench.Terms), SeriesBench.Json(Kinds.Series.Restore!(bench.Terms).Terms!));
    }

    [Fact]
    public void A_series_is_of_one_kind_one_year_and_one_issuer()
    {
        var bench = new SeriesBench(Kinds.Series, Cast.Facts, "CE-2027-workshop");
        bench.Refuses("series-of-another", Certificates2027 with { Year = 2028 }, Cast.System);
        bench.Refuses("series-of-another", Certificates2027 with { Issuer = Pole.Id }, Cast.System);
        bench.Refuses("series-of-another", Certificates2027 with { Kind = DocumentKind.TaxReceipt }, Cast.System);
        bench.Refuses("role-may-not", Certificates2027, Supervisor);
    }

    [Fact]
    public void Every_kind_of_document_has_a_series_of_its_own()
    {
        var codes = Enum.GetValues<DocumentKind>().Select(SeriesNumbers.Code).ToArray();
        Assert.Equal(codes.Length, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[A-Z]{2}$", code));
    }

    [Fact]
    public void A_number_is_short_enough_to_be_one_and_two_long_names_do_not_share_a_series()
    {
        var (a, b) = (new string('a', 63) + "1", new string('a', 63) + "2");
        var (one, other) = (SeriesNumbers.Id(DocumentKind.TaxReceipt, 2027, new(a)), SeriesNumbers.Id(DocumentKind.TaxReceipt, 2027, new(b)));

        Assert.NotEqual(one, other);
        Assert.InRange(SeriesNumbers.Document(new() { Id = one, Kind = DocumentKind.TaxReceipt, Issuer = new(a), Year = 2027 }, 999_999).Text.Length, 1, TextIdConverter<DocumentId>.MaxLength);
    }

    [Fact]
    public void The_year_of_a_document_is_the_year_in_France() =>
        Assert.Equal(2028, FrenchCalendar.YearOf(new(2027, 12, 31, 23, 30, 0, TimeSpan.Zero)));

    [Fact]
    public void Numbers_stay_as_they_were_written_in_a_canonical_content() =>
        Assert.Equal("""{"a":1.50,"b":["é",null,true]}""", CanonicalJson.Write(System.Text.Json.JsonDocument.Parse("""{ "b": ["\u00e9", null, true], "a": 1.50 }""").RootElement));
}
