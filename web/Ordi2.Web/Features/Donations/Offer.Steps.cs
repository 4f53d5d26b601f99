using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Donations;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>What the pole does with a gift that it has taken: signatures on paper, « signature au quai », and in the end it is closed.</summary>
internal sealed partial class OfferPage
{
    /// <summary>Whose signature.</summary>
    [BindProperty]
    public string? Side { get; set; }

    /// <summary>Why it is signed at the dock.</summary>
    [BindProperty]
    public string? Dock { get; set; }

    /// <summary>What is answered to what the donor contests.</summary>
    [BindProperty]
    public string? ContestAnswer { get; set; }

    public bool MaySign => Unsigned.Any() && (Offer.Status is DonationStatus.Accepted || Offer is { Status: DonationStatus.InCollection or DonationStatus.Received, SignedAt: null });

    /// <summary>Who has signed the convention.</summary>
    public string SignedNames => string.Join(", ", Offer.SignedBy.Select(SideName));

    /// <summary>Who has still to sign it.</summary>
    public string MissingNames => string.Join(", ", Unsigned.Select(SideName));

    public bool MayPlan => Offer.Status is DonationStatus.Accepted or DonationStatus.Signed or DonationStatus.InCollection;

    public bool MayAllowDock => May("allow-dock-signature") && !Offer.DockSignatureAllowed;

    /// <summary>Whose signature may be recorded: what was signed is not signed again.</summary>
    public IReadOnlyList<Choice> Sides => [.. Unsigned.Select(side => new Choice(side.Code(), SideName(side), Say(SignsItself(side) ? "loan-signs-itself" : "loan-signs-on-paper")))];

    public bool May(string step) => DonationLife.Table.Stops(Offer.Id.Text, step, Offer.Status, Caller, repeated: false, Relation.ItsPole) is null;

    public async Task<IActionResult> OnPostSignAsync()
    {
        var known = Codes.TryParse<DonationParty>(Side, out var side);
        Mistakes.Unless(known, "side", Say("choose-one"));
        return Mistakes.Any ? Page() : await StayAsync(new SignDonation(side, ConventionText.NumberOf(Offer), !SignsItself(side)), Say("offer-signature-noted"), "side");
    }

    public async Task<IActionResult> OnPostDockAsync()
    {
        Mistakes.Unless(Typed(Dock) is not null, "dock", Say("say-reason"));
        return Mistakes.Any ? Page() : await StayAsync(new AllowDockSignature(Dock!.Trim()), Say("offer-dock-allowed"), "dock");
    }

    /// <summary>What the donor contested, with what was answered.</summary>
    public SheetContests Contests => new(this, Offer, Names, May("answer-contest") ? $"/offers/{Offer.Id}?handler=Contest" : null, ContestAnswer);

    public async Task<IActionResult> OnPostContestAsync()
    {
        Mistakes.Unless(Typed(ContestAnswer) is not null, "contestAnswer", Say("contest-say-answer"));
        return Mistakes.Any ? Page() : await StayAsync(new AnswerContest(ContestAnswer!.Trim()), Say("contest-answered"), "contestAnswer");
    }

    public Task<IActionResult> OnPostCloseAsync() => StayAsync(new CloseDonation(), Say("offer-closed"), FormMistakes.Form);

    private IEnumerable<DonationParty> Unsigned => Enum.GetValues<DonationParty>().Where(side => !Offer.SignedBy.Contains(side));

    private bool SignsItself(DonationParty side) => side is DonationParty.Receiver && Offer.Receiver == Caller.Organisation;

    private string SideName(DonationParty side) => side is DonationParty.Donor ? Names[Offer.Donor] : Offer.Receiver is { } taker ? Names[taker] : "–";

    private async Task<IActionResult> StayAsync(DonationCommand command, string sentence, string field)
    {
        if (IsDone(await grains.GetGrain<IDonationGrain>($"donation/{Offer.Id}").DoAsync(command, Caller, Once(command, Offer.Id.Text)), field))
        {
            return Onward($"/offers/{Offer.Id}", sentence);
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }
}
