using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Calls;

/// <summary>Who judges: seated and unseated by the pole.</summary>
internal sealed partial class CallPage
{
    [BindProperty]
    public string? Seat { get; set; }

    [BindProperty]
    public string? Person { get; set; }

    [BindProperty(Name = "why")]
    public string? Because { get; set; }

    /// <summary>Those who may sit, for the pole alone.</summary>
    public ImmutableArray<JurorCandidate> Candidates { get; private set; } = [];

    public IReadOnlyList<Choice> Seats =>
    [
        .. Candidates.Where(one => Call.Jury.All(juror => juror.Person != one.Juror.Person))
            .Select(one => new Choice(one.Membership, $"{one.Called} – {Word(one.Juror.Role.Code())}, {one.House}")),
    ];

    /// <summary>How somebody of the jury is called, for the pole; for others the role says it.</summary>
    public string CalledOf(Juror juror) => Candidates.FirstOrDefault(one => one.Juror.Person == juror.Person)?.Called ?? Capital(Word(juror.Role.Code()));

    /// <summary>Why somebody leaves the jury: each has a form of its own.</summary>
    public static string WhyOf(Juror juror) => $"why-{juror.Person}";

    public async Task<IActionResult> OnPostSeatAsync() => Candidates.FirstOrDefault(one => one.Membership == Seat) is { } chosen
        ? await DoAsync(new SeatJuror(chosen.Juror), Say("juror-seated", chosen.Called), "seat")
        : Wrong("seat", Say("juror-choose"));

    public async Task<IActionResult> OnPostUnseatAsync()
    {
        if (Call.Jury.FirstOrDefault(one => one.Person.Text == Person) is not { } juror)
        {
            // A second tab was faster.
            return Onward(Address, Say("done"), Tone.Info);
        }

        return Typed(Because) is { } why
            ? await DoAsync(new UnseatJuror(juror.Person, why), Say("juror-unseated", CalledOf(juror)), WhyOf(juror))
            : Wrong(WhyOf(juror), Say("say-reason"));
    }
}
