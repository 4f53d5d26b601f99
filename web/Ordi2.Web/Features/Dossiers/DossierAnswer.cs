using Ordi2.Contracts.Dossiers;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>What the pole answered, in a sentence for who applied.</summary>
internal static class DossierAnswer
{
    /// <param name="page">The page that says it.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="place">Its place on the waiting list, where it waits.</param>
    public static string Of(WebPage page, DossierTerms dossier, int? place) => dossier.Status switch
    {
        DossierStatus.Draft => page.Say("answer-draft"),
        DossierStatus.Submitted => page.Say("answer-submitted"),
        DossierStatus.Incomplete => page.Say("answer-incomplete", dossier.Reason ?? "–"),
        DossierStatus.Eligible or DossierStatus.Scored => page.Say("answer-judged"),
        DossierStatus.Ineligible => page.Say("answer-ineligible", dossier.Reason ?? "–"),
        DossierStatus.Waitlisted => place is { } known ? page.Say("answer-waits", page.Number(known)) : page.Say("answer-waits-somewhere"),
        DossierStatus.Rejected => page.Say("answer-rejected", dossier.Reason ?? "–"),
        DossierStatus.Abandoned => page.Say("answer-abandoned", dossier.Reason ?? "–"),
        _ => page.Say("answer-accepted", Granted(page, dossier)),
    };

    /// <summary>What was granted of what was asked for: « 8 portables sur 10, 2 écrans sur 2 ».</summary>
    public static string Granted(WebPage page, DossierTerms dossier) => string.Join(
        ", ",
        dossier.Needs.Select(need => page.Say("answer-of", page.Number(need.Accepted), MachineWords.Kind(page, need.Type, need.Accepted), page.Number(need.Requested))));
}
