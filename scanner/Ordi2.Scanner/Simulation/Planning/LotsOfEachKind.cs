using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>What a lot is made of.</summary>
internal enum LotKind
{
    /// <summary>The usual mixture.</summary>
    Usual,

    /// <summary>Company laptops of one model.</summary>
    Homogeneous,

    /// <summary>What an administration had left.</summary>
    MixedPublic,

    /// <summary>From a waste stream: nothing of it is a product before somebody decides so.</summary>
    WasteStream,

    /// <summary>A public gift: no resale, a price cap.</summary>
    Restricted,
}

/// <summary>
/// The lots of the fixture, of each kind in turn: company laptops that nearly all live on (85 in 100), mixed public lots (45), lots
/// from a waste stream (50), and public lots with the restrictions of the law (no resale, price cap; 60).
/// </summary>
internal static class LotsOfEachKind
{
    /// <summary>How each kind is called, and how many of a hundred are re-used: a range where practice has one (domain.md 1.9).</summary>
    public static readonly ImmutableSortedDictionary<LotKind, (string Name, double From, double To)> Reused = ImmutableSortedDictionary.CreateRange<LotKind, (string Name, double From, double To)>(
    [
        new(LotKind.Homogeneous, ("homogeneous company laptops", 80, 90)),
        new(LotKind.MixedPublic, ("mixed public lots", 40, 50)),
        new(LotKind.WasteStream, ("waste-stream lots", 0, 100)),
        new(LotKind.Restricted, ("lots with restrictions", 0, 100)),
    ]);

    public static ImmutableArray<Gift> Make(Territory territory, string name, int count)
    {
        var companies = territory.Donors.Where(donor => donor.Profile.Form is OrganisationForm.Company).ToArray();
        var publicBodies = territory.Donors.Where(donor => donor.Profile.Form is not OrganisationForm.Company).ToArray();
        var rescuing = territory.Workshops.FirstOrDefault(workshop => workshop.Profile.Sites.Any(site => site.PreparesForReuse));

        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var (kind, donors, basis, reused) = (i % 6) switch
                {
                    0 or 1 or 2 => (LotKind.Homogeneous, companies, (LegalBasis?)LegalBasis.Mecenat238Bis, 85),
                    3 => (LotKind.MixedPublic, publicBodies, LegalBasis.Purchase, 45),
                    4 when rescuing is not null => (LotKind.WasteStream, publicBodies, LegalBasis.WasteStream, 50),
                    _ => (LotKind.Restricted, publicBodies, null, 60),
                };
                var donor = donors[i % donors.Length];
                var workshop = basis is LegalBasis.WasteStream ? rescuing! : territory.Workshops[i % territory.Workshops.Length];
                var number = (i + 1).ToString("000", CultureInfo.InvariantCulture);

                return new Gift(
                    new DonationId($"{name}-don-{number}"),
                    new RoundId($"{name}-tour-{number}"),
                    basis ?? Planner.BasisOf(donor.Profile, workshop.Profile),
                    donor,
                    territory.Carriers[i % territory.Carriers.Length],
                    workshop)
                {
                    Kind = kind,
                    ReusePercent = reused,
                    Shift = (double)i / count,
                };
            }),
        ];
    }
}
