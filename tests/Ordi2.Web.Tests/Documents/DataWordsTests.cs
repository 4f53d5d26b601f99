using System.Collections;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Offices;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Tests.Support;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Tests.Documents;

/// <summary>Whoever reads a document reads words, and never how the program calls a field.</summary>
public class DataWordsTests
{
    /// <summary>The content of a document is made of anonymous types and of what we know of the things in them.</summary>
    [Fact]
    public void Every_field_that_can_stand_in_a_document_has_its_words()
    {
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        var looked = new HashSet<Type>();

        // A field that starts with a large letter is a property of a query, and stands on no paper.
        foreach (var property in Contents().SelectMany(type => type.GetProperties()).Where(property => char.IsLower(property.Name[0])))
        {
            fields.Add(property.Name);
            Look(property.PropertyType);
        }

        Assert.Contains("lumpCents", fields);
        var missing = fields.Where(field => !PageTexts.Has($"data-{field}")).ToArray();

        Assert.True(missing.Length == 0, string.Join(' ', missing));

        void Look(Type type)
        {
            var own = Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : type);

            if (own.Namespace?.StartsWith("Ordi2.", StringComparison.Ordinal) != true || own.IsGenericParameter || own.IsEnum || !looked.Add(own) || own.GetProperty("Text") is not null)
            {
                return;
            }

            foreach (var property in own.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !property.IsDefined(typeof(JsonIgnoreAttribute)) && property.Name != "EqualityContract"))
            {
                fields.Add(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
                Look(property.PropertyType);
            }
        }
    }

    [Fact]
    public void A_proof_of_reuse_calls_its_figures_what_they_are()
    {
        var donor = new OrganisationProfile { Id = new("ville"), Name = "Ville" };
        var gift = new DonationTerms { Id = new("DON-1"), Donor = donor.Id, Announced = [new(DeviceType.Laptop, 2), new(DeviceType.Monitor, 1)], OutsideReen = [2] };
        ListedMachine[] machines = [new("A", DeviceType.Laptop, MachineStatus.Placed, null), new("B", DeviceType.Laptop, MachineStatus.Ready, null)];

        var lines = Lines(ReportPapers.Attestation(new("pole"), donor, 2027, [new(gift, [.. machines], [])], PoleRules.Default));

        Assert.Contains(("Machines réemployées (A du taux de réemploi)", "1"), lines.Values);
        Assert.Contains(lines.Groups, group => group.Name == "Hors du taux de réemploi");
    }

    [Fact]
    public void A_deed_says_what_a_public_body_may_count_and_the_report_of_a_pole_how_many_came_back()
    {
        var deed = Lines(new { publicGift = new PublicGift(20_000, null, null) });
        Assert.Contains(deed.Groups, group => group.Name.StartsWith("Ce que l'organisme public peut compter", StringComparison.Ordinal)
            && group.Items[0].Values.Single() is (var name, var value) && name == "Valeur forfaitaire" && value.Contains('€'));

        var report = Lines(ReportPapers.Pole(new("pole"), 2027, [], [], [], EpnRule.Of(2027, [], [], [], []), new NonConformity(40, 3, 7.5m, 5, false, null)));
        Assert.Contains(("Respecté", "non"), Of(report, "Non-conformité"));
        Assert.Contains(("Pour cent machines", "7,5"), Of(report, "Non-conformité"));
        Assert.Contains(("Restées à l'EPN", "0"), Of(report, "Règle\u00a0: l'EPN ne garde rien"));

        static IReadOnlyList<(string, string)> Of(DataLines lines, string group) => Assert.Single(lines.Groups, one => one.Name == group).Items[0].Values;
    }

    [Fact]
    public void What_became_of_a_machine_and_of_a_refusal_is_said_in_words()
    {
        string[] codes = [.. Enum.GetValues<MachineStatus>().Select(ReportPapers.Fate), .. Enum.GetValues<RefusalOutcome>().Select(outcome => outcome.Code()), .. EpnRule.Codes];

        Assert.All(codes, code => Assert.NotEqual(code, Assert.Single(Lines(new { fate = code }).Values).Value));
    }

    [Theory]
    [InlineData("2019-01-01", "2019")]
    [InlineData("2019-03-02", "2 mars 2019")]
    public void A_purchase_of_which_only_the_year_is_known_says_the_year(string day, string said) =>
        Assert.Equal(said, Assert.Single(Lines(new { acquiredOn = day }).Values).Value.Replace('\u00a0', ' '));

    [Fact]
    public void What_an_EPN_offers_is_said_as_its_form_says_it_and_not_as_a_role()
    {
        Assert.Equal(PageTexts.Say("session-kind-Animator", "fr"), Assert.Single(Lines(new { accompaniment = "ANIMATOR" }).Values).Value);
        Assert.Equal(PageTexts.Say("session-kind-Skills", "fr"), Assert.Single(Assert.Single(Lines(new { session = new { kind = "SKILLS" } }).Groups).Items).Values.Single().Value);
    }

    [Fact]
    public void A_derogation_says_who_is_whose_legal_person() =>
        Assert.Contains("même personne morale que l'EPN", PageTexts.Say("data-partnerIsEpnDerogation", "fr"), StringComparison.Ordinal);

    [Fact]
    public void A_paper_names_its_parties_first_its_machines_in_a_table_and_its_days_in_words()
    {
        var lines = Lines(new
        {
            accessNotes = "quai",
            rulesVersion = 3,
            donor = "cartonnerie",
            incidents = Array.Empty<string>(),
            validFrom = new DateOnly(2026, 11, 22),
            machines = new[] { new NamedMachine("M1", DeviceType.Laptop, "Dell", "Latitude", "7XK2", true), new NamedMachine("M2", DeviceType.Monitor, null, null, null, null) },
        });

        Assert.Equal([("Donateur", "cartonnerie"), ("Valable du", "22 novembre 2026"), ("Accès", "quai")], lines.Values.Select(line => (line.Name, line.Value.Replace('\u00a0', ' '))));
        var table = Assert.Single(lines.Groups);
        Assert.Equal((true, "Machines"), (table.IsTable, table.Name));
        Assert.Equal(["Étiquette", "Sorte", "Marque", "Modèle", "Numéro de série", "Chargeur présent"], table.Columns);
    }

    private static DataLines Lines(RenderDocument paper) => Lines(JsonDocument.Parse(paper.Content).RootElement);

    private static DataLines Lines(object content) =>
        DataLines.Of(content is JsonElement element ? element : JsonSerializer.SerializeToElement(content, WireJson.Options), people: false, new OrganisationNames(new Houses(new FakeGrains().AsFactory())), "fr");

    /// <summary>
    /// The anonymous types as they are made: with the types of their fields. What is made where is a row of its own in the program,
    /// and names the type as it was closed there.
    /// </summary>
    private static IEnumerable<Type> Contents()
    {
        var module = typeof(DocumentOrder).Module;
        using var program = new PEReader(File.OpenRead(module.FullyQualifiedName));
        var reader = program.GetMetadataReader();

        for (var row = 1; row <= reader.GetTableRowCount(TableIndex.TypeSpec); row++)
        {
            var handle = MetadataTokens.TypeSpecificationHandle(row);
            var signature = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);

            if (signature.ReadSignatureTypeCode() is not SignatureTypeCode.GenericTypeInstance)
            {
                continue;
            }

            signature.ReadCompressedInteger();

            if (signature.ReadTypeHandle() is { Kind: HandleKind.TypeDefinition } definition
                && module.ResolveType(MetadataTokens.GetToken(definition)) is var open
                && open.Name.Contains("AnonymousType", StringComparison.Ordinal)
                && module.ResolveType(MetadataTokens.GetToken(handle), open.GetGenericArguments(), null) is var closed
                && !closed.ContainsGenericParameters)
            {
                yield return closed;
            }
        }
    }
}
