using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recycling;

/// <summary>The recycler proves the treatment; of a batch with data it also states the destruction, which the donors get a record of (domain.md 4.4 and 8.2).</summary>
internal sealed partial class BatchPage
{
    private const string PaperField = "paper";
    private const int LongestStatement = 200;

    [BindProperty]
    public string? Destroyed { get; set; }

    [BindProperty]
    public string? SecurityClass { get; set; }

    [BindProperty]
    public string? DestroyedOn { get; set; }

    [BindProperty]
    public string? DestroyedBy { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    public IEnumerable<Choice> Destructions => Enum.GetValues<DestructionMethod>().Select(method => new Choice(method.Code(), Capital(Word(method.Code()))));

    /// <summary>Magnetic disks (H) and flash (E) after ISO/IEC 21964-1, from the coarsest to the finest; a certificate may name none.</summary>
    public IEnumerable<Choice> SecurityClasses =>
    [
        new(string.Empty, Say("destruction-class-none")),
        .. "HE".SelectMany(medium => Enumerable.Range(1, 7).Select(degree => string.Create(CultureInfo.InvariantCulture, $"{medium}-{degree}")))
            .Select(code => new Choice(code, Say(code[0] is 'H' ? "destruction-class-disks" : "destruction-class-flash", code))),
    ];

    public string TreatmentInWords(string code) => Say("batch-treatment-code", code, Say($"treatment-{code}"));

    public string InWords(DataDestruction done) =>
        Say("destruction-done", Capital(Word(done.Method.Code())), Date(done.DoneOn), done.By) + (done.SecurityClass is { } grade ? $" ({grade})" : string.Empty);

    public async Task<IActionResult> OnPostProveAsync()
    {
        var day = DayOf(DestroyedOn);
        var known = Codes.TryParse<DestructionMethod>(Destroyed, out var method);
        Mistakes
            .Unless(Typed(Proof) is not null, "proof", Say("say-number"))
            .Unless(Treatments.Any(one => one.Value == Treatment), "treatment", Say("choose-one"));

        if (Batch.HoldsData)
        {
            Mistakes
                .Unless(known, "destroyed", Say("choose-one"))
                .Unless(string.IsNullOrEmpty(SecurityClass) || SecurityClasses.Any(one => one.Value == SecurityClass), "securityClass", Say("choose-one"))
                .Unless(day is not null, "destroyedOn", Say("destruction-say-day"))
                .Unless(Typed(DestroyedBy) is { Length: <= LongestStatement }, "destroyedBy", Say("destruction-say-by"))
                .Unless(Typed(Reference) is not null, "reference", Say("say-number"));
        }

        return Mistakes.Any
            ? Page()
            : await DoAsync(
                new ProveBatch(Proof!.Trim(), Treatment!)
                {
                    Destruction = Batch.HoldsData
                        ? new(method, day!.Value, DestroyedBy!.Trim(), Reference!.Trim()) { SecurityClass = Typed(SecurityClass), Sha256 = await FingerprintAsync() }
                        : null,
                },
                Say("batch-proven"),
                "proof");
    }

    /// <summary>The file stays with the recycler; its fingerprint shows later that a file is the one that was meant.</summary>
    private async Task<string?> FingerprintAsync()
    {
        if (Request.Form.Files[PaperField] is not { Length: > 0 } paper)
        {
            return null;
        }

        await using var content = paper.OpenReadStream();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, HttpContext.RequestAborted));
    }
}
