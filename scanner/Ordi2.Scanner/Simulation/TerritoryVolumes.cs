using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Scanner.Simulation.Planning;
using Ordi2.Scanner.Simulation.Playing;

namespace Ordi2.Scanner.Simulation;

/// <summary>One volume: how much of it was wanted, from and to, and how much the server has.</summary>
internal sealed record VolumeLine(string Name, double From, double To, double There)
{
    public VolumeLine(string name, int wanted, int there)
        : this(name, wanted, wanted, there)
    {
    }

    public bool Fits => There >= From && There <= To;

    /// <summary>In words: 4200, or 80 to 90.</summary>
    public string Wanted => From.Equals(To) ? Say(From) : $"{Say(From)} to {Say(To)}";

    public string Said => Say(There);

    private static string Say(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>What one history tells of the volumes.</summary>
/// <param name="Events">How many events it has.</param>
/// <param name="First">When the first one happened.</param>
/// <param name="Last">When the last one happened.</param>
/// <param name="Donation">The lot that the machine came with.</param>
/// <param name="CameIn">It came to a workshop.</param>
/// <param name="Reused">It was checked and good once.</param>
internal sealed record HistoryFigures(int Events, DateTimeOffset First, DateTimeOffset Last, string? Donation, bool CameIn, bool Reused)
{
    public static HistoryFigures Of(JsonElement history, string? donation)
    {
        var events = history.GetProperty("events").EnumerateArray().ToArray();
        var moments = events.Select(one => one.GetProperty("occurredAt").GetDateTimeOffset()).ToArray();
        return new(events.Length, moments.Min(), moments.Max(), donation, Has("machine.received."), Has("machine.qc-passed."));

        bool Has(string type) => events.Any(one => one.GetProperty("type").GetString()!.StartsWith(type, StringComparison.Ordinal));
    }
}

/// <summary>The volumes of a territory as the server tells them, beside those that were wanted.</summary>
internal static class TerritoryVolumes
{
    private const double DaysOfAMonth = 30.4;

    // About so many: a history is as long as the life of its machine.
    private const double EventsMayDiffer = 0.15;

    private static readonly string[] SeenByThePole = ["organisations", "donations", "rounds", "calls", "dossiers", "deliveries", "loans", "sessions", "batches", "incidents", "documents", "series"];
    private static readonly string[] SeenByTheIssuer = ["documents", "series"];

    public static async Task<ImmutableArray<VolumeLine>> OfAsync(
        Api api, Territory territory, Plan plan, Volumes wanted, string prefix, IReadOnlyCollection<HistoryFigures> histories, CancellationToken cancellation)
    {
        var pole = territory.Pole.Account;
        var organisations = await Own("organisations");
        var lines = ImmutableArray.CreateBuilder<VolumeLine>();

        lines.Add(new("pole", 1, (await api.ListAsync(pole, "organisations", cancellation)).Count(one => Does(one, Activity.Pole) && one.GetProperty("id").GetString() == pole.OrganisationId.Text)));
        lines.Add(new("workshops", wanted.Workshops, organisations.Count(one => Does(one, Activity.Workshop))));
        lines.Add(new("work places in them", wanted.WorkPlaces, organisations.Sum(one => one.TryGetProperty("operators", out var places) ? places.GetInt32() : 0)));
        lines.Add(new("EPNs", wanted.Epns, organisations.Count(one => Does(one, Activity.Epn))));
        lines.Add(new("partners", wanted.Partners, organisations.Count(one => Does(one, Activity.Partner))));
        lines.Add(new("donors", wanted.Donors, organisations.Count(one => Does(one, Activity.Donor))));
        lines.Add(new("machines", wanted.Machines, histories.Count));

        var donations = await Own("donations");
        lines.Add(new("donations", wanted.Donations, donations.Count));
        lines.Add(new("calls for projects", wanted.Calls, (await Own("calls")).Count));
        lines.Add(new("dossiers", wanted.Dossiers, (await Own("dossiers")).Count));
        lines.Add(new("loans", wanted.Loans, (await Own("loans")).Count));
        lines.Add(new("accompaniment sessions", wanted.Sessions, (await Own("sessions")).Count));
        lines.Add(new("recycling batches", wanted.Batches, (await Own("batches")).Count));

        if (histories.Count > 0)
        {
            var months = (histories.Max(one => one.Last) - histories.Min(one => one.First)).TotalDays / DaysOfAMonth;
            lines.Add(new("months of history", wanted.Months - 0.5, wanted.Months + 0.5, months));
            lines.Add(new(
                "events for each machine, all streams together",
                wanted.EventsOfAMachine * (1 - EventsMayDiffer),
                wanted.EventsOfAMachine * (1 + EventsMayDiffer),
                (double)(histories.Sum(one => one.Events) + await OthersAsync(api, territory, prefix, cancellation)) / histories.Count));
        }

        foreach (var (kind, (name, from, to)) in LotsOfEachKind.Reused)
        {
            var lots = plan.Lots.Where(lot => lot.Value == kind).Select(lot => lot.Key.Text).ToHashSet(StringComparer.Ordinal);
            var came = histories.Where(one => one.CameIn && one.Donation is { } donation && lots.Contains(donation)).ToArray();
            lines.Add(new($"{name}: re-used of a hundred, in {lots.Count.ToString(CultureInfo.InvariantCulture)} lots", from, to, came.Length == 0 ? 0 : 100.0 * came.Count(one => one.Reused) / came.Length));
        }

        var bound = plan.Lots.Where(lot => lot.Value is LotKind.Restricted).Select(lot => lot.Key.Text).ToHashSet(StringComparer.Ordinal);
        lines.Add(new("lots with a price cap and no resale", bound.Count, donations.Count(one => bound.Contains(one.GetProperty("id").GetString()!) && IsRestricted(one.GetProperty("restrictions")))));
        return lines.ToImmutable();

        async Task<List<JsonElement>> Own(string plural) =>
            [.. (await api.ListAsync(pole, plural, cancellation)).Where(item => item.GetProperty("id").GetString()!.StartsWith(prefix, StringComparison.Ordinal))];
    }

    /// <summary>The events of everything that is no machine: the version of a stream is how many it has. Papers are seen by whoever issued them.</summary>
    private static async Task<long> OthersAsync(Api api, Territory territory, string prefix, CancellationToken cancellation)
    {
        IEnumerable<(Account By, string[] Plurals)> readers =
        [
            (territory.Pole.Account, SeenByThePole),
            .. territory.Workshops.Select(workshop => (workshop.Supervisor, (string[])["parts", .. SeenByTheIssuer])),
            .. territory.Epns.Concat(territory.Recyclers).Select(member => (member.Account, SeenByTheIssuer)),
        ];
        var versions = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);

        await Parallel.ForEachAsync(
            readers.SelectMany(reader => reader.Plurals.Select(plural => (reader.By, Plural: plural))),
            cancellation,
            async (one, stop) =>
            {
                foreach (var item in (await api.ListAsync(one.By, one.Plural, stop)).Where(item => IsOurs(item, prefix)))
                {
                    versions[$"{one.Plural}/{item.GetProperty("id").GetString()}"] = item.GetProperty("version").GetInt64();
                }
            });

        return versions.Values.Sum();
    }

    /// <summary>Of this territory: by its own name, by what it is about, or by who holds it.</summary>
    private static bool IsOurs(JsonElement item, string prefix) => item.GetProperty("id").GetString()!.Contains(prefix, StringComparison.Ordinal)
        || (item.TryGetProperty("about", out var about) && about.ValueKind is JsonValueKind.Array && about.EnumerateArray().Any(one => one.GetString()!.Contains(prefix, StringComparison.Ordinal)))
        || (item.TryGetProperty("holder", out var holder) && holder.ValueKind is JsonValueKind.String && holder.GetString()!.StartsWith(prefix, StringComparison.Ordinal));

    private static bool Does(JsonElement organisation, Activity activity) =>
        organisation.TryGetProperty("activities", out var does) && does.EnumerateArray().Any(one => one.GetString() == activity.Code());

    private static bool IsRestricted(JsonElement restrictions) =>
        restrictions.TryGetProperty("resaleForbidden", out var forbidden) && forbidden.GetBoolean() && restrictions.TryGetProperty("maxPriceCents", out _);
}
