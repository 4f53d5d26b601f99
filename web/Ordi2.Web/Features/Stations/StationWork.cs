using System.Collections.Immutable;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Rounds;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Labels;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Stations;

/// <summary>What a station without network answers from: codes and states alone, no person, and no donor but for whoever fetches at its door or receives its gift.</summary>
/// <param name="At">When it was put together.</param>
/// <param name="Organisation">Whose station it is.</param>
/// <param name="Machines">The codes of the machines that are held there or come there, by the code of their status.</param>
/// <param name="Complete">Whether these are all of them.</param>
/// <param name="Steps">For each step, the statuses from which it goes; <c>NONE</c> where it takes a label that nobody knows yet.</param>
/// <param name="Words">The words of each status.</param>
internal sealed record StationWork(
    DateTimeOffset At,
    string Organisation,
    IReadOnlyDictionary<string, ImmutableArray<string>> Machines,
    bool Complete,
    IReadOnlyDictionary<string, ImmutableArray<string>> Steps,
    IReadOnlyDictionary<string, StatusWords> Words)
{
    /// <summary>The codes that were printed for this house or by its pole and lead to no machine yet.</summary>
    public required ImmutableArray<string> Labels { get; init; }

    /// <summary>Whether these are all of them.</summary>
    public required bool LabelsComplete { get; init; }

    /// <summary>The rounds that are on the road; nothing for whoever counts at no door.</summary>
    public ImmutableArray<StationRound>? Rounds { get; init; }

    /// <summary>The kinds of machine that are counted there, as they are listed; nothing likewise.</summary>
    public ImmutableArray<StationKind>? Kinds { get; init; }

    /// <summary>The gifts that arrive here now or are expected, the next first; nothing for whoever receives none.</summary>
    public ImmutableArray<StationGift>? Gifts { get; init; }

    /// <summary>The rounds of these days that nobody has begun yet; nothing for whoever counts at no door.</summary>
    public ImmutableArray<StationPlan>? Planned { get; init; }

    /// <summary>The deliveries that are packed here now; nothing for whoever packs none.</summary>
    public ImmutableArray<StationDelivery>? Packing { get; init; }

    /// <summary>The codes that were printed for boxes and pallets: none of them is a machine.</summary>
    public required ImmutableArray<string> Boxes { get; init; }

    /// <summary>The codes of the badges of this house: none of them is a machine. Whose they are is not said.</summary>
    public required ImmutableArray<string> Badges { get; init; }
}

/// <summary>A status in words.</summary>
internal sealed record StatusWords(string Fr, string En);

/// <summary>A kind of machine in words.</summary>
internal sealed record StationKind(string Code, string Fr, string En);

/// <summary>A round as its driver takes it along.</summary>
/// <param name="Id">Which round.</param>
/// <param name="Donation">Of which gift.</param>
/// <param name="Day">When.</param>
/// <param name="Donor">At whose door, by its name.</param>
/// <param name="Announced">What the donor announced, one line for each kind.</param>
/// <param name="Stops">Where it stops, in the order of the plan.</param>
/// <param name="Machines">The codes of the machines of this gift that are known already, by the code of their status.</param>
internal sealed record StationRound(
    string Id,
    string Donation,
    DateOnly Day,
    string Donor,
    ImmutableArray<TypeCount> Announced,
    ImmutableArray<StationStop> Stops,
    IReadOnlyDictionary<string, ImmutableArray<string>> Machines);

/// <summary>A round that is planned and not begun.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Day">For when.</param>
/// <param name="Donor">To whose door, by its name.</param>
internal sealed record StationPlan(string Id, DateOnly Day, string Donor);

/// <summary>What somebody counted at a stop.</summary>
/// <param name="Id">The trip, as the phone named it.</param>
/// <param name="Counts">What was counted, one line for each kind.</param>
/// <param name="At">When.</param>
/// <param name="On">At which station of this house, by its name; nothing where it was written down elsewhere.</param>
internal sealed record StationTrip(string Id, ImmutableArray<TypeCount> Counts, DateTimeOffset At, string? On);

/// <summary>A stop of it.</summary>
/// <param name="Id">Its name within the round.</param>
/// <param name="Place">Where, if it was said.</param>
/// <param name="From">From when somebody is there.</param>
/// <param name="To">Until when.</param>
/// <param name="Access">Lift, stairs, key.</param>
/// <param name="Safety">What is dangerous there.</param>
/// <param name="Note">The number under which its count speaks of the pickup note before that has its own.</param>
/// <param name="Trips">How many trips were counted there.</param>
/// <param name="Counted">What was counted on each of them.</param>
internal sealed record StationStop(
    string Id, string? Place, DateTimeOffset? From, DateTimeOffset? To, string? Access, ImmutableArray<string> Safety, string Note, int Trips, ImmutableArray<StationTrip> Counted);

/// <summary>A delivery that is being packed: a machine goes into a box of the delivery on whose list it stands.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Machines">The codes of the machines on its list.</param>
internal sealed record StationDelivery(string Id, ImmutableArray<string> Machines);

/// <summary>Puts together what a station takes along into a cellar.</summary>
internal sealed class StationWorkDesk(
    MachineQueries machines, HousePapers papers, StationGifts gifts, StationDesk stations, BadgeDesk badges, PrintedLabels printed, Houses houses, TimeProvider time)
{
    /// <summary>More are not sent: a telephone keeps them. A label beyond them is then not called unlisted.</summary>
    public const int MostMachines = 20_000;

    /// <summary>More blank labels are not sent. One beyond them is then not called unprinted.</summary>
    public const int MostLabels = 20_000;

    /// <summary>More codes of boxes are not sent: one beyond them is opened by its QR code.</summary>
    public const int MostBoxes = 2_000;

    /// <summary>A round that nobody began is offered for so many days after its own, and on the eve of it.</summary>
    public const int DaysToBegin = 7;

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Steps = TransitionTable.Rows.GroupBy(row => row.Step, StringComparer.Ordinal).ToImmutableDictionary(
        rows => rows.Key,
        rows => rows.SelectMany(row => row.From.Each()).Distinct().Select(status => status.Code()).Order(StringComparer.Ordinal).ToImmutableArray(),
        StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, StatusWords> StatusWords = Enum.GetValues<MachineStatus>().Where(status => status is not MachineStatus.None).ToImmutableDictionary(
        status => status.Code(),
        status => new StatusWords(Words.SayOf("machine", status.Code(), Language.French), Words.SayOf("machine", status.Code(), Language.English)),
        StringComparer.Ordinal);

    // Everything that can be counted, named in both languages.
    private static readonly ImmutableArray<StationKind> Kinds =
    [
        .. Enum.GetValues<DeviceType>().Where(type => type is not DeviceType.Unknown)
            .Select(type => new StationKind(type.Code(), Words.Say(type.Code(), Language.French), Words.Say(type.Code(), Language.English))),
    ];

    /// <param name="station">Which one.</param>
    /// <param name="role">As what somebody works at it; <see cref="Role.None"/> for the station by itself.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<StationWork> OfAsync(Station station, Role role, CancellationToken cancellationToken)
    {
        var house = station.Organisation;
        var found = new Dictionary<string, MachineStatus>(StringComparer.Ordinal);
        var complete = await AddAsync(found, new MachineFilter { Holder = house }, cancellationToken);

        var deliveries = await papers.OfAsync<DeliveryTerms, DeliveryStatus>(house, "delivery", Relation.ItsConsignee, cancellationToken, DeliveryStatus.Dispatched);
        var donations = await papers.OfAsync<DonationTerms, DonationStatus>(house, "donation", Relation.ItsReceiver, cancellationToken, DonationStatus.Signed, DonationStatus.InCollection);

        // Beyond a page there may be more papers than were read.
        complete &= deliveries.Length < AggregateFilter.MostRows && donations.Length < AggregateFilter.MostRows;

        foreach (var delivery in deliveries)
        {
            complete &= await AddAsync(found, new MachineFilter { Dossier = delivery.Dossier.Text, Delivery = delivery.Id.Text, Status = MachineStatus.InTransit }, cancellationToken);
        }

        foreach (var donation in donations)
        {
            complete &= await AddAsync(found, new MachineFilter { Donation = donation.Id.Text }, cancellationToken);
        }

        complete &= await AddAsync(found, new MachineFilter { Owner = house, Status = MachineStatus.Returning }, cancellationToken);
        var rounds = Counts(role) ? await RoundsAsync(house, cancellationToken) : (ImmutableArray<StationRound>?)null;
        var pole = (await houses.ProfileAsync(house))?.Pole?.Text;
        var labels = await printed.BlankAsync(house, pole, nameof(LabelKind.Machine), MostLabels, cancellationToken);
        return new(
            time.GetUtcNow(),
            house,
            ByStatus(found),
            complete,
            Steps,
            StatusWords)
        {
            Labels = labels,
            LabelsComplete = labels.Length < MostLabels,
            Rounds = rounds,
            Kinds = rounds is null ? null : Kinds,
            Planned = rounds is null ? null : await PlannedAsync(house, cancellationToken),
            Packing = May<Pack>(role) ? await PackingAsync(house, cancellationToken) : null,
            Boxes = await BoxesAsync(house, pole, cancellationToken),
            Badges = [.. (await badges.ListAsync(house)).Select(line => line.Badge.Code)],
            Gifts = May<ReceiveDevice>(role) ? await gifts.OfAsync(house, StationGifts.Most, cancellationToken) : null,
        };
    }

    /// <summary>Whether whoever has this role counts at a donor's door: only they take along where that is and how to get in.</summary>
    private static bool Counts(Role role) =>
        RoundLife.Table.Rules.Single(rule => rule.Step == "record-trip").Rights.Any(right => right.Role == role && right.Relation is Relation.ItsCarrier);

    /// <summary>Whether whoever has this role takes a step: who receives says of which gift, who packs for which delivery.</summary>
    private static bool May<TCommand>(Role role)
        where TCommand : MachineCommand => TransitionTable.Of(typeof(TCommand)).Any(row => row.Roles.Has(role));

    private async Task<ImmutableArray<StationDelivery>> PackingAsync(string house, CancellationToken cancellationToken) =>
    [
        .. (await papers.OfAsync<DeliveryTerms, DeliveryStatus>(house, "delivery", Relation.ItsSender, cancellationToken, DeliveryStatus.Preparing, DeliveryStatus.Ready))
            .Select(delivery => new StationDelivery(delivery.Id.Text, [.. delivery.Machines.Select(machine => machine.Text)])),
    ];

    private async Task<ImmutableArray<string>> BoxesAsync(string house, string? pole, CancellationToken cancellationToken) =>
    [
        .. await printed.BlankAsync(house, pole, nameof(LabelKind.Carton), MostBoxes, cancellationToken),
        .. await printed.BlankAsync(house, pole, nameof(LabelKind.Pallet), MostBoxes, cancellationToken),
    ];

    private async Task<ImmutableArray<StationPlan>> PlannedAsync(string house, CancellationToken cancellationToken)
    {
        var today = FrenchCalendar.DayOf(time.GetUtcNow());
        var plans = ImmutableArray.CreateBuilder<StationPlan>();

        foreach (var round in (await papers.OfAsync<RoundTerms, RoundStatus>(house, "round", Relation.ItsCarrier, cancellationToken, RoundStatus.Planned))
            .Where(round => round.Day >= today.AddDays(-DaysToBegin) && round.Day <= today.AddDays(1)).OrderBy(round => round.Day).ThenBy(round => round.Id.Text, StringComparer.Ordinal))
        {
            plans.Add(new(round.Id.Text, round.Day, await DonorOf(round)));
        }

        return plans.ToImmutable();
    }

    private async Task<string> DonorOf(RoundTerms round) => round.Donor is { } donor ? await houses.NameAsync(donor.Text) : round.Donation.Text;

    private async Task<ImmutableArray<StationRound>> RoundsAsync(string house, CancellationToken cancellationToken)
    {
        var names = (await stations.ListAsync(house)).ToDictionary(station => station.Id, station => station.Name, StringComparer.Ordinal);
        var rounds = ImmutableArray.CreateBuilder<StationRound>();

        foreach (var round in (await papers.OfAsync<RoundTerms, RoundStatus>(house, "round", Relation.ItsCarrier, cancellationToken, RoundStatus.Open)).OrderBy(round => round.Day))
        {
            var known = new Dictionary<string, MachineStatus>(StringComparer.Ordinal);
            await AddAsync(known, new MachineFilter { Donation = round.Donation.Text }, cancellationToken);
            rounds.Add(new(
                round.Id.Text,
                round.Donation.Text,
                round.Day,
                await DonorOf(round),
                round.Announced,
                [.. round.Stops.Select(stop => StopOf(round, stop, names))],
                ByStatus(known)));
        }

        return rounds.ToImmutable();
    }

    private static StationStop StopOf(RoundTerms round, RoundStop stop, IReadOnlyDictionary<string, string> stations) => new(
        stop.Plan.Id,
        stop.Plan.Place,
        stop.Plan.SlotFrom,
        stop.Plan.SlotTo,
        stop.Plan.AccessNotes,
        stop.Plan.Safety,
        StepNumbers.OfStop(round.Id.Text, stop.Plan.Id),
        stop.Trips.Count(trip => trip.Ended is not StopEnd.None),
        [
            .. stop.Trips.Where(trip => trip.Ended is not StopEnd.None)
                .Select(trip => new StationTrip(trip.Id, trip.Counts, trip.CountedAt, stations.GetValueOrDefault(trip.Device.Text))),
        ]);

    private static ImmutableDictionary<string, ImmutableArray<string>> ByStatus(Dictionary<string, MachineStatus> found) =>
        found.GroupBy(one => one.Value.Code(), StringComparer.Ordinal).ToImmutableDictionary(
            group => group.Key, group => group.Select(one => one.Key).Order(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);

    /// <returns>Whether all of them were added.</returns>
    private async Task<bool> AddAsync(Dictionary<string, MachineStatus> found, MachineFilter filter, CancellationToken cancellationToken)
    {
        for (string? cursor = null; found.Count < MostMachines;)
        {
            var page = await machines.ListAsync(filter with { Cursor = cursor, Limit = MachineFilter.MostRows }, cancellationToken);

            foreach (var row in page.Rows)
            {
                found[row.Id] = row.Status;
            }

            if (page.Cursor is null)
            {
                return true;
            }

            cursor = page.Cursor;
        }

        return false;
    }
}
