using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Rounds;

/// <summary>One stop as it stands in the form: a row that is empty is no stop.</summary>
internal sealed record StopRow(int Number, string Id)
{
    public string? Place { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Access { get; init; }

    /// <summary>One danger a line.</summary>
    public string? Safety { get; init; }

    /// <summary>The how many-th stop it is.</summary>
    public string? Order { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Place + From + To + Access + Safety);

    /// <summary>The name of one of its fields.</summary>
    public string Field(string part) => string.Create(CultureInfo.InvariantCulture, $"{part}-{Number}");
}

/// <summary>What a round is planned with: who drives, when, where it stops and in which order. The same form plans it anew.</summary>
internal abstract class RoundPlanPage(PaperDesk papers, PoleMembers members, HouseSearch search, DriverDesk drivers) : RolePage(Planners)
{
    protected static readonly Role[] Planners = [Role.Storekeeper, Role.Supervisor, Role.Coordinator];

    private const int SpareStops = 2;
    private const int MostStops = 50;
    private const int MostMachines = 100_000;

    private ImmutableArray<OrganisationId> _carriers = [];
    private ImmutableArray<KnownDriver> _drivers = [];

    [BindProperty]
    public string? Carrier { get; set; }

    [BindProperty]
    public string? OtherCarrier { get; set; }

    /// <summary>The person who drives; nothing where it is not settled yet.</summary>
    [BindProperty]
    public string? Driver { get; set; }

    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public string? Vehicle { get; set; }

    [BindProperty]
    public string? Capacity { get; set; }

    /// <summary>How many rows the form had.</summary>
    [BindProperty]
    public int Rows { get; set; }

    public ImmutableArray<StopRow> Stops { get; private set; } = [];

    /// <summary>Number of the row that was just added; 0 where none was.</summary>
    public int Added { get; private set; }

    public bool MayAdd => Stops.Length < MostStops;

    /// <summary>What the button of the form says.</summary>
    public abstract string Submit { get; }

    /// <summary>Where « Annuler » leads.</summary>
    public abstract string Back { get; }

    public Names Names { get; private set; } = Names.None;

    public IReadOnlyList<Choice> Carriers =>
    [
        .. _carriers.Select(one => new Choice(one.Text, Names[one], one == Caller.Organisation ? Say("picking-carrier-we") : null)),
        new(HouseSearch.Another, Say("picking-carrier-other"), Say("picking-carrier-other-hint")),
    ];

    /// <summary>The drivers of every carrier that is offered; where there are several, each with its own.</summary>
    public IReadOnlyList<Choice> Drivers => [.. _drivers.Select(one => new Choice(one.Person.Text, _carriers.Length > 1 ? $"{one.Called} – {Names[one.Of]}" : one.Called))];

    public IEnumerable<Choice> Places => Enumerable.Range(1, Stops.Length).Select(place => Choice.Of(place, Number(place)));

    protected PaperDesk Papers => papers;

    /// <summary>Who may drive: oneself, whoever drove before, and for the pole every carrier that it coordinates.</summary>
    /// <param name="carrier">Who drives already.</param>
    /// <param name="donor">Whom the page names besides.</param>
    protected async Task ReadCarriersAsync(OrganisationId? carrier = null, OrganisationId? donor = null)
    {
        var cancelled = HttpContext.RequestAborted;
        var rounds = (await papers.ListAsync<RoundTerms>(Caller, "round", cancellationToken: cancelled)).Items.Select(round => round.Carrier);
        var deliveries = (await papers.ListAsync<DeliveryTerms>(Caller, "delivery", cancellationToken: cancelled)).Items.Select(delivery => delivery.Carrier);
        var known = Caller.Role is Role.Coordinator
            ? (await members.AllAsync(Caller, cancelled)).Where(house => house.Status is OrganisationStatus.Active && house.Activities.Any(one => one is Activity.Carrier or Activity.Workshop)).Select(house => house.Id)
            : rounds.Concat(deliveries).Prepend(Caller.Organisation);
        _carriers = [.. new[] { carrier }.OfType<OrganisationId>().Concat(known).Distinct()];
        Names = await papers.NamesAsync(_carriers.Select(one => (OrganisationId?)one).Append(donor));
        _drivers = await drivers.OfAsync(_carriers, cancelled);
    }

    /// <summary>The person that was chosen; somebody of another carrier does not drive for this one, which is said by the field.</summary>
    protected PersonId? DriverOf(OrganisationId? carrier)
    {
        if (Typed(Driver) is not { } typed)
        {
            return null;
        }

        var chosen = _drivers.FirstOrDefault(one => one.Person.Text == typed && (carrier is null || one.Of == carrier));
        Mistakes.Unless(chosen is not null, "driver", Say("round-driver-of-another"));
        return chosen?.Person;
    }

    /// <summary>The rows of the form: those of the plan, and some that are free.</summary>
    protected void Show(IEnumerable<PlannedStop> plan)
    {
        ImmutableArray<PlannedStop> stops = [.. plan.Take(MostStops)];
        var taken = stops.Select(stop => stop.Id).ToHashSet(StringComparer.Ordinal);
        var free = Enumerable.Range(1, MostStops + SpareStops).Select(Text).Where(id => !taken.Contains(id));
        Stops =
        [
            .. stops.Select((stop, index) => new StopRow(index + 1, stop.Id)
            {
                Place = stop.Place,
                From = Hour(stop.SlotFrom),
                To = Hour(stop.SlotTo),
                Access = stop.AccessNotes,
                Safety = string.Join('\n', stop.Safety),
                Order = Text(index + 1),
            }),
            .. free.Take(Math.Min(SpareStops, MostStops - stops.Length)).Select((id, index) => new StopRow(stops.Length + index + 1, id) { Order = Text(stops.Length + index + 1) }),
        ];
    }

    /// <summary>The rows as they were sent.</summary>
    protected void ShowTyped() => Stops =
    [
        .. Enumerable.Range(1, Math.Clamp(Rows, 1, MostStops)).Select(number => new StopRow(number, string.Empty)).Select(row => row with
        {
            Id = Form(row.Field("stop")) ?? Text(row.Number),
            Place = Form(row.Field("place")),
            From = Form(row.Field("from")),
            To = Form(row.Field("to")),
            Access = Form(row.Field("access")),
            Safety = Form(row.Field("safety")),
            Order = Form(row.Field("order")),
        }),
    ];

    /// <summary>One more row, under what was typed: a button of the form, for who has no script as well.</summary>
    public IActionResult OnPostStop()
    {
        ShowTyped();

        if (MayAdd)
        {
            Added = Stops.Length + 1;
            var taken = Stops.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
            var id = Enumerable.Range(1, MostStops).Select(Text).First(id => !taken.Contains(id));
            Stops = Stops.Add(new(Added, id) { Order = Text(Added) });
        }

        return Page();
    }

    /// <summary>The carrier that was chosen or named; nothing where it was neither, which is said by its field.</summary>
    protected Task<OrganisationId?> CarrierAsync() => search.ChosenAsync(this, ("carrier", Carrier), ("otherCarrier", OtherCarrier), _carriers);

    /// <summary>The stops in the order that was chosen; what is wrong is said by its field.</summary>
    protected ImmutableArray<PlannedStop> StopsOn(DateOnly? day)
    {
        var rows = Stops.Where(row => !row.IsEmpty).ToArray();
        Mistakes.Unless(rows.Length > 0, Stops[0].Field("place"), Say("round-say-stop"));

        foreach (var row in rows)
        {
            Mistakes
                .Unless(Typed(row.Place) is not null, row.Field("place"), Say("round-say-place"))
                .Unless(Typed(row.From) is null || TimeOf(row.From) is not null, row.Field("from"), Say("round-hour-wrong"))
                .Unless(Typed(row.To) is null || TimeOf(row.To) is not null, row.Field("to"), Say("round-hour-wrong"))
                .Unless(TimeOf(row.To) is not { } to || TimeOf(row.From) is not { } from || to > from, row.Field("to"), Say("round-hours-reversed"));
        }

        return day is not { } date ? [] :
        [
            .. rows.OrderBy(row => NumberOf(row.Order) ?? row.Number).ThenBy(row => row.Number).Select(row => new PlannedStop(row.Id)
            {
                Place = Typed(row.Place),
                SlotFrom = TimeOf(row.From) is { } from ? FrenchCalendar.At(date, from) : null,
                SlotTo = TimeOf(row.To) is { } to ? FrenchCalendar.At(date, to) : null,
                AccessNotes = Typed(row.Access),
                Safety = [.. (row.Safety ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            }),
        ];
    }

    /// <summary>The day, not over yet unless it was planned so already, and what the vehicle takes.</summary>
    protected (DateOnly? Day, int? Capacity) DayAndCapacity(DateOnly? planned = null)
    {
        Mistakes
            .Unless(DayOf(Day) is not null, "day", Say("choose-day"))
            .Unless(DayOf(Day) is not { } day || day >= Today || day == planned, "day", Say("round-day-over"))
            .Unless(Typed(Capacity) is null || NumberOf(Capacity) is >= 1 and <= MostMachines, "capacity", Say("not-a-count"));
        return (DayOf(Day), NumberOf(Capacity));
    }

    protected static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string? Form(string name) => Typed(Request.Form[name].ToString());

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Hour(DateTimeOffset? moment) => moment is { } at ? Written(FrenchCalendar.TimeOf(at)) : null;
}
