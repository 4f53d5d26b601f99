using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>A side without a screen signs on paper: the EPN, or the pole, notes it with the number of the paper.</summary>
internal sealed partial class DossierPage
{
    /// <summary>Number of the signed paper.</summary>
    [BindProperty]
    public string? Paper { get; set; }

    /// <summary>Who signed it.</summary>
    [BindProperty]
    public string? PaperSide { get; set; }

    /// <summary>Whose signature on paper may be noted: those that are missing, and not the reader's own, which is one tap.</summary>
    public IReadOnlyList<Choice> PaperSides => !IsBeingWritten || !(IsItsEpn || IsItsPole) ? [] :
    [
        .. History.Epn is null && !IsItsEpn ? [new(DossierParty.Epn.Code(), Names[Dossier.Epn])] : Array.Empty<Choice>(),
        .. History.Partner is null ? [new(DossierParty.Partner.Code(), Names[Dossier.Partner])] : Array.Empty<Choice>(),
    ];

    public async Task<IActionResult> OnPostPaperAsync()
    {
        Mistakes
            .Unless(Codes.TryParse<DossierParty>(PaperSide, out var side), "paperSide", Say("choose-one"))
            .Unless(Typed(Paper) is not null, "paper", Say("say-paper-number"));
        return Mistakes.Any ? Page() : await DoAsync(new SignDossier(side, OnPaper: true, Typed(Paper)), Say("dossier-paper-noted"), "paper");
    }
}
