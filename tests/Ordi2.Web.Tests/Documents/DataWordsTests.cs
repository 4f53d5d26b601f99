using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ordi2.Domain.Documents;
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

        foreach (var type in typeof(DocumentOrder).Assembly.GetTypes().Where(type => type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.Name.Contains("AnonymousType", StringComparison.Ordinal)))
        {
            Assert.True(type.IsGenericTypeDefinition);
            fields.UnionWith(type.GetProperties().Select(property => property.Name));
        }

        foreach (var told in (Type[])[typeof(Ordi2.Contracts.Donations.SheetLine), typeof(Ordi2.Contracts.Donations.AnnouncedLine), typeof(Ordi2.Contracts.Donations.ConventionClauses), typeof(Ordi2.Contracts.Donations.Restrictions)])
        {
            Look(told);
        }

        // A field that starts with a large letter is a property of a query, and stands on no paper.
        var missing = fields.Where(field => char.IsLower(field[0]) && !PageTexts.Has($"data-{field}")).ToArray();

        Assert.True(missing.Length == 0, string.Join(' ', missing));

        void Look(Type type)
        {
            var own = Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : type);

            if (own.Namespace?.StartsWith("Ordi2.Contracts", StringComparison.Ordinal) != true || own.IsEnum || !looked.Add(own) || own.GetProperty("Text") is not null)
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
}
