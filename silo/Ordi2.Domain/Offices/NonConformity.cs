using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Offices;

/// <summary>How many machines came back under warranty, of those that were placed in the year, against what the pole allows (domain.md 12.1).</summary>
/// <param name="Placed">Records of hand-over of the year that stand.</param>
/// <param name="Returned">Return notes of the year, under warranty, that stand.</param>
/// <param name="Percent">Returned of a hundred placed, one decimal; nothing where none was placed.</param>
/// <param name="MostPercent">What the pole allows at most.</param>
/// <param name="Kept">Whether it was kept; nothing where none was placed.</param>
/// <param name="RulesVersion">Version of the rules that say so; nothing where they hold as shipped.</param>
public sealed record NonConformity(int Placed, int Returned, decimal? Percent, int MostPercent, bool? Kept, int? RulesVersion)
{
    /// <param name="placed">How many machines were placed.</param>
    /// <param name="returns">The return notes of the year, whatever they are for.</param>
    /// <param name="rules">Of the pole.</param>
    public static NonConformity Of(int placed, IEnumerable<DocumentTerms> returns, PoleRules rules)
    {
        var returned = returns.Count(IsWarranty);
        decimal? percent = placed == 0 ? null : decimal.Round(100m * returned / placed, 1);

        return new(placed, returned, percent, rules.NonConformityPercent, placed == 0 ? null : 100L * returned <= (long)rules.NonConformityPercent * placed, rules.Cited());
    }

    private static bool IsWarranty(DocumentTerms note)
    {
        if (note is not { Kind: DocumentKind.ReturnNote, Status: not (DocumentStatus.Cancelled or DocumentStatus.Replaced) })
        {
            return false;
        }

        using var content = JsonDocument.Parse(note.Content);
        return content.RootElement.GetProperty("kind").GetString() == ReturnKind.Warranty.Code();
    }
}
