using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Rounds;

/// <summary>The donor signs on the driver's device: it makes a code on the page of its gift and reads it out; here it is entered.</summary>
internal sealed partial class RoundPage
{
    private const char Between = '/';

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Stop and trip, with a stroke between.</summary>
    [BindProperty]
    public string? Trip { get; set; }

    /// <summary>What was counted and has no signature by code.</summary>
    public IReadOnlyList<Choice> Unsigned =>
    [
        .. Round.Stops.SelectMany(stop => stop.Trips
            .Where(trip => trip is { Ended: StopEnd.Signed, SignedAt: null })
            .Select(trip => new Choice($"{stop.Plan.Id}{Between}{trip.Id}", $"{stop.Plan.Place ?? Donor} – {string.Join(", ", trip.Counts.Select(WordsOf))}"))),
    ];

    /// <summary>What is said of how a count ended: whoever drives says that the donor signs, the code that it has signed.</summary>
    public static string SaidOf(RoundTerms round, StopEnd end, bool signedByCode) =>
        end is not StopEnd.Signed || signedByCode ? $"stop-{end}" : round.Status is RoundStatus.Open or RoundStatus.Done ? "stop-Counted" : "stop-NoCode";

    /// <summary>How and when the donor signed a count; nothing where it has not.</summary>
    public static string? SignedBy(WebPage page, RoundTrip trip) => trip switch
    {
        { SignedAt: { } at, Signature: { } drawn } => page.Say("round-signed-by-finger", drawn.Name, page.Moment(at)),
        { SignedAt: { } at } => page.Say("round-signed-by-code", page.Moment(at)),
        _ => null,
    };

    /// <summary>Whether every count of a stop that the donor is to sign has its code.</summary>
    public static bool IsSigned(RoundStop stop) => stop.End is StopEnd.Signed && stop.Trips.All(trip => trip is not { Ended: StopEnd.Signed, SignedAt: null });

    public bool MaySign => May("sign-trip") && Unsigned.Count > 0;

    public async Task<IActionResult> OnPostSignAsync()
    {
        // Also one that is signed meanwhile, by the first half of a double click.
        var (stop, trip) = Round.Stops.SelectMany(one => one.Trips.Select(each => (Stop: one.Plan.Id, Trip: each.Id)))
            .FirstOrDefault(one => $"{one.Stop}{Between}{one.Trip}" == Trip);
        Mistakes
            .Unless(trip is not null, "trip", Say("choose-one"))
            .Unless(ShortCode.IsOne(Code), "code", Say("handover-say-code"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new SignTrip(ShortCode.Plain(Code!), trip!) { Stop = stop };
        var reply = await grains.GetGrain<IRoundGrain>($"round/{Round.Id}").DoAsync(command, Caller, Once(command, Round.Id.Text));

        if (IsDone(reply, "code") && reply is Done<RoundTerms> { Value: var after }
            && after.Stops.Single(one => one.Plan.Id == stop).Trips.Single(one => one.Id == trip).SignedAt is null)
        {
            Round = after;
            Mistakes.Add("code", Count("handover-code-wrong", after.AttemptsLeft));
        }

        if (Mistakes.Any)
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward(Address, Say("round-trip-signed"));
    }
}
