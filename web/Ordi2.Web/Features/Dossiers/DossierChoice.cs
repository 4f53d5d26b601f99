using Ordi2.Contracts.Dossiers;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>A dossier among others to choose from. A title is often given twice: the partner, the day and the number tell which one it is.</summary>
internal static class DossierChoice
{
    public static Choice Of(WebPage page, DossierTerms dossier, Names names) => new(
        dossier.Id.Text,
        dossier.FiledAt is { } filed
            ? page.Say("dossier-choice", names[dossier.Partner], dossier.Project, dossier.Id, page.Date(filed))
            : page.Say("dossier-choice-not-filed", names[dossier.Partner], dossier.Project, dossier.Id));
}
