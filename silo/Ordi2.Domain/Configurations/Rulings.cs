using System.Collections.Immutable;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Configurations;

/// <summary>How a decision reads the rules that it follows, and how it names them.</summary>
public static class Rulings
{
    /// <summary>Number of the version; nothing where the rules hold as shipped.</summary>
    public static int? Cited(this PoleRules rules) => rules.Version == 0 ? null : rules.Version;

    /// <summary>The pole whose rules an organisation works by: its own, where it is a pole itself.</summary>
    public static OrganisationId? RulesPole(this OrganisationProfile profile) =>
        profile.Activities.Contains(Activity.Pole) ? profile.Id : profile.Pole;

    /// <summary>A loan that ends in so many days ends soon: its first reminder is due.</summary>
    public static int SoonDays(this PoleRules rules) => -rules.LoanReminderDays[0];

    /// <summary>
    /// Highest solidarity price of one kind of machine, in cents: as shipped where the pole's table does not name the kind, for it may have been
    /// written before that kind was known; 0 for what neither names.
    /// </summary>
    public static int PriceCapOf(this PoleRules rules, DeviceType type) => Math.Min(
        (rules.PriceCaps.FirstOrDefault(cap => cap.Type == type) ?? PoleRules.Default.PriceCaps.FirstOrDefault(cap => cap.Type == type))?.Cents ?? 0,
        rules.PriceCapCents ?? int.MaxValue);

    /// <summary>What a machine of one kind weighs where nobody weighed it, in grams: as shipped where the pole's set does not name the kind; nothing for what neither names.</summary>
    public static long? NominalGramsOf(this PoleRules rules, DeviceType type) =>
        (rules.Impact.Weights.FirstOrDefault(weight => weight.Type == type) ?? PoleRules.Default.Impact.Weights.FirstOrDefault(weight => weight.Type == type))?.Grams;

    /// <summary>First moment at which a system is out of support, midnight in France; nothing where the pole knows of no end.</summary>
    public static DateTimeOffset? SupportEndOf(this PoleRules rules, OsPlan plan) =>
        rules.SystemSupports.FirstOrDefault(one => one.Plan == plan) is { } system ? FrenchCalendar.StartOf(system.Until.AddDays(1)) : null;

    /// <summary>Number of the version of a form; as shipped where the pole does not name it.</summary>
    public static string FormNumber(this PoleRules rules, string form) =>
        (rules.Forms.FirstOrDefault(one => one.Form == form) ?? PoleRules.Default.Forms.First(one => one.Form == form)).Number;

    /// <summary>Share of reformed items that a public body directed to re-use in a year; nothing for a year before the first step.</summary>
    public static int? ReuseShareOf(this PoleRules rules, int year) => year >= rules.ReuseShareFrom ? rules.ReuseSharePercent : ShareOf(rules.EarlierReuseShares, year);

    /// <summary>Least share of re-used goods in public purchase of a year; nothing where nobody has verified one.</summary>
    public static int? PurchaseShareOf(this PoleRules rules, int year) => ShareOf(rules.PurchaseShares, year);

    /// <summary>What a public body may count a machine for that it received on a day; nothing where its age is not known, or is too great.</summary>
    public static int? LumpValueOf(this PoleRules rules, DeviceType type, DateOnly? acquiredOn, DateOnly on) =>
        rules.LumpValues.FirstOrDefault(one => one.Type == type) is { } lump && acquiredOn is { } acquired && acquired.AddYears(lump.UnderYears) > on ? lump.Cents : null;

    private static int? ShareOf(ImmutableArray<YearlyShare> shares, int year) => shares.LastOrDefault(share => share.FromYear <= year)?.Percent;

    /// <summary>For how many years a document is kept; nothing where no text says it, and it stays with what it is about.</summary>
    public static int? YearsOf(this RetentionRules kept, DocumentKind kind) => kind switch
    {
        DocumentKind.MembershipCharter or DocumentKind.GiftConvention or DocumentKind.ReuseCommitment or DocumentKind.PickupNote or DocumentKind.ReceptionNote
            or DocumentKind.LoanAgreement or DocumentKind.HandoverRecord or DocumentKind.TransferDeed => kept.ConventionYears,
        DocumentKind.TaxReceipt or DocumentKind.ReceiptDeclaration => kept.ReceiptYears,
        DocumentKind.WasteRegister or DocumentKind.WasteSlip or DocumentKind.TreatmentCertificate => kept.WasteYears,
        DocumentKind.ErasureCertificate or DocumentKind.DestructionRecord => kept.ErasureYears,
        _ => null,
    };

    /// <summary>Whether the pole accepts this method for that kind of medium.</summary>
    public static bool Accepts(this PoleRules rules, MediumKind kind, WipeMethod method) => rules.Wipes.Any(wipe => wipe.Kind == kind && wipe.Method == method);
}
