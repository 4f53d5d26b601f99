using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Boards;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Flows;

/// <summary>Some machines that went from one organisation to another.</summary>
/// <param name="From">Who gave them on.</param>
/// <param name="To">Who took them; nobody where they left the chain by certified recycling.</param>
/// <param name="Machines">How many times a machine went this way.</param>
/// <param name="IsForward">From donor towards partner or recycling; otherwise it came back, or stayed among equals.</param>
internal sealed record FlowLine(FlowPlace From, FlowPlace? To, long Machines, bool IsForward);

/// <summary>The map of flows of a pole: from whom to whom its machines went. Who holds what is on its board; here is what moved.</summary>
internal sealed class FlowsPage(BoardQueries boards, PaperDesk papers, Houses houses) : RolePage(Role.Coordinator)
{
    /// <summary>Months that may be asked for; 0 is since the beginning.</summary>
    private static readonly int[] Spans = [1, 3, 12, 0];

    private const int Usual = 3;

    public int Months { get; private set; } = Usual;

    /// <summary>Of whom alone, where one is chosen.</summary>
    public string? Organisation { get; private set; }

    public ImmutableArray<FlowLine> Lines { get; private set; } = [];

    public FlowMap Map { get; private set; } = FlowMap.Draw([], _ => string.Empty);

    public IReadOnlyList<Choice> SpanChoices => [.. Spans.Select(span => new Choice($"{span}", span == 0 ? Say("flows-always") : Count("flows-months", span)))];

    public IReadOnlyList<Choice> OrganisationChoices { get; private set; } = [];

    public bool IsFiltered => Organisation is not null || Months != Usual;

    public IEnumerable<FlowLine> Forward => Lines.Where(line => line.IsForward);

    public IEnumerable<FlowLine> Others => Lines.Where(line => !line.IsForward);

    /// <summary>How a column is coloured: as the stretch of the chain that it stands for.</summary>
    public static string LookOf(FlowColumn column) => column switch
    {
        FlowColumn.Donor => "arrive",
        FlowColumn.Workshop => "work",
        FlowColumn.Epn => "ready",
        FlowColumn.Partner => "use",
        _ => "end",
    };

    public string NameOf(FlowPlace? place) => place?.Name ?? Say("flows-recycled");

    /// <summary>« Atelier du Canal → EPN Le Phare : 12 ordinateurs ».</summary>
    public string Told(FlowBand band) => Count("flows-band", band.Machines, band.From.Name, band.To.Name);

    public async Task<IActionResult> OnGetAsync(string? months, string? organisation, CancellationToken cancellationToken)
    {
        Months = NumberOf(months) is { } asked && Spans.Contains(asked) ? asked : Usual;
        var since = Months == 0 ? DateOnly.MinValue : new DateOnly(Today.Year, Today.Month, 1).AddMonths(1 - Months);
        var counts = await CountAsync(since, cancellationToken);
        var places = await PlacesAsync(counts);

        OrganisationChoices = [new(string.Empty, Say("all-of-them")), .. places.Values.OrderBy(place => place.Name, StringComparer.CurrentCulture).Select(place => new Choice(place.Id, place.Name))];
        var unknown = new FlowPlace(FlowColumn.Donor, "?", Say("flows-no-gift"));
        Organisation = organisation is not null && places.ContainsKey(organisation) ? organisation : null;
        Lines = [.. counts.Where(count => Organisation is null || count.From == Organisation || count.To == Organisation).Select(count => LineOf(count.From is null ? unknown : places[count.From], count.To is null ? null : places[count.To], count.Machines))];

        var end = new FlowPlace(FlowColumn.End, "-", Say("flows-recycled"));
        Map = FlowMap.Draw([.. Forward.Select(line => new FlowBand(line.From, line.To ?? end, line.Machines))], rest => Count("flows-others", rest));
        return Page();
    }

    private static FlowLine LineOf(FlowPlace giver, FlowPlace? taker, long machines)
    {
        // The same carrier brings machines to a workshop and takes others out of it.
        giver = giver.Column is FlowColumn.Pickup && taker?.Column is not (FlowColumn.Workshop or FlowColumn.Pickup) ? giver with { Column = FlowColumn.Transport } : giver;
        taker = taker?.Column is FlowColumn.Pickup && giver.Column is not (FlowColumn.Donor or FlowColumn.Pickup) ? taker with { Column = FlowColumn.Transport } : taker;
        return new(giver, taker, machines, taker is null ? giver.Column < FlowColumn.End : giver.Column < taker.Column);
    }

    /// <summary>From whom to whom, by the identifiers of organisations: a machine that came by its gift came from who gave it.</summary>
    private async Task<ImmutableArray<(string? From, string? To, long Machines)>> CountAsync(DateOnly since, CancellationToken cancellationToken)
    {
        var counts = await boards.FlowsAsync(Caller.Organisation.Text, since, cancellationToken);
        var gifts = counts.Select(count => count.Gift).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var terms = await Task.WhenAll(gifts.Select(gift => papers.OneAsync<DonationTerms>(Caller, "donation", gift, cancellationToken)));
        var donors = gifts.Zip(terms).Where(one => one.Second is not null).ToDictionary(one => one.First, one => one.Second!.Donor.Text, StringComparer.Ordinal);

        return
        [
            .. counts.GroupBy(count => (From: count.Gift is { } gift ? donors.GetValueOrDefault(gift) : count.From, count.To), (pair, all) => (pair.From, pair.To, Machines: all.Sum(count => count.Machines)))
                .OrderByDescending(flow => flow.Machines),
        ];
    }

    private async Task<Dictionary<string, FlowPlace>> PlacesAsync(ImmutableArray<(string? From, string? To, long Machines)> counts)
    {
        var ids = counts.SelectMany(count => new[] { count.From, count.To }).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var profiles = await Task.WhenAll(ids.Select(id => houses.ProfileAsync(id)));
        return ids.Zip(profiles, (id, profile) => new FlowPlace(ColumnOf(profile, counts.Sum(count => count.From == id ? count.Machines : count.To == id ? -count.Machines : 0) > 0), id, profile?.Name ?? id))
            .ToDictionary(place => place.Id, StringComparer.Ordinal);
    }

    /// <summary>One that does several things stands where the most is done to a machine; one of which nothing is known, where its machines say.</summary>
    private static FlowColumn ColumnOf(OrganisationProfile? profile, bool gives)
    {
        var does = profile?.Activities ?? [];
        return does switch
        {
            _ when does.Contains(Activity.Workshop) => FlowColumn.Workshop,
            _ when does.Contains(Activity.Epn) => FlowColumn.Epn,
            _ when does.Contains(Activity.Pole) => FlowColumn.Workshop,
            _ when does.Contains(Activity.Recycler) => FlowColumn.End,
            _ when does.Contains(Activity.Carrier) => FlowColumn.Pickup,
            _ when does.Contains(Activity.Partner) && !(gives && does.Contains(Activity.Donor)) => FlowColumn.Partner,
            _ when does.Contains(Activity.Donor) || gives => FlowColumn.Donor,
            _ => FlowColumn.Partner,
        };
    }
}
