using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Documents;

/// <summary>What another document says in the place of a wrong one: the same content with some texts changed.</summary>
internal static class Corrections
{
    /// <summary>Where a certificate names its medium.</summary>
    public const string MediumSerial = "medium.serial";

    private const int MostFields = 50;

    public static Refusal? Demanded(DocumentTerms known, ImmutableArray<Correction> corrections)
    {
        if (Demand.Between(corrections.IsDefault ? 0 : corrections.Length, 1, MostFields, "corrections") is { } reason)
        {
            return reason;
        }

        var content = JsonNode.Parse(known.Content)!;

        return corrections.Select(one => Demand.Words(one.Text, one.Field)
                ?? (Find(content, one.Field) is { } text && text.GetValueKind() is JsonValueKind.String ? null : Refusal.Invalid("no-such-field", one.Field, known.Id.Text)))
            .FirstOrDefault(refusal => refusal is not null)
            ?? (corrections.All(one => Find(content, one.Field)!.GetValue<string>() == one.Text) ? Refusal.Invalid("nothing-corrected", known.Id.Text) : null);
    }

    /// <summary>The corrected content, canonical.</summary>
    public static string Apply(string content, ImmutableArray<Correction> corrections)
    {
        var root = JsonNode.Parse(content)!;

        foreach (var correction in corrections)
        {
            var path = correction.Field.Split('.');
            var parent = Find(root, string.Join('.', path[..^1]))!;
            parent[path[^1]] = correction.Text.Trim();
        }

        return CanonicalJson.Write(JsonSerializer.SerializeToElement(root));
    }

    private static JsonNode? Find(JsonNode root, string path)
    {
        var found = (JsonNode?)root;

        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found is JsonObject members && members.TryGetPropertyValue(name, out var member) ? member : null;
        }

        return found;
    }
}
