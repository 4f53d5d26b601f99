using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Recalls;

/// <summary>Which machines a recall may look for, and how that is written down.</summary>
internal static class RecallFilters
{
    private const int MostNumbers = 50;

    /// <summary>A shorter beginning finds machines that have nothing to do with each other.</summary>
    private const int ShortestBatch = 4;

    /// <summary>As the read tables have it: each number once, without spaces around; in upper case where case does not count.</summary>
    public static RecallFilter Clean(RecallFilter filter) => new()
    {
        Batteries = Each(filter.Batteries, Upper),
        Models = Each(filter.Models, static number => number.Trim()),
        Batches = Each(filter.Batches, Upper),
        Images = Each(filter.Images, InstalledSystem.NameOf),
        Systems = filter.Systems.IsDefault ? [] : [.. filter.Systems.Distinct()],
        InstalledFrom = filter.InstalledFrom,
        InstalledTo = filter.InstalledTo,
    };

    /// <summary>What is wrong with a clean filter, if anything.</summary>
    public static Refusal? Wrong(RecallFilter filter) =>
        (filter is { Batteries: [], Models: [], Batches: [], Images: [], Systems: [] } ? Refusal.Invalid("recall-filter-empty") : null)
            ?? Demand.Between(filter.Batteries.Length, 0, MostNumbers, "filter.batteries")
            ?? Demand.Between(filter.Models.Length, 0, MostNumbers, "filter.models")
            ?? Demand.Between(filter.Batches.Length, 0, MostNumbers, "filter.batches")
            ?? Demand.Between(filter.Images.Length, 0, MostNumbers, "filter.images")
            ?? filter.Batteries.Concat(filter.Models).Concat(filter.Batches).Select(number => Demand.Number(number, "filter")).FirstOrDefault(refusal => refusal is not null)
            ?? filter.Images.Select(image => Demand.Words(image, "filter.images")).FirstOrDefault(refusal => refusal is not null)
            ?? filter.Batches.Where(batch => batch.Length < ShortestBatch).Select(batch => Refusal.Invalid("recall-batch-too-short", batch)).FirstOrDefault()
            ?? (filter.Systems.Contains(OsPlan.None) ? Refusal.Invalid("recall-of-no-system") : null)
            ?? Days(filter);

    private static Refusal? Days(RecallFilter filter) => (filter.InstalledFrom, filter.InstalledTo) switch
    {
        (null, null) => null,
        _ when filter is { Images: [], Systems: [] } => Refusal.Invalid("recall-days-without-system"),
        ({ } from, { } to) when from > to => Refusal.Invalid("dates-reversed", Iso(from), Iso(to)),
        var (from, to) => (from is { } first ? Demand.Day(first, "filter.installedFrom") : null)
            ?? (to is { } last ? Demand.Day(last, "filter.installedTo") : null),
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Upper(string number) => number.Trim().ToUpperInvariant();

    private static ImmutableArray<string> Each(ImmutableArray<string> numbers, Func<string, string> written) => numbers.IsDefault
        ? []
        : [.. numbers.Select(written).Distinct(StringComparer.Ordinal)];
}
