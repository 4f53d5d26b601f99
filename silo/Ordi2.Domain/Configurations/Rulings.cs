using Ordi2.Contracts.Configurations;
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

    /// <summary>Highest solidarity price of one kind of machine, in cents; 0 for what the table does not name.</summary>
    public static int PriceCapOf(this PoleRules rules, DeviceType type) =>
        Math.Min(rules.PriceCaps.FirstOrDefault(cap => cap.Type == type)?.Cents ?? 0, rules.PriceCapCents ?? int.MaxValue);

    /// <summary>Number of the version of a form; as shipped where the pole does not name it.</summary>
    public static string FormNumber(this PoleRules rules, string form) =>
        (rules.Forms.FirstOrDefault(one => one.Form == form) ?? PoleRules.Default.Forms.First(one => one.Form == form)).Number;

    /// <summary>Whether the pole accepts this method for that kind of medium.</summary>
    public static bool Accepts(this PoleRules rules, MediumKind kind, WipeMethod method) => rules.Wipes.Any(wipe => wipe.Kind == kind && wipe.Method == method);
}
