using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Documents;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Rounds;

/// <summary>At the donor's door: count by kind, then the donor signs, or nobody is there and why.</summary>
internal sealed class StopPage(PaperDesk papers, IGrainFactory grains) : RolePage(Role.Driver, Role.Storekeeper, Role.Supervisor)
{
    public const string Signed = "signed";
    public const string Absent = "absent";
    private const string Prefix = "count-";

    [BindProperty]
    public string? End { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public RoundTerms Round { get; private set; } = null!;

    public RoundStop Stop { get; private set; } = null!;

    public string Place { get; private set; } = string.Empty;

    public IReadOnlyList<Choice> Ends =>
    [
        new(Signed, Say("stop-end-signed"), Say("stop-end-signed-hint")),
        new(Absent, Say("stop-end-absent"), Say("stop-end-absent-hint")),
    ];

    /// <summary>What is announced stands first; the rest may come as well.</summary>
    public IEnumerable<DeviceType> Expected => Round.Announced.Select(line => line.Type);

    public IEnumerable<DeviceType> Others => Enum.GetValues<DeviceType>().Where(type => type is not DeviceType.Unknown).Except(Expected);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<RoundTerms>(Caller, "round", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } round
            || round.Carrier != Caller.Organisation
            || round.Stops.FirstOrDefault(one => one.Plan.Id == (string?)RouteData.Values["stop"]) is not { } stop)
        {
            context.Result = NotFound();
            return;
        }

        (Round, Stop) = (round, stop);
        Place = stop.Plan.Place ?? (round.Donor is { } donor ? (await papers.NamesAsync([donor]))[donor] : Say("round-of-donation", round.Donation.Text));
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => End = Signed;

    public async Task<IActionResult> OnPostAsync()
    {
        var counts = ImmutableArray.CreateBuilder<TypeCount>();

        foreach (var type in Expected.Concat(Others))
        {
            var typed = Typed(CountOf(type));
            Mistakes.Unless(typed is null || NumberOf(typed) is not null, FieldOf(type), Say("not-a-number"));

            // What nobody counted is left out: it is not 0.
            if (NumberOf(typed) is { } number)
            {
                counts.Add(new(type, number));
            }
        }

        Mistakes
            .Unless(End is Signed or Absent, "end", Say("choose-one"))
            .Unless(End is not Signed || counts.Count > 0 || Mistakes.Any, FieldOf(Expected.Concat(Others).First()), Say("stop-count-something"))
            .Unless(End is not Absent || Typed(Reason) is not null, "reason", Say("stop-say-why"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var absent = End is Absent;
        var command = new RecordTrip { Counts = counts.ToImmutable(), Note = absent ? null : StepNumbers.OfStop(Round.Id.Text, Stop.Plan.Id), DonorAbsent = absent, Stop = Stop.Plan.Id, Reason = Typed(Reason) };

        if (!IsDone(await grains.GetGrain<IRoundGrain>($"round/{Round.Id}").DoAsync(command, Caller, Once(command, Round.Id.Text))))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        var taken = command.Counts.Sum(line => line.Count ?? 0);
        return Onward($"/rounds/{Round.Id}", absent ? Say("stop-noted-absent", Place) : Count("stop-noted", taken, Place), absent ? Tone.Warn : Tone.Good);
    }

    public static string FieldOf(DeviceType type) => Prefix + type.Code();

    /// <summary>What was typed for a kind.</summary>
    public string? CountOf(DeviceType type) => Request.HasFormContentType ? Request.Form[FieldOf(type)].FirstOrDefault() : null;

    public string LabelOf(DeviceType type)
    {
        var words = Capital(Word(type.Code()));
        return Round.Announced.FirstOrDefault(line => line.Type == type) is { Count: { } announced } ? Say("stop-of-announced", words, Number(announced)) : words;
    }
}
