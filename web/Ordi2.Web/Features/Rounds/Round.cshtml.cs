using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Rounds;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Rounds;

/// <summary>One collection round as its driver needs it: where to, when, what is announced, and each stop.</summary>
internal sealed partial class RoundPage(PaperDesk papers, Houses houses, DriverDesk drivers, IGrainFactory grains) : RolePage(Role.Driver, Role.Storekeeper, Role.Supervisor, Role.Coordinator)
{
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Settlement { get; set; }

    public RoundTerms Round { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    /// <summary>Telephone that the donor shows in the directory, if it shows one.</summary>
    public string? Phone { get; private set; }

    /// <summary>How the person who drives is called, for the carrier's own people and for the pole.</summary>
    public string? Driver { get; private set; }

    public ImmutableArray<DocumentTerms> Papers { get; private set; } = [];

    public string Donor => Round.Donor is { } donor ? Names[donor] : Say("round-of-donation", Round.Donation.Text);

    /// <summary>Whoever receives the machines looks on; the carrier drives.</summary>
    public bool Drives => Round.Carrier == Caller.Organisation;

    /// <summary>Whether the life of a round has this step where it stands, and this reader the right to it.</summary>
    public bool May(string step) => RoundLife.Table.Stops(Round.Id.Text, step, Round.Status, Caller, repeated: false, _relations) is null;

    public bool MayFinish => Drives && Round.Status is RoundStatus.Open && Round.Stops.All(stop => stop.End is not StopEnd.None);

    public bool MayDispute => May("dispute");

    private Relation[] _relations = [];

    private string Address => $"/rounds/{Round.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<RoundTerms>(Caller, "round", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } round)
        {
            context.Result = NotFound();
            return;
        }

        Round = round;
        var gift = await papers.OneAsync<DonationTerms>(Caller, "donation", round.Donation.Text, HttpContext.RequestAborted);
        _relations =
        [
            .. round.Carrier == Caller.Organisation ? [Relation.ItsCarrier] : Array.Empty<Relation>(),
            .. gift?.Receiver == Caller.Organisation ? [Relation.ItsReceiver] : Array.Empty<Relation>(),
            .. gift?.Pole == Caller.Organisation ? [Relation.ItsPole] : Array.Empty<Relation>(),
        ];
        Names = await papers.NamesAsync([Round.Donor, (OrganisationId?)Round.Carrier]);
        Phone = Round.Donor is { } donor ? (await houses.ProfileAsync(donor.Text))?.Card?.Phone : null;
        Papers = (await papers.ListAsync<DocumentTerms>(
            Caller, "document", filter => filter with { About = $"round/{Round.Id}", Limit = PaperDesk.PageLength }, HttpContext.RequestAborted)).Items;
        Driver = Round.Driver is { } driver && (Drives || Caller.Role is Role.Coordinator)
            ? (await drivers.OfAsync([Round.Carrier], HttpContext.RequestAborted)).FirstOrDefault(one => one.Person == driver)?.Called
            : null;
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public Task<IActionResult> OnPostOpenAsync() => DoAsync(new OpenRound(), Say("round-opened"));

    public Task<IActionResult> OnPostFinishAsync() => DoAsync(new FinishRound(), Say("round-finished"));

    public async Task<IActionResult> OnPostCallOffAsync()
    {
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-reason"));
        return Mistakes.Any ? Page() : await DoAsync(new CallOffRound(Reason!.Trim()), Say("round-called-off"), "reason");
    }

    /// <summary>A dispute is settled in words; without one there is nothing to say.</summary>
    public async Task<IActionResult> OnPostCloseAsync()
    {
        Mistakes.Unless(Round.Status is not RoundStatus.Disputed || Typed(Settlement) is not null, "settlement", Say("round-say-settlement"));
        return Mistakes.Any ? Page() : await DoAsync(new CloseRound(Typed(Settlement)), Say("round-closed"), "settlement");
    }

    public async Task<IActionResult> OnPostDisputeAsync()
    {
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-reason"));
        return Mistakes.Any ? Page() : await DoAsync(new DisputeRound(Reason!.Trim()), Say("round-disputed"), "reason");
    }

    /// <summary>The hour alone on the day of the round.</summary>
    public string Hour(DateTimeOffset moment) => FrenchCalendar.DayOf(moment) == Round.Day ? Texts.Reader.Time(moment, ReadersLanguage) : Moment(moment);

    public string WordsOf(TypeCount line) => $"{Capital(Word(line.Type.Code()))} : {(line.Count is { } count ? Number(count) : Say("donation-not-counted"))}";

    private async Task<IActionResult> DoAsync(RoundCommand command, string sentence, string field = FormMistakes.Form)
    {
        if (!IsDone(await grains.GetGrain<IRoundGrain>($"round/{Round.Id}").DoAsync(command, Caller, Once(command, Round.Id.Text)), field))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward(Address, sentence);
    }
}
