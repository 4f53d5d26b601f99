using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Photos;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Photos;

/// <summary>Takes a photo of a machine away, for whoever has the machine and for its pole. For anybody else there is no such page.</summary>
[Authorize]
internal sealed class WithdrawPage(CodeResolver codes, PhotoAlbum album, PhotoWithdrawals withdrawals, Houses houses) : FormPage
{
    private readonly OrganisationNames _names = new(houses);
    private RelatedMachine _machine;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public MachinePhoto Photo { get; private set; } = null!;

    /// <summary>Whether an event names it.</summary>
    public bool IsProof { get; private set; }

    public string Label => _machine.Row.Id;

    public string Home => $"/machines/{Label}";

    public string Picture => $"{Home}/photos/{Photo.Id}";

    public string Called => PhotoWords.Said(this, Photo, _names);

    /// <summary>Why it stays, whatever is chosen.</summary>
    public Refusal? Stopped => IsProof && !PhotoWithdrawals.MayOfProof(_machine, HttpContext.Caller()) ? Refusal.Conflict("photo-is-proof") : null;

    public IEnumerable<Choice> Reasons => Enum.GetValues<PhotoWithdrawalReason>()
        .Where(reason => !IsProof || reason is PhotoWithdrawalReason.PersonalData)
        .Select(reason => new Choice(reason.Code(), Capital(Word(reason))));

    public async Task<IActionResult> OnGetAsync(string code, string id) => await FindAsync(code, id) ?? Page();

    public async Task<IActionResult> OnPostAsync(string code, string id)
    {
        if (await FindAsync(code, id) is { } elsewhere)
        {
            return elsewhere;
        }

        if (!Codes.TryParse<PhotoWithdrawalReason>(Reason, out var reason))
        {
            Mistakes.Add("reason", Say("withdraw-choose"));
            return Page();
        }

        var (_, why) = await withdrawals.WithdrawAsync(_machine, Photo.Id, reason, HttpContext.Caller(), HttpContext.RequestAborted);

        if (why is not null)
        {
            Refuse(why);
            return Page();
        }

        Tell(Say("withdraw-done"));
        return Redirect(Home);
    }

    /// <summary>Looks for the photo; where the page is not shown, what is in its place.</summary>
    private async Task<IActionResult?> FindAsync(string code, string id)
    {
        var (caller, aborted) = (HttpContext.Caller(), HttpContext.RequestAborted);
        var (found, seen, refused) = await codes.FindSeenAsync(code, caller, aborted);

        if (refused is not null || !seen.IsAll || !PhotoWithdrawals.May(found, caller))
        {
            return NotFound();
        }

        _machine = found;

        if ((await album.ListAsync(Label, aborted)).FirstOrDefault(photo => photo.Id == id) is not { } photo)
        {
            // Sent twice, or taken away by somebody else meanwhile: the page of the machine says so.
            return await withdrawals.FindAsync(Label, id, aborted) is null ? NotFound() : Redirect(Home);
        }

        Photo = photo;
        IsProof = await withdrawals.IsProofAsync(Label, id, aborted);
        await _names.LearnAsync([photo.Organisation]);
        return null;
    }
}
