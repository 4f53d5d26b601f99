using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts.Documents;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Documents;

/// <summary>Is the paper in hand genuine, and does it still hold? Nobody signs in; what it says and who signed is not told.</summary>
internal sealed class VerifyPage : WebPage
{
    [BindProperty(SupportsGet = true, Name = "number")]
    public string? OnPaper { get; set; }

    /// <summary>The fingerprint that is printed on the paper, where somebody compares the content as well.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sha256 { get; set; }

    public DocumentVerification? Found { get; private set; }

    public bool Asked => !string.IsNullOrWhiteSpace(OnPaper);

    public (Tone Tone, string Key) Answer => Found switch
    {
        null => (Tone.Bad, "unknown"),
        { NumberGivenUp: true } => (Tone.Bad, "given-up"),
        { SameContent: false } => (Tone.Bad, "other-content"),
        { Status: DocumentStatus.Replaced } => (Tone.Warn, "replaced"),
        { Status: DocumentStatus.Cancelled } => (Tone.Warn, "cancelled"),
        { SameContent: true } => (Tone.Good, "same-content"),
        _ => (Tone.Good, "genuine"),
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Asked)
        {
            return Page();
        }

        OnPaper = OnPaper!.Trim();
        Found = await Verification.FindAsync(HttpContext, OnPaper, Sha256 ?? string.Empty);
        Response.StatusCode = Found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Page();
    }
}
