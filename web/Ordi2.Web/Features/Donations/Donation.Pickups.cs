using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Rounds;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>Who comes to fetch the gift, what was counted, and the code with which the donor signs on the driver's device.</summary>
internal sealed partial class DonationPage
{
    /// <summary>The rounds of this gift, the next one first.</summary>
    public ImmutableArray<RoundTerms> Rounds { get; private set; } = [];

    /// <summary>The code that was just made, and for which count: shown this once.</summary>
    public (RoundId Round, string Trip, string Code)? Made { get; private set; }

    /// <summary>Counted at the door, and signed by no code yet.</summary>
    public static bool MaySignCount(RoundTerms round, RoundTrip trip) => round.Status is RoundStatus.Open or RoundStatus.Done && trip is { Ended: StopEnd.Signed, SignedAt: null };

    [BindProperty]
    public string? Disputed { get; set; }

    /// <summary>What is wrong with a count.</summary>
    [BindProperty]
    public string? Wrong { get; set; }

    /// <summary>The rounds of which the donor may say that their count is wrong.</summary>
    public IReadOnlyList<Choice> Disputable =>
    [
        .. Rounds.Where(round => RoundLife.Table.Stops(round.Id.Text, "dispute", round.Status, Caller, repeated: false, Relation.ItsDonor) is null)
            .Select(round => new Choice(round.Id.Text, Say("pickup-by", Date(round.Day), Names[round.Carrier]))),
    ];

    public string WordsOf(TypeCount line) => $"{Capital(Word(line.Type.Code()))} : {(line.Count is { } count ? Number(count) : Say("donation-not-counted"))}";

    /// <summary>Asked again, another code is made, and the one before is worth nothing.</summary>
    public async Task<IActionResult> OnPostCodeAsync(string? round, string? stop, string? trip)
    {
        if (Rounds.FirstOrDefault(one => one.Id.Text == round) is not { } chosen
            || chosen.Stops.FirstOrDefault(one => one.Plan.Id == stop)?.Trips.FirstOrDefault(one => one.Id == trip) is not { } counted)
        {
            return Redirect(Address);
        }

        var code = ShortCode.New();
        var command = new MakeRoundCode(SigningCode.Digest(Trips.SignedBy(chosen.Id, stop!, counted.Id), code));

        if (IsDone(await grains.GetGrain<IRoundGrain>($"round/{chosen.Id}").DoAsync(command, Caller, Guid.CreateVersion7())))
        {
            Made = (chosen.Id, counted.Id, code);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostDisputeAsync()
    {
        var round = Rounds.FirstOrDefault(one => one.Id.Text == Disputed);
        Mistakes
            .Unless(round is not null, "disputed", Say("choose-one"))
            .Unless(Typed(Wrong) is not null, "wrong", Say("say-reason"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new DisputeRound(Wrong!.Trim());

        if (IsDone(await grains.GetGrain<IRoundGrain>($"round/{round!.Id}").DoAsync(command, Caller, Once(command, round.Id.Text)), "wrong"))
        {
            return Onward(Address, Say("pickup-disputed"));
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }

    private async Task<ImmutableArray<RoundTerms>> RoundsAsync() =>
    [
        .. (await papers.ListAsync<RoundTerms>(
                Caller, "round", filter => filter with { About = $"donation/{Donation.Id}", Limit = PaperDesk.PageLength }, HttpContext.RequestAborted)).Items
            .Where(round => round.Status is not RoundStatus.Cancelled)
            .OrderBy(round => round.Day),
    ];
}
