using System.Collections.Immutable;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Offices;

/// <summary>Machines that stay at an EPN: they wait for a partner there, and should be none.</summary>
public sealed record KeptByEpn(OrganisationId Epn, int Kept);

/// <summary>The pole allowed that partner and EPN are one legal person.</summary>
public sealed record ReportedDerogation(DossierId Dossier, OrganisationId Epn, OrganisationId Partner, string? Reason);

/// <summary>Somebody asked for what the EPN rule forbids.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who asked.</param>
/// <param name="Code">Code of the refusal.</param>
/// <param name="About">What for.</param>
/// <param name="Times">How often within a moment.</param>
public sealed record AskedAgainstTheRule(DateTimeOffset At, OrganisationId? By, string Code, string? About, int Times);

/// <summary>The same with what has come of it.</summary>
public sealed record ReportedRefusal(DateTimeOffset At, OrganisationId? By, string Code, string? About, int Times, RefusalOutcome Outcome);

/// <summary>What came of a refusal by the EPN rule: one of the ways out was taken, or none yet.</summary>
public enum RefusalOutcome
{
    /// <summary>The EPN still has machines that are with no partner.</summary>
    StillKept = 0,

    /// <summary>Nothing stays with it: its machines went to a partner or back.</summary>
    NothingKept,

    /// <summary>The pole granted a derogation.</summary>
    Derogation,
}

/// <summary>A dossier that was not accepted, and why.</summary>
public sealed record RefusedDossier(DossierId Dossier, OrganisationId Epn, OrganisationId Partner, DossierStatus Status, string? Reason);

/// <summary>How the EPN rule was kept in a year: the machines are for a partner, never for the EPN (domain.md 1.4, 9.5, invariant 2).</summary>
/// <param name="Kept">Machines that stay at EPN, all together.</param>
/// <param name="ByEpn">The same for each EPN of the pole, those with none too.</param>
/// <param name="Derogations">Every derogation with its reason.</param>
/// <param name="Refusals">Every refusal by the rule with its outcome.</param>
/// <param name="RefusedDossiers">The dossiers of the year that were rejected or not eligible, each with its reason.</param>
public sealed record EpnRule(
    int Kept,
    ImmutableArray<KeptByEpn> ByEpn,
    ImmutableArray<ReportedDerogation> Derogations,
    ImmutableArray<ReportedRefusal> Refusals,
    ImmutableArray<RefusedDossier> RefusedDossiers)
{
    /// <summary>The refusals that speak of it.</summary>
    public static readonly ImmutableArray<string> Codes = ["partner-not-another-person", "partner-is-the-epn", "derogation-is-the-poles", "derogation-to-itself"];

    public static EpnRule Of(
        int year,
        IEnumerable<OrganisationProfile> organisations,
        IEnumerable<KeptByEpn> kept,
        IEnumerable<DossierTerms> dossiers,
        IEnumerable<AskedAgainstTheRule> refused)
    {
        var counts = kept.ToDictionary(one => one.Epn.Text, one => one.Kept, StringComparer.Ordinal);
        var all = dossiers.ToArray();
        var derogated = all.Where(dossier => dossier.PartnerIsEpnDerogation).ToArray();

        foreach (var epn in organisations.Where(one => one.Activities.Contains(Activity.Epn)))
        {
            counts.TryAdd(epn.Id.Text, 0);
        }

        return new(
            counts.Values.Sum(),
            [.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new KeptByEpn(new(pair.Key), pair.Value))],
            [.. derogated.Select(dossier => new ReportedDerogation(dossier.Id, dossier.Epn, dossier.Partner, dossier.DerogationReason))],
            [.. refused.OrderBy(one => one.At).Select(one => new ReportedRefusal(one.At, one.By, one.Code, one.About, one.Times, OutcomeOf(one.By)))],
            [
                .. all.Where(dossier => dossier is { Status: DossierStatus.Rejected or DossierStatus.Ineligible, FiledAt: { } at } && FrenchCalendar.YearOf(at) == year)
                    .Select(dossier => new RefusedDossier(dossier.Id, dossier.Epn, dossier.Partner, dossier.Status, dossier.Reason)),
            ]);

        RefusalOutcome OutcomeOf(OrganisationId? by) =>
            derogated.Any(dossier => dossier.Epn == by) ? RefusalOutcome.Derogation
            : by is { } epn && counts.GetValueOrDefault(epn.Text) > 0 ? RefusalOutcome.StillKept
            : RefusalOutcome.NothingKept;
    }
}
