using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Donations;

/// <summary>What the lines of a donation must say.</summary>
internal static class AnnouncedLines
{
    private const int MostLines = 200;
    private const int MostOfALine = 100_000;
    private const int HighestValueCents = 100_000_000;

    public static Refusal? Demanded(ImmutableArray<AnnouncedLine> lines)
    {
        if (lines.IsDefault)
        {
            return Demand.Between(0, 1, MostLines, "announced");
        }

        return Demand.Between(lines.Length, 1, MostLines, "announced")
            ?? lines.Select((line, index) => line.Type is DeviceType.Unknown
                    ? Refusal.Invalid("type-missing", $"announced[{index}].type")
                    : Demand.Between(line.Quantity, 1, MostOfALine, $"announced[{index}].quantity")
                        ?? Demand.Between(line.UnitValueCents ?? 0, 0, HighestValueCents, $"announced[{index}].unitValueCents")
                        ?? (line is { AcquiredOn: { } acquired, ReformedOn: { } reformed } && reformed < acquired
                            ? Refusal.Invalid("dates-reversed", Day(acquired), Day(reformed))
                            : null))
                .FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>What is kept of them: one box of a form speaks for all kinds, and not all hold a disk.</summary>
    public static ImmutableArray<AnnouncedLine> AsOfTheirKind(ImmutableArray<AnnouncedLine> lines) =>
        lines.IsDefault ? lines : [.. lines.Select(line => line.AsOfItsKind())];

    /// <summary>A public body gives nothing that is worth more than the rules allow (300 euros), and says what each line is worth.</summary>
    public static Refusal? UnitValues(LegalBasis basis, ImmutableArray<AnnouncedLine> lines, PoleRules rules)
    {
        if (!DonationRestrictions.IsPublic(basis))
        {
            return null;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            switch (lines[i].UnitValueCents)
            {
                case null:
                    return Refusal.Invalid("unit-value-missing", Index(i));
                case { } cents when cents > rules.PublicUnitValueCents:
                    return Refusal.Conflict("unit-value-too-high", Index(i), Euros(cents), Euros(rules.PublicUnitValueCents));
            }
        }

        return null;
    }

    private static string Index(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string Euros(int cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
