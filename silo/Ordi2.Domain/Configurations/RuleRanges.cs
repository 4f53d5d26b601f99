using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Calls;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Recycling;

namespace Ordi2.Domain.Configurations;

/// <summary>Which values a pole may set: each rule has its bounds, and the first that is out of them is named.</summary>
internal static class RuleRanges
{
    private const int MostEntries = 50;
    private const int HighestCents = 1_000_000;
    private const int HighestGrams = 10_000_000;

    public static Refusal? Usable(PoleRules? rules) => rules is null
        ? Refusal.Invalid("words-missing", "rules", "1")
        : Deadlines(rules) ?? Incidents(rules.Incidents) ?? Workshop(rules) ?? Jury(rules) ?? Law(rules) ?? PublicPurchase(rules) ?? Retention(rules.Retention) ?? Impact(rules.Impact);

    private static Refusal? Deadlines(PoleRules rules) =>
        Demand.Between(rules.PlacementDays, 1, 365, "rules.placementDays")
        ?? Demand.Between(rules.PlacementReminderDays, 0, rules.PlacementDays - 1, "rules.placementReminderDays")
        ?? Demand.Between(rules.AllocationDays, 1, 365, "rules.allocationDays")
        ?? Demand.Between(rules.WarrantyMonths, 0, 60, "rules.warrantyMonths")
        ?? Demand.Between(rules.NonConformityPercent, 0, 100, "rules.nonConformityPercent")
        ?? Demand.Between(rules.AgedStockDays, 1, 1_800, "rules.agedStockDays")
        ?? Demand.Between(rules.StockMonths, 1, 60, "rules.stockMonths")
        ?? Demand.Between(rules.LoanMonths, 1, 60, "rules.loanMonths")
        ?? Demand.Between(rules.DonorSilenceDays, 1, 90, "rules.donorSilenceDays")
        ?? Demand.Between(rules.CustodyWorkingDays, 1, 60, "rules.custodyWorkingDays")
        ?? Demand.Between(rules.ComplaintHours, 1, 720, "rules.complaintHours")
        ?? Demand.Between(rules.DestructionProofDays, 1, 365, "rules.destructionProofDays")
        ?? Demand.Between(rules.ImpactReversalMonths, 0, 60, "rules.impactReversalMonths")
        ?? Reminders(rules.LoanReminderDays);

    /// <summary>Two before the last day, two after it, one after the other.</summary>
    private static Refusal? Reminders(ImmutableArray<int> days) =>
        !days.IsDefault && days is [>= -365 and < 0, < 0, > 0, > 0 and <= 365] && days[0] < days[1] && days[2] < days[3]
            ? null
            : Refusal.Invalid("reminders-not-in-order", "rules.loanReminderDays");

    private static Refusal? Incidents(IncidentDeadlines? incidents) => incidents is null
        ? Refusal.Invalid("words-missing", "rules.incidents", "1")
        : Demand.Between(incidents.SupportWorkingDays, 1, 90, "rules.incidents.supportWorkingDays")
            ?? Demand.Between(incidents.LossWorkingDays, 1, 90, "rules.incidents.lossWorkingDays")
            ?? Demand.Between(incidents.DiscrepancyDays, 1, 90, "rules.incidents.discrepancyDays")
            ?? Demand.Between(incidents.DataHours, 1, 72, "rules.incidents.dataHours")
            ?? Demand.Between(incidents.SafetyHours, 1, 720, "rules.incidents.safetyHours");

    private static Refusal? Workshop(PoleRules rules) =>
        Demand.Between(rules.WipeRetries, 0, 10, "rules.wipeRetries")
        ?? Demand.Between(rules.SecondPersonFromOperators, 1, PoleRules.SecondPersonAlwaysFrom, "rules.secondPersonFromOperators")
        ?? Demand.Number(rules.TriageCriteria, "rules.triageCriteria")
        ?? Demand.Between(rules.Grades.IsDefault ? 0 : rules.Grades.Distinct().Count(), Math.Max(1, rules.Grades.IsDefault ? 0 : rules.Grades.Length), 3, "rules.grades")
        ?? (rules.Grades.Contains(Grade.None) ? Refusal.Invalid("words-missing", "rules.grades", "1") : null)
        ?? Each(rules.RefusalReasons, 1, "rules.refusalReasons", (reason, field) => Demand.Number(reason, field))
        ?? Each(rules.Wipes, 0, "rules.wipes", (wipe, _) => WipeJudgement.Reaches(wipe.Kind, wipe.Method)
            ? null
            : Refusal.Invalid("wipe-method-not-accepted", wipe.Kind.Code(), wipe.Method.Code()))
        ?? (rules.Licences is null ? Refusal.Invalid("words-missing", "rules.licences", "1") : null)
        ?? Each(rules.SystemSupports, 0, "rules.systemSupports", (system, field) => system.Plan is OsPlan.None ? Refusal.Invalid("words-missing", field, "1") : Demand.Day(system.Until, field))
        ?? Once(rules.SystemSupports.Select(system => system.Plan), "rules.systemSupports")
        ?? Profiles(rules.Profiles);

    private static Refusal? Jury(PoleRules rules) =>
        Each(rules.JuryCriteria, 0, "rules.juryCriteria", static (_, _) => null) ?? CallDecisions.Criteria(rules.JuryCriteria, "rules.juryCriteria");

    private static Refusal? Law(PoleRules rules) =>
        Demand.Between(rules.PriceCapCents ?? 0, 0, HighestCents, "rules.priceCapCents")
        ?? Each(rules.PriceCaps, 0, "rules.priceCaps", (cap, field) => Demand.Between(cap.Cents, 0, HighestCents, field))
        ?? Once(rules.PriceCaps.Select(cap => cap.Type), "rules.priceCaps")
        ?? Demand.Between(rules.PublicUnitValueCents, 0, 100_000_000, "rules.publicUnitValueCents")
        ?? Demand.Between(rules.ReuseOldestYears, 1, 50, "rules.reuseOldestYears")
        ?? Demand.Between(rules.ReuseSharePercent, 0, 100, "rules.reuseSharePercent")
        ?? Demand.Between(rules.WeightTolerancePercent, 0, 100, "rules.weightTolerancePercent")
        ?? Each(rules.WasteCodes, 1, "rules.wasteCodes", (code, _) => WasteCodes.AreWritten(code) ? null : Refusal.Invalid("waste-code-wrong", code ?? string.Empty))
        ?? Each(rules.RecyclerPapers, 0, "rules.recyclerPapers", (paper, field) => Demand.Number(paper.Recycler.Text, field))
        ?? Once(rules.RecyclerPapers.Select(paper => paper.Recycler), "rules.recyclerPapers")
        ?? Each(rules.Forms, 0, "rules.forms", (form, field) => Demand.Number(form.Form, field) ?? Demand.Number(form.Number, field));

    private static Refusal? PublicPurchase(PoleRules rules) =>
        Each(rules.LumpValues, 0, "rules.lumpValues", (lump, field) => Demand.Between(lump.UnderYears, 1, 50, field) ?? Demand.Between(lump.Cents, 0, HighestCents, field))
        ?? Once(rules.LumpValues.Select(lump => lump.Type), "rules.lumpValues")
        ?? Shares(rules.PurchaseShares, 2999, "rules.purchaseShares")
        ?? Demand.Between(rules.ReuseShareFrom, 2000, 2999, "rules.reuseShareFrom")
        ?? Shares(rules.EarlierReuseShares, rules.ReuseShareFrom - 1, "rules.earlierReuseShares");

    /// <summary>Each year once, the earlier one first.</summary>
    private static Refusal? Shares(ImmutableArray<YearlyShare> shares, int lastYear, string field)
    {
        var after = 1999;
        return Each(shares, 0, field, (share, name) =>
        {
            var reason = Demand.Between(share.FromYear, after + 1, lastYear, name) ?? Demand.Between(share.Percent, 0, 100, name);
            after = share.FromYear;
            return reason;
        });
    }

    private static Refusal? Retention(RetentionRules? kept) => kept is null
        ? Refusal.Invalid("words-missing", "rules.retention", "1")
        : Demand.Between(kept.ConventionYears, 6, 30, "rules.retention.conventionYears")
            ?? Demand.Between(kept.ReceiptYears, 6, 30, "rules.retention.receiptYears")
            ?? Demand.Between(kept.WasteYears, 3, 30, "rules.retention.wasteYears")
            ?? Demand.Between(kept.ErasureYears, 5, 30, "rules.retention.erasureYears")
            ?? Demand.Between(kept.OperatorMonths, 1, 24, "rules.retention.operatorMonths")
            ?? Demand.Between(kept.TextMonths, 12, 360, "rules.retention.textMonths")
            ?? Demand.Between(kept.NameMonths, 1, 120, "rules.retention.nameMonths");

    private static Refusal? Impact(ImpactFactorSet? set) => set is null
        ? Refusal.Invalid("words-missing", "rules.impact", "1")
        : Demand.Number(set.FactorSetVersion, "rules.impact.factorSetVersion")
            ?? Demand.Words(set.Source, "rules.impact.source")
            ?? Each(set.Factors, 0, "rules.impact.factors", (factor, field) =>
                Demand.Between(factor.GramsPerYear, 0, HighestGrams, field)
                ?? Demand.Between(factor.EmbodiedGramsPerYear, 0, HighestGrams, field)
                ?? Demand.Between(factor.LowPercent, 0, 100, field)
                ?? Demand.Between(factor.HighPercent, factor.LowPercent, 100, field))
            ?? Once(set.Factors.Select(factor => factor.Type), "rules.impact.factors")
            ?? Each(set.Years, 0, "rules.impact.years", (years, field) => Demand.Between(years.Years, 1, 20, field))
            ?? Once(set.Years.Select(years => years.Grade), "rules.impact.years")
            ?? Each(set.Weights, 0, "rules.impact.weights", (weight, field) => Demand.Between(weight.Grams, 1, 200_000, field))
            ?? Once(set.Weights.Select(weight => weight.Type), "rules.impact.weights");

    private static Refusal? Each<T>(ImmutableArray<T> entries, int least, string field, Func<T, string, Refusal?> demanded)
    {
        if (entries.IsDefault)
        {
            return Demand.Between(0, 1, MostEntries, field);
        }

        for (var i = 0; i < entries.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");

            if ((entries[i] is null ? Refusal.Invalid("words-missing", name, "1") : demanded(entries[i], name)) is { } reason)
            {
                return reason;
            }
        }

        return Demand.Between(entries.Length, least, MostEntries, field);
    }

    /// <summary>One value for each: where two say something else, nobody knows which one holds.</summary>
    private static Refusal? Once<T>(IEnumerable<T> keys, string field)
        where T : struct
    {
        var all = keys.ToArray();
        return Demand.Between(all.Distinct().Count(), all.Length, MostEntries, field);
    }

    /// <summary>Each profile once, the better one first, and a better one never asks for less.</summary>
    private static Refusal? Profiles(ImmutableArray<ProfileThreshold> profiles)
    {
        if (profiles.IsDefault)
        {
            return Refusal.Invalid("profiles-not-in-order", "rules.profiles");
        }

        for (var i = 0; i < profiles.Length; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"rules.profiles[{i}]");
            var (one, better) = (profiles[i], i == 0 ? null : profiles[i - 1]);

            if ((Demand.Between(one.Cores, 1, 256, field)
                ?? Demand.Between(one.MemoryBytes, 0, long.MaxValue, field)
                ?? Demand.Between(one.FlashBytes, 0, long.MaxValue, field)) is { } reason)
            {
                return reason;
            }

            if (one.Profile is Profile.None
                || (better is not null && (better.Profile <= one.Profile || better.Cores < one.Cores || better.MemoryBytes < one.MemoryBytes || better.FlashBytes < one.FlashBytes)))
            {
                return Refusal.Invalid("profiles-not-in-order", field);
            }
        }

        return null;
    }
}
